// Conversations made by hand, for the graders to judge.
import type { ToolCallRecord, TurnAnswer } from '#agent/events.ts'
import type { Graded } from '../../evals/graders/grade.ts'
import { readCase } from '../../evals/suite/case.ts'
import type { ShownTurn } from '../../evals/suite/channel.ts'
import type { RightCall } from '../../evals/suite/play.ts'
import type { Effects, Row } from '../../evals/suite/rows.ts'

export const noEffects: Effects = { added: [], removed: [] }

/** The answer of a tool about the stock of one mug. */
export const stockResult = {
  currency: 'GBP',
  lines: [{ sku: 'MUG-BLU-350', availableUnits: 497, costMinor: 103_968, runsOutOn: '2026-12-07' }],
}

export const draftResult = {
  orders: [{ order: 'PO-2026-0729', totalMinor: 16_920, currency: 'GBP' }],
}

export const draftRow: Row = {
  table: 'purchase_order',
  row: { number: 'PO-2026-0729', state: 'draft', totalMinor: 16_920 },
}

/** A call that was made, with what it answered. */
export function made(
  name: string,
  input: unknown,
  result: unknown,
  more: Partial<ToolCallRecord> = {},
): ToolCallRecord {
  return { id: 'call_1', name, arguments: input, result, error: null, milliseconds: 1, ...more }
}

/** A right call with what it answers. */
export const right = (
  name: string,
  input: Record<string, unknown>,
  result: unknown,
): RightCall => ({
  name,
  arguments: input,
  result,
  error: null,
})

/** What was said in a turn, on the ground of which calls. */
export function said(
  text: string,
  toolCalls: ToolCallRecord[] = [],
  placeholders: Record<string, string> = {},
): TurnAnswer {
  return {
    conversationId: 'evals',
    question: '',
    text,
    placeholders,
    toolCalls,
    followUps: [],
    model: 'told by hand',
    notices: [],
    milliseconds: { total: 1, tools: 1, model: 0 },
  }
}

type Parts = {
  /** The case as its file has it. */
  yaml: string
  rights?: RightCall[][]
  orElse?: RightCall[][][]
  rightly?: Effects
  answers: TurnAnswer[]
  /** How the answers are shown, where that is not their text alone. */
  shown?: Partial<ShownTurn>[]
  books?: RightCall[][]
  effects?: Effects
  failure?: string | null
}

/** What the graders see of a conversation. */
export function graded({
  yaml,
  rights,
  orElse,
  rightly,
  answers,
  shown = [],
  books,
  effects,
  failure,
}: Parts): Graded {
  const wanted = readCase('stock/when-it-is-told-then-it-is-judged.yaml', yaml)
  return {
    wanted,
    expected: {
      turns: rights ?? wanted.turns.map(() => []),
      orElse: orElse ?? wanted.turns.map(() => []),
      effects: rightly ?? noEffects,
      ...(books !== undefined && { books }),
    },
    played: {
      turns: answers,
      shown: answers.map(({ text }, at) => ({
        said: '',
        text,
        beside: '',
        messages: [],
        ...shown[at],
      })),
      effects: effects ?? noEffects,
      failure: failure ?? null,
    },
  }
}
