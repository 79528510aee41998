import { randomUUID } from 'node:crypto'
import {
  isInitializeRequest,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server'
import type { HandleRequestOptions } from '@modelcontextprotocol/server'
import type { McpCaller, McpHost } from './host.ts'
import { recentEvents } from './recent-events.ts'
import { refusal } from './refusal.ts'
import { buildMcpServer } from './server.ts'

const maximumSessions = 200
/** A client has one or two open; one that opens more has lost them, and its oldest goes. */
const maximumSessionsOfPrincipal = 40
/** When a client whose connection broke should come back. */
const retryMilliseconds = 500
const sessionIdleMilliseconds = 30 * 60 * 1000

type Session = {
  transport: WebStandardStreamableHTTPServerTransport
  principal: string
  usedAt: number
}

export type McpSessions = {
  fetch(request: Request, caller: McpCaller, handed: HandleRequestOptions): Promise<Response>
  close(): Promise<void>
}

/**
 * Sessions of clients of the 2025 revisions: each has a server of its own, built for whoever opened it, and answers
 * nobody else. `now` gives milliseconds.
 */
export function openSessions(host: McpHost, now: () => number): McpSessions {
  const sessions = new Map<string, Session>()

  async function fetch(
    request: Request,
    caller: McpCaller,
    handed: HandleRequestOptions,
  ): Promise<Response> {
    const id = request.headers.get('mcp-session-id')
    if (id !== null) {
      const known = sessions.get(id)
      // Another principal learns no more of a session than of one that there never was.
      if (known?.principal !== caller.principal) return noSuchSession()
      known.usedAt = now()
      return known.transport.handleRequest(request, handed)
    }
    if (request.method !== 'POST') return onlyPost()
    if (!isInitializeRequest(handed.parsedBody)) return noSession()
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      eventStore: recentEvents(),
      retryInterval: retryMilliseconds,
      onsessioninitialized: (id) => {
        makeRoom(sessions, caller.principal, now())
        sessions.set(id, { transport, principal: caller.principal, usedAt: now() })
      },
      onsessionclosed: (id) => {
        sessions.delete(id)
      },
    })
    await buildMcpServer(host, caller).connect(transport)
    return transport.handleRequest(request, handed)
  }

  async function close(): Promise<void> {
    await Promise.all([...sessions.values()].map((session) => session.transport.close()))
    sessions.clear()
  }

  return { fetch, close }
}

/** What makes a client open another one, as the protocol has it. */
const noSuchSession = () =>
  refusal(404, 'noSession', 'There is no such session; it may have been closed. Send initialize.')

const noSession = () =>
  refusal(400, 'unwelcome', 'No session is named. Send initialize, then name the session it opens.')

const onlyPost = () =>
  refusal(405, 'unwelcome', 'Send messages by POST; other methods are for an open session.', {
    allow: 'POST',
  })

/** Closes sessions nobody used for half an hour, then the principal's oldest, then the oldest of all, until one fits. */
function makeRoom(sessions: Map<string, Session>, principal: string, now: number): void {
  const drop = (id: string, session: Session) => {
    sessions.delete(id)
    void session.transport.close()
  }
  const oldestFirst = () => [...sessions].toSorted(([, a], [, b]) => a.usedAt - b.usedAt)
  for (const [id, session] of oldestFirst())
    if (now - session.usedAt > sessionIdleMilliseconds) drop(id, session)
  const own = oldestFirst().filter(([, session]) => session.principal === principal)
  for (const [id, session] of own.slice(
    0,
    Math.max(0, own.length - maximumSessionsOfPrincipal + 1),
  ))
    drop(id, session)
  const all = oldestFirst()
  for (const [id, session] of all.slice(0, Math.max(0, all.length - maximumSessions + 1)))
    drop(id, session)
}
