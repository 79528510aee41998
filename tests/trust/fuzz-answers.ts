import type { Answer } from '../mcp/raw-http.ts'
import type { Fuzzed } from './fuzz.ts'
import { hostileStrings, strangers } from './fuzz-strings.ts'
import type { Chance } from './random.ts'

/** What a client may say that it can ask its person. */
const capabilities = [
  {},
  {},
  { elicitation: {} },
  { elicitation: { form: {} } },
  { elicitation: { url: {} } },
]
const said = 'io.modelcontextprotocol/clientCapabilities'

type Body = { params: { _meta: Record<string, unknown> } & Record<string, unknown> }

/** The call of a client that can ask its person, or says so. */
export function askable(luck: Chance, sent: Fuzzed): Fuzzed {
  const body = sent.body as Body
  const meta = { ...body.params['_meta'], [said]: luck.of(capabilities) }
  return { ...sent, body: { ...body, params: { ...body.params, _meta: meta } } }
}

/** The answer to a question that the server asked instead of answering, mostly a good one. Null = it asked nothing. */
export function followUp(luck: Chance, sent: Fuzzed, { message }: Answer): Fuzzed | null {
  const asked = message?.result as
    | { inputRequests?: Record<string, unknown>; requestState?: string }
    | undefined
  if (asked?.inputRequests === undefined) return null
  const inputResponses = Object.fromEntries(
    Object.keys(asked.inputRequests).map((key) => [
      key,
      luck.happens(0.2)
        ? luck.of(strangers)
        : {
            action: luck.of(['accept', 'accept', 'accept', 'decline', 'cancel', 'approve']),
            content: luck.of<unknown>([
              { submit: true },
              { submit: true },
              { submit: false },
              { submit: 'yes', approve: true },
              null,
            ]),
          },
    ]),
  )
  const body = sent.body as Body
  const state = asked.requestState ?? ''
  const requestState = luck.happens(0.7)
    ? state
    : luck.of([state.slice(0, -1), state.toUpperCase(), `${state}A`, ...hostileStrings])
  const params = { ...body.params, inputResponses, requestState }
  return { ...sent, kind: `${sent.kind}, answered`, body: { ...body, params } }
}
