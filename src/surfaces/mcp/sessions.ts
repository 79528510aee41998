import { randomUUID } from 'node:crypto'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server'
import type { McpCaller, McpHost } from './host.ts'
import { buildMcpServer } from './server.ts'

const maximumSessions = 200
const sessionIdleMilliseconds = 30 * 60 * 1000

type Session = { transport: WebStandardStreamableHTTPServerTransport; usedAt: number }

export type McpSessions = {
  fetch(request: Request, caller: McpCaller): Promise<Response>
  close(): Promise<void>
}

/** Sessions of clients of the 2025 revisions: each has a server of its own, built for whoever opened it. */
export function openSessions(host: McpHost): McpSessions {
  const sessions = new Map<string, Session>()

  async function fetch(request: Request, caller: McpCaller): Promise<Response> {
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
    await buildMcpServer(host, caller).connect(transport)
    return transport.handleRequest(request)
  }

  async function close(): Promise<void> {
    await Promise.all([...sessions.values()].map((session) => session.transport.close()))
    sessions.clear()
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
