import { foldText } from '../lexicon-text.ts'
import { recordsOf, type PastTurn } from './context.ts'
import type { Interpreter } from './interpreter.ts'
import { oneCall, type Plan } from './plan.ts'
import { slotOf } from './slot-rules.ts'

/** The call of the turn before with the candidate that the person now chose, or null when this is no such choice. */
export function answerClarification(
  sentence: string,
  earlier: readonly PastTurn[],
  interpreter: Interpreter,
): Plan | null {
  const last = earlier.at(-1)
  const asked = last?.calls.find((call) => call.error?.code === 'ambiguous')
  if (asked === undefined || asked.error === null) return null
  const candidates = recordsOf(asked.error.details['candidates']).map(({ code, name }) => ({
    code: String(code),
    name: String(name),
  }))
  const { reading } = interpreter.interpret(sentence)
  const chosen = chooseCandidate(
    sentence,
    candidates,
    slotOf(reading, 'ordinal')?.from ?? null,
    reading.mentions.map(({ code }) => code),
  )
  const short = sentence.split(/\s+/).length <= 8
  if (chosen === null || !short) return null
  const kind = String(asked.error.details['kind'] ?? 'item')
  const named = withName(asked.arguments, kind, chosen) as Record<string, unknown>
  // A place that was not said is asked for, too.
  const isNew = kind === 'location' && JSON.stringify(named) === JSON.stringify(asked.arguments)
  return oneCall(asked.tool, isNew ? { ...named, location: chosen } : named)
}

function chooseCandidate(
  sentence: string,
  candidates: { code: string; name: string }[],
  ordinal: number | null,
  codes: (string | null)[],
): string | null {
  const coded = candidates.find(({ code }) => codes.includes(code))
  if (coded !== undefined) return coded.code
  if (ordinal !== null) return candidates.at(ordinal)?.code ?? null
  const words = foldText(sentence).match(/[\p{L}\p{N}]+/gu) ?? []
  const scored = candidates.map(({ code, name }) => {
    const own = new Set(foldText(name).match(/[\p{L}\p{N}]+/gu))
    return { code, hits: words.filter((word) => own.has(word)).length }
  })
  const most = Math.max(0, ...scored.map(({ hits }) => hits))
  const best = scored.filter(({ hits }) => hits === most)
  return most > 0 && best.length === 1 ? best[0]!.code : null
}

/** The arguments with every value of one kind of name replaced. */
function withName(value: unknown, kind: string, chosen: string): unknown {
  if (Array.isArray(value)) return value.map((entry) => withName(entry, kind, chosen))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      const names = key === kind || (key === 'query' && kind === 'item')
      return [key, names && typeof entry === 'string' ? chosen : withName(entry, kind, chosen)]
    }),
  )
}
