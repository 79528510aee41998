import { answerClarification } from './clarification.ts'
import { focusOf, type PastCall, type PastTurn } from './context.ts'
import { continueLast, repeatLast } from './continue.ts'
import type { Interpretation, Interpreter } from './interpreter.ts'
import { planTool } from './plan-tool.ts'
import type { Plan, PlannedCall } from './plan.ts'
import { pointsBack } from './references.ts'
import { notUnderstood, replyTo } from './talk.ts'
import { valuesFrom } from './values.ts'

/** Below this probability a question counts as not understood. */
const LEAST_PROBABILITY = 0.3
const MOST_CALLS = 3

/** Turns a question and what was said before into calls or a reply; never guesses below its confidence. */
export function understand(
  question: string,
  earlier: readonly PastTurn[],
  interpreter: Interpreter,
): Plan {
  const sentences = sentencesOf(question)
  if (sentences.length < 2) return planSentence(question, earlier, interpreter)
  const apart = sentences.filter((sentence) => standsAlone(sentence, interpreter))
  const calls = apart.length < 2 ? [] : callsOf(apart, earlier, interpreter)
  if (new Set(calls.map(({ tool }) => tool)).size > 1)
    return { kind: 'calls', calls: calls.slice(0, MOST_CALLS) }
  const asking = sentences.filter((sentence) => !isCourtesy(sentence, interpreter))
  const together = asking.length === 0 ? sentences : asking
  return together.length === 1
    ? planSentence(together[0]!, earlier, interpreter)
    : planAs(interpreter.interpretTogether(together.join(' '), together), earlier, interpreter)
}

/** How a request begins; 'Ferrante keeps asking me.' is none. */
const ASKS =
  /\?\s*$|^(?:and |also |then |please |now |can you |could you )*(?:show|give|list|draft|tell|compare|find|forecast|explain|order|put|submit|make|take|check|look|run|simulate|raise|get|set|what|which|how|who|when|where|why)\b/i

/** A sentence so clear, and with a subject of its own, that it asks for something by itself. */
const SURE_ALONE = 0.55

function standsAlone(sentence: string, interpreter: Interpreter): boolean {
  const { reading, meaning, probability } = interpreter.interpret(sentence)
  if (meaning.kind !== 'tool' || probability < SURE_ALONE) return false
  if (pointsBack(sentence) || !ASKS.test(sentence)) return false
  const values = { ...valuesFrom(meaning.tool, reading), ...meaning.fixed }
  return (
    sentence.split(/\s+/).length >= 4 &&
    (reading.mentions.length > 0 || reading.slots.length > 0 || Object.keys(values).length > 0)
  )
}

function isCourtesy(sentence: string, interpreter: Interpreter): boolean {
  const { meaning, probability } = interpreter.interpret(sentence)
  return (
    meaning.kind === 'talk' &&
    ['greet', 'thanks', 'goodbye'].includes(meaning.talk) &&
    probability > LEAST_PROBABILITY
  )
}

const callsOf = (
  sentences: readonly string[],
  earlier: readonly PastTurn[],
  interpreter: Interpreter,
): PlannedCall[] =>
  mergeCalls(
    sentences
      .map((sentence) => planSentence(sentence, earlier, interpreter))
      .flatMap((plan) => (plan.kind === 'calls' ? plan.calls : [])),
  )

/** The change that a question asks for, now that the order was looked up for its revision; else null. */
export function changeAfterLook(
  question: string,
  earlier: readonly PastTurn[],
  present: readonly PastCall[],
  interpreter: Interpreter,
): PlannedCall[] | null {
  const [look] = present
  if (present.length > 1 || look?.tool !== 'get_purchase_order' || look.result === null) return null
  const interpretation = interpreter.interpret(question)
  const { meaning } = interpretation
  if (meaning.kind !== 'tool' || meaning.tool !== 'revise_purchase_order') return null
  const seen = focusOf([...earlier, { question, calls: [look] }])
  const plan = planTool(interpretation, meaning.tool, meaning.fixed, seen)
  return plan.kind === 'calls' && plan.calls[0]?.tool === meaning.tool ? plan.calls : null
}

const sentencesOf = (question: string): string[] =>
  question
    .split(/(?<=[?!])\s+|(?<=[a-z)]\.)\s+(?=\p{L})|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}?]/u.test(sentence))

/** The same tool asked twice in one question is one call with all that was said. */
function mergeCalls(calls: PlannedCall[]): PlannedCall[] {
  const merged: PlannedCall[] = []
  for (const call of calls) {
    const same = merged.find(
      (other) => other.tool === call.tool && !conflict(other.input, call.input),
    )
    if (same === undefined) merged.push(call)
    else Object.assign(same.input, call.input)
  }
  return merged
}

const conflict = (one: Record<string, unknown>, other: Record<string, unknown>): boolean =>
  Object.keys(one).some(
    (key) => key in other && JSON.stringify(one[key]) !== JSON.stringify(other[key]),
  )

function planSentence(
  sentence: string,
  earlier: readonly PastTurn[],
  interpreter: Interpreter,
): Plan {
  const answered = answerClarification(sentence, earlier, interpreter)
  return answered ?? planAs(interpreter.interpret(sentence), earlier, interpreter)
}

function planAs(
  interpretation: Interpretation,
  earlier: readonly PastTurn[],
  interpreter: Interpreter,
): Plan {
  const { reading, meaning, probability } = interpretation
  if (probability < LEAST_PROBABILITY) {
    const [mention] = reading.mentions
    const about =
      mention === undefined
        ? null
        : { kind: mention.kind, name: mention.candidates[0]?.name ?? mention.phrase }
    return { kind: 'say', text: notUnderstood(about) }
  }
  if (meaning.kind === 'tool')
    return planTool(interpretation, meaning.tool, meaning.fixed, focusOf(earlier))
  if (meaning.talk === 'again') return repeatLast(reading, earlier, interpreter)
  if (meaning.talk === 'more') return continueLast(reading, earlier)
  return { kind: 'say', text: replyTo(meaning.talk) }
}
