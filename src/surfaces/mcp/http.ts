import { randomUUID } from 'node:crypto'
import {
  WebStandardStreamableHTTPServerTransport,
  createMcpHandler,
  hostHeaderValidationResponse,
  isLegacyRequest,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  originValidationResponse,
} from '@modelcontextprotocol/server'
import { buildMcpServer, type McpHost } from './server.ts'

const maximumSessions = 200
const sessionIdleMilliseconds = 30 * 60 * 1000

type Session = { transport: WebStandardStreamableHTTPServerTransport; usedAt: number }

export type McpHttp = { fetch(request: Request): Promise<Response>; close(): Promise<void> }

/**
 * One `/mcp` for both protocol eras: 2026-07-28 without sessions, and 2025 clients with a session each.
 * Answers only requests that name this machine as host and come from no foreign page.
 */
export function mcpOverHttp(host: McpHost): McpHttp {
  const modern = createMcpHandler(() => buildMcpServer(host), { legacy: 'reject' })
  const sessions = new Map<string, Session>()

  async function fetch(request: Request): Promise<Response> {
    const refused =
      hostHeaderValidationResponse(request, localhostAllowedHostnames()) ??
      originValidationResponse(request, localhostAllowedOrigins())
    if (refused) return refused
    if (await isLegacyRequest(request)) return legacy(request)
    return modern.fetch(request)
  }

  async function legacy(request: Request): Promise<Response> {
    const known = sessions.get(request.headers.get('mcp-session-id') ?? '')
    if (known) {
      known.usedAt = Date.now()
      return known.transport.handleRequest(request)
    }
    dropIdleSessions(sessions)
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: (id) => {
        sessions.set(id, { transport, usedAt: Date.now() })
      },
      onsessionclosed: (id) => {
        sessions.delete(id)
      },
    })
    await buildMcpServer(host).connect(transport)
    return transport.handleRequest(request)
  }

  async function close(): Promise<void> {
    await Promise.all([...sessions.values()].map((session) => session.transport.close()))
    sessions.clear()
    await modern.close()
  }

  return { fetch, close }
}

/** Closes sessions nobody used for half an hour, and the oldest when there are too many. */
function dropIdleSessions(sessions: Map<string, Session>): void {
  const oldestFirst = [...sessions].toSorted(([, a], [, b]) => a.usedAt - b.usedAt)
  for (const [id, session] of oldestFirst) {
    const idle = Date.now() - session.usedAt > sessionIdleMilliseconds
    if (!idle && sessions.size < maximumSessions) return
    sessions.delete(id)
    void session.transport.close()
  }
}
