import {
  createMcpHandler,
  hostHeaderValidationResponse,
  isLegacyRequest,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  originValidationResponse,
} from '@modelcontextprotocol/server'
import type { AuthInfo } from '@modelcontextprotocol/server'
import { outsideError } from '#root/errors.ts'
import { openLimits } from './call-limits.ts'
import { holderOfTheMachine, type McpCaller, type McpHost } from './host.ts'
import type { Message } from './message.ts'
import { bodyMilliseconds as longestBody } from './read-body.ts'
import { refusal } from './refusal.ts'
import { buildMcpServer } from './server.ts'
import { openSessions } from './sessions.ts'
import { refuseTokenInQuery } from './token-in-query.ts'

export type McpHttp = { fetch(request: Request): Promise<Response>; close(): Promise<void> }

export type McpHttpOptions = {
  /** Who asks, or the answer to somebody who may not. Without it, whoever reaches the machine holds it. */
  callerOf?: (request: Request) => Promise<McpCaller | Response>
  /** Where clients learn how to sign in; absent where there is no provider. */
  metadataUrl?: () => string | undefined
  /** The names a request may call this server by, without ports. Without them, those of loopback. */
  hostnames?: string[]
  /** The hosts whose pages may ask. Without them, those of loopback. */
  origins?: string[]
  /** Milliseconds of a clock that never goes back. */
  now?: () => number
  /** How long a message may take to arrive. */
  bodyMilliseconds?: number
}

/**
 * One `/mcp` for both protocol eras: 2026-07-28 without sessions, and 2025 clients with a session each.
 * Answers only requests that name this machine as host and come from no foreign page, within the limits of their
 * caller; what is wrong with a message is said before anything is done about it.
 */
export function mcpOverHttp(given: McpHost, options: McpHttpOptions = {}): McpHttp {
  const {
    callerOf = () => Promise.resolve(holderOfTheMachine),
    metadataUrl = () => undefined,
    hostnames = localhostAllowedHostnames(),
    origins = localhostAllowedOrigins(),
    now = () => performance.now(),
    bodyMilliseconds = longestBody,
  } = options
  const limits = openLimits(now, bodyMilliseconds)
  const host = limits.counted(given)
  const modern = createMcpHandler(({ authInfo }) => buildMcpServer(host, callerBehind(authInfo)), {
    legacy: 'reject',
    ...(host.fixtures && { bus: host.fixtures.bus }),
  })
  const sessions = openSessions(host, now)

  async function fetch(request: Request): Promise<Response> {
    try {
      return await letIn(request)
    } catch (error) {
      given.report(error)
      const { message, repair } = outsideError(error)
      return refusal(500, 'failed', `${message} ${repair}`)
    }
  }

  async function letIn(request: Request): Promise<Response> {
    const refused =
      hostHeaderValidationResponse(request, hostnames) ??
      originValidationResponse(request, origins) ??
      refuseTokenInQuery(request)
    if (refused) return refused
    const caller = await callerOf(request)
    if (caller instanceof Response) return caller
    return limits.within(caller, request, (message) => answer(request, caller, message))
  }

  async function answer(request: Request, caller: McpCaller, message: Message | null) {
    const handed = { authInfo: authInfoOf(caller, metadataUrl()), ...message }
    if (await isLegacyRequest(request, message?.parsedBody))
      return sessions.fetch(request, caller, handed)
    return modern.fetch(request, handed)
  }

  async function close(): Promise<void> {
    await sessions.close()
    await modern.close()
  }

  return { fetch, close }
}

/** The caller as the SDK carries one through. The token itself goes no further than the door. */
function authInfoOf(caller: McpCaller, resourceMetadataUrl: string | undefined): AuthInfo {
  const { principal, scopes } = caller
  const known = { token: '', clientId: principal, scopes: [...scopes], extra: { caller } }
  return resourceMetadataUrl === undefined ? known : { ...known, resourceMetadataUrl }
}

function callerBehind(authInfo: AuthInfo | undefined): McpCaller {
  const caller = authInfo?.extra?.['caller'] as McpCaller | undefined
  // Only a request that went round the door has none, and it gets nothing.
  if (caller === undefined) throw new Error('A request reached MCP without its caller.')
  return caller
}
