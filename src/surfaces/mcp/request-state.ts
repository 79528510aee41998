// What an unfinished request carries through its client and back: sealed, bound to whom it was made for, and checked
// against the call that it comes back with.
import {
  CLIENT_CAPABILITIES_META_KEY,
  createRequestStateCodec,
  MissingRequiredClientCapabilityError,
  ProtocolError,
  ProtocolErrorCode,
  type ClientCapabilities,
  type McpServer,
  type RequestStateCodec,
  type ServerContext,
  type ServerOptions,
} from '@modelcontextprotocol/server'
import { canonicalJson } from '#planning/canonical.ts'
import type { McpHost, McpUnit } from './host.ts'

/** A question that was put to a person about one call of a tool; `question` is its own random name. */
export type AskedState = {
  question: string
  /** The tool and its arguments as they were called. */
  call: string
  order: string
  revision: number
  contentHash: string
  /** 'link': whoever says yes only goes to the console, where they sign in. */
  mode: 'form' | 'link'
}

/** How long a question may wait for its answer. */
const questionSeconds = 600

/** The call that a state belongs to, as one text. */
export const callOf = (name: string, input: unknown): string => canonicalJson([name, input])

const keys = new WeakMap<McpHost, Promise<Uint8Array>>()

/** The key is the shop's: a state outlives the server that made it. One that could not be read is asked for again. */
function keyOf(unit: McpUnit): Promise<Uint8Array> {
  const known = keys.get(unit.host)
  if (known !== undefined) return known
  const asked = unit
    .run('request_state_key', {}, () => undefined)
    .then(({ key }) => new Uint8Array(Buffer.from(key, 'base64url')))
  keys.set(unit.host, asked)
  asked.catch(() => keys.delete(unit.host))
  return asked
}

async function codecOf(unit: McpUnit): Promise<RequestStateCodec<AskedState>> {
  return createRequestStateCodec<AskedState>({
    key: await keyOf(unit),
    ttlSeconds: questionSeconds,
    bind: () => unit.caller.principal,
  })
}

/** Seals a state for the caller of the unit, for ten minutes. */
export async function sealState(
  unit: McpUnit,
  state: AskedState,
  context: ServerContext,
): Promise<string> {
  return (await codecOf(unit)).mint(state, context)
}

/** Opens what comes back before any handler sees it; throws on everything that was not sealed here for this caller. */
export function openStates(unit: McpUnit): NonNullable<ServerOptions['requestState']> {
  const fixtures = unit.host.fixtures?.requestState.verify
  return {
    verify: async (state, context) => {
      const codec = await codecOf(unit)
      if (fixtures === undefined) return codec.verify(state, context)
      return codec.verify(state, context).catch(() => fixtures(state, context))
    },
  }
}

/** The state of this request, if it carries one of ours. */
export function askedState(context: ServerContext): AskedState | null {
  const state = context.mcpReq.requestState<Partial<AskedState>>()
  return typeof state === 'object' && state.question !== undefined ? (state as AskedState) : null
}

/** What the client of this request says it can do: said with each request, or once when its session began. */
export function capabilitiesOf(
  server: McpServer,
  { mcpReq }: ServerContext,
): ClientCapabilities | undefined {
  const envelope = mcpReq.envelope as Record<string, unknown> | undefined
  const said = envelope?.[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined
  return said ?? server.server.getClientCapabilities()
}

type CallHandler = (
  request: { params: { name: string; arguments?: unknown } },
  context: ServerContext,
) => unknown

/**
 * Refuses an answer to the tool that asks which belongs to another call, or which comes from a client that says it can
 * not ask, as an error of the protocol. The SDK would make a tool error of whatever a tool throws, so this stands before
 * its own handler; it must be called before the first tool is registered.
 */
export function refuseForeignAnswers(server: McpServer, askingTool: string): void {
  const low = server.server
  const register = low.setRequestHandler.bind(low) as (method: string, ...rest: unknown[]) => void
  low.setRequestHandler = ((method: string, ...rest: unknown[]) => {
    const handler = rest.at(-1) as CallHandler
    if (method !== 'tools/call') return register(method, ...rest)
    return register(method, ...rest.slice(0, -1), ((request, context) => {
      const { name, arguments: input } = request.params
      const state = askedState(context)
      if (state !== null && state.call !== callOf(name, input ?? {})) throw foreignState()
      const isAnswer = name === askingTool && context.mcpReq.inputResponses !== undefined
      const canAsk = capabilitiesOf(server, context)?.elicitation !== undefined
      if ((state !== null || isAnswer) && !canAsk) throw cannotAsk()
      return handler(request, context)
    }) satisfies CallHandler)
  }) as typeof low.setRequestHandler
}

/** In the words in which the SDK refuses a state that it can not open. */
const foreignState = () =>
  new ProtocolError(ProtocolErrorCode.InvalidParams, 'Invalid or expired requestState', {
    reason: 'invalid_request_state',
  })

const cannotAsk = () =>
  new MissingRequiredClientCapabilityError(
    { requiredCapabilities: { elicitation: { form: {} } } },
    'This answers a question, and the client does not declare that it can put one to a person.',
  )
