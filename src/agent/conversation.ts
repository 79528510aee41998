import type { ModelMessage } from 'ai'
import type { ToolCallRecord, TurnAnswer } from './events.ts'

/** One earlier question with its answer, as the store keeps it. */
export type Exchange = {
  question: string
  answer: Pick<
    TurnAnswer,
    'text' | 'toolCalls' | 'placeholders' | 'followUps' | 'model' | 'notices'
  >
}

export type Conversation = { id: string; exchanges: Exchange[] }

/** How many earlier exchanges a model reads. */
const REMEMBERED_EXCHANGES = 6
const REMEMBERED_LINES = 30
const REMEMBERED_TEXT = 2_000

/** What a follow-up may point at: handles, names and the quantities people quote back. Everything else is asked again. */
const HANDLE_FIELDS = new Set(
  'asOf recommendation sku name order orderNumber revision state supplierCode supplierName locationCode units askedUnits decision response kind category code candidates'.split(
    ' ',
  ),
)
const LISTS = new Set(['lines', 'orders', 'responses', 'candidates'])

/** A result cut down to its handles: the lists keep their order, so that "the second one" still means the same. */
export function trimResult(result: unknown): unknown {
  if (Array.isArray(result)) return result.slice(0, REMEMBERED_LINES).map(trimResult)
  if (typeof result !== 'object' || result === null) return result
  return Object.fromEntries(
    Object.entries(result).flatMap(([key, value]): [string, unknown][] => {
      if (LISTS.has(key) && Array.isArray(value)) return [[key, trimResult(value)]]
      const scalar = typeof value !== 'object' || value === null
      return HANDLE_FIELDS.has(key) && scalar ? [[key, value]] : []
    }),
  )
}

/** The earlier exchanges as messages. Their calls are named `earlier`, so that no placeholder can point at them. */
export function earlierMessages(conversation: Conversation): ModelMessage[] {
  return conversation.exchanges
    .slice(-REMEMBERED_EXCHANGES)
    .flatMap((exchange, turn): ModelMessage[] => {
      // A call that never reached a tool says nothing a follow-up could lean on.
      const calls = exchange.answer.toolCalls.filter((call) => call.id.startsWith('call_'))
      return [
        { role: 'user', content: exchange.question },
        ...callMessages(calls, (call) => ({
          id: `earlier_${turn + 1}_${call.id}`,
          reply: { call: 'earlier', ...rememberedOutcome(call) },
        })),
        { role: 'assistant', content: exchange.answer.text.slice(0, REMEMBERED_TEXT) || '...' },
      ]
    })
}

const rememberedOutcome = (call: ToolCallRecord): Record<string, unknown> =>
  call.error === null
    ? { result: trimResult(call.result) }
    : { error: { code: call.error.code, details: call.error.details } }

/** Calls and their replies as the pair of messages a model would have seen. */
export function callMessages(
  calls: readonly ToolCallRecord[],
  describe: (call: ToolCallRecord) => { id: string; reply: object },
): ModelMessage[] {
  if (calls.length === 0) return []
  const described = calls.map((call) => ({ call, ...describe(call) }))
  return [
    {
      role: 'assistant',
      content: described.map(({ call, id }) => ({
        type: 'tool-call' as const,
        toolCallId: id,
        toolName: call.name,
        input: call.arguments,
      })),
    },
    {
      role: 'tool',
      content: described.map(({ call, id, reply }) => ({
        type: 'tool-result' as const,
        toolCallId: id,
        toolName: call.name,
        output: { type: 'json' as const, value: JSON.parse(JSON.stringify(reply)) },
      })),
    },
  ]
}
