import { answerClarification } from './clarification.ts'
import { focusOf, type PastTurn } from './context.ts'
import { continueLast, repeatLast } from './continue.ts'
import type { Interpreter } from './interpreter.ts'
import { planTool } from './plan-tool.ts'
import type { Plan, PlannedCall } from './plan.ts'
import { notUnderstood, replyTo } from './talk.ts'

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
  if (sentences.length < 2) return planSentence(question, earlier, interpreter).plan
  const plans = sentences.map((sentence) => planSentence(sentence, earlier, interpreter))
  const calls = mergeCalls(
    plans
      .filter(({ sure }) => sure)
      .flatMap(({ plan }) => (plan.kind === 'calls' ? plan.calls : [])),
  )
  if (calls.length > 0) return { kind: 'calls', calls: calls.slice(0, MOST_CALLS) }
  const whole = planSentence(question, earlier, interpreter)
  return whole.sure ? whole.plan : (plans.find(({ sure }) => sure)?.plan ?? whole.plan)
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
): { plan: Plan; sure: boolean } {
  const answered = answerClarification(sentence, earlier, interpreter)
  if (answered !== null) return { plan: answered, sure: true }
  const interpretation = interpreter.interpret(sentence)
  const { reading, meaning, probability } = interpretation
  if (probability < LEAST_PROBABILITY) {
    const [mention] = reading.mentions
    const about =
      mention === undefined
        ? null
        : { kind: mention.kind, name: mention.candidates[0]?.name ?? mention.phrase }
    return { plan: { kind: 'say', text: notUnderstood(about) }, sure: false }
  }
  const focus = focusOf(earlier)
  if (meaning.kind === 'talk') {
    if (meaning.talk === 'again')
      return { plan: repeatLast(reading, earlier, interpreter), sure: true }
    if (meaning.talk === 'more') return { plan: continueLast(reading, earlier), sure: true }
    return {
      plan: { kind: 'say', text: replyTo(meaning.talk) },
      sure: meaning.talk !== 'greet' && meaning.talk !== 'thanks',
    }
  }
  return { plan: planTool(interpretation, meaning.tool, meaning.fixed, focus), sure: true }
}
