// The small shop behind /mcp, with callers that a header names, and requests written by hand.
import type { Shop } from '#operations/shop.ts'
import { mcpHostOf } from '#surfaces/cli/mcp-host.ts'
import { holderOfTheMachine } from '#surfaces/mcp/host.ts'
import type { OpenDatabase } from '#store/database.ts'
import { asOf, noon } from '../commands/world.ts'
import { envelope, send, serveHost, type Served } from '../mcp/raw-http.ts'

/** The shop as a process has it open; Ana sits in front of it. */
export function shopOf(database: OpenDatabase): Shop {
  return {
    database,
    db: database.db,
    model: { openaiApiKey: null, modelName: null, modelUrl: null },
    where: 'memory',
    now: () => new Date(noon),
    fixedAsOf: asOf,
    personId: 'ana',
    slack: null,
    mail: null,
    auditAnchorFile: null,
    configuration: [],
  }
}

/** Serves it as a process would that was just started; `x-client` names another principal. */
export function serveShop(database: OpenDatabase, publicUrl: URL | null = null): Promise<Served> {
  return serveHost(mcpHostOf(shopOf(database), '0', publicUrl), {
    callerOf: (request) => {
      const principal = request.headers.get('x-client') ?? 'local'
      return Promise.resolve({ ...holderOfTheMachine, principal })
    },
  })
}

export const forms = { elicitation: { form: {} } }
export const links = { elicitation: { url: {} } }

export type Asked = {
  resultType?: string
  requestState?: string
  inputRequests?: Record<string, { params: { message: string; url?: string } }>
  structuredContent?: { order: string; state: string; submitted: boolean; display: string }
  isError?: boolean
  content?: { text: string }[]
}

/** One call of the submitting tool in the 2026-07-28 revision, with or without an answer. */
export async function call(
  { port }: Served,
  order: string,
  more: {
    capabilities?: Record<string, unknown>
    answer?: unknown
    state?: string | undefined
    client?: string
  } = {},
): Promise<{ asked: Asked; error: number | null }> {
  const name = 'approve_purchase_order'
  const { capabilities = forms, answer, state, client } = more
  const said = { ...envelope, 'io.modelcontextprotocol/clientCapabilities': capabilities }
  const params = {
    name,
    arguments: { order },
    ...(answer !== undefined && { inputResponses: { submit: answer } }),
    ...(state !== undefined && { requestState: state }),
    _meta: said,
  }
  const got = await send(port, {
    headers: {
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': name,
      ...(client !== undefined && { 'x-client': client }),
    },
    body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params },
  })
  return {
    asked: (got.message?.result ?? {}) as Asked,
    error: got.message?.error?.code ?? null,
  }
}

export const yes = { action: 'accept', content: { submit: true } }

/** Asks and gives back the state of the question. */
export async function stateFor(served: Served, order: string): Promise<string> {
  const { asked } = await call(served, order)
  if (asked.requestState === undefined) throw new Error(JSON.stringify(asked))
  return asked.requestState
}
