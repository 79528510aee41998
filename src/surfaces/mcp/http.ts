import {
  createMcpHandler,
  hostHeaderValidationResponse,
  isLegacyRequest,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  originValidationResponse,
} from '@modelcontextprotocol/server'
import { holderOfTheMachine, type McpHost } from './host.ts'
import { buildMcpServer } from './server.ts'
import { openSessions } from './sessions.ts'

export type McpHttp = { fetch(request: Request): Promise<Response>; close(): Promise<void> }

/**
 * One `/mcp` for both protocol eras: 2026-07-28 without sessions, and 2025 clients with a session each.
 * Answers only requests that name this machine as host and come from no foreign page.
 */
export function mcpOverHttp(host: McpHost): McpHttp {
  const caller = holderOfTheMachine
  const modern = createMcpHandler(() => buildMcpServer(host, caller), { legacy: 'reject' })
  const sessions = openSessions(host)

  async function fetch(request: Request): Promise<Response> {
    const refused =
      hostHeaderValidationResponse(request, localhostAllowedHostnames()) ??
      originValidationResponse(request, localhostAllowedOrigins())
    if (refused) return refused
    if (await isLegacyRequest(request)) return sessions.fetch(request, caller)
    return modern.fetch(request)
  }

  async function close(): Promise<void> {
    await sessions.close()
    await modern.close()
  }

  return { fetch, close }
}
