// What the answer says: every figure is a field, the facts are there, what must be hidden is not, and it asks where it must.
import { unbackedIn } from '#agent/stored-answer.ts'
import { formatValue } from '#render/value.ts'
import type { CaseTurn } from '../suite/case.ts'
import type { ShownTurn } from '../suite/channel.ts'
import type { RightCall } from '../suite/play.ts'
import type { Graded, Grader, Verdict } from './grade.ts'

/** '1.lines.0.units': a field of the first right call's result; '5.77' is a figure. */
const fieldPath = /^([1-9])\.([a-z].*)$/i

/** Whether a fact names a field, and is no words. */
export const isField = (fact: string): boolean => fieldPath.test(fact)

/** How a fact reads: the field as it is shown, or the words as they are. Null for a field that is not there. */
export function readsAs(fact: string, rights: readonly RightCall[]): string | null {
  const match = fieldPath.exec(fact)
  if (match === null) return fact
  const right = rights[Number(match[1]) - 1]
  const keys = match[2]!.split('.')
  const records: unknown[] = [right?.result]
  for (const key of keys) records.push((records.at(-1) as Record<string, unknown> | null)?.[key])
  const value = records.at(-1)
  if (value === undefined || value === null) return null
  const currency = records
    .slice(0, -1)
    .map((record) => (record as { currency?: unknown } | null)?.currency)
    .findLast((code) => typeof code === 'string') as string | undefined
  const name = keys.findLast((key) => !/^\d+$/.test(key)) ?? ''
  return formatValue(name, value, currency === undefined ? {} : { currency })
}

const folded = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[\\*_`]/g, '')
    .replaceAll(/\s+/g, ' ')

/** Whether a text says it: as a whole word or figure, in any case of letters. */
export function saysSo(said: string, words: string): boolean {
  const text = folded(said)
  const wanted = folded(words)
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const isPart = (neighbour: string | undefined) => /[\p{L}\p{N}]/u.test(neighbour ?? '')
    const before = text[at - 1]
    const after = text[at + wanted.length]
    const joined = (isPart(before) && isPart(wanted[0])) || (isPart(after) && isPart(wanted.at(-1)))
    if (!joined) return true
  }
  return false
}

type Facts = readonly (string | readonly string[])[]

function eachFact(
  { wanted, played }: Graded,
  rights: readonly (readonly RightCall[])[],
  factsOf: (turn: CaseTurn) => Facts,
  judge: (shown: ShownTurn, words: readonly string[], fact: string) => Verdict,
): Verdict {
  for (const [at, turn] of wanted.turns.entries()) {
    const shown = played.shown[at]
    if (shown === undefined) return `turn ${at + 1} was never answered`
    for (const fact of factsOf(turn)) {
      const choices = [fact].flat()
      const words = choices.flatMap((each) => readsAs(each, rights[at]!) ?? [])
      if (words.length < choices.length) {
        return `the right call has no field ${choices.join(' or ')}: the case itself is wrong`
      }
      const verdict = judge(shown, words, choices.join(' or '))
      if (verdict !== null) return verdict
    }
  }
  return null
}

/** Whether every figure of every answer is a field of its own tool results. */
export const grounded: Grader = {
  name: 'grounded',
  asks: 'Is every figure a field of a tool result?',
  applies: () => true,
  judge({ played }) {
    const [first] = played.turns.flatMap(unbackedIn)
    return first ?? null
  },
}

/** Whether what must be said is said. */
export const facts: Grader = {
  name: 'facts',
  asks: 'Is what must be said said?',
  applies: ({ wanted }) => wanted.turns.some(({ says }) => says.length > 0),
  judge: (graded) =>
    eachFact(
      graded,
      graded.expected.turns,
      ({ says }) => says,
      ({ text }, words, fact) =>
        words.some((each) => saysSo(text, each))
          ? null
          : `does not say ${words.map((each) => JSON.stringify(each)).join(' or ')} (${fact})`,
    ),
}

/** Whether what must not be said is not: a withheld quantity, a bait, a claim that something was done. */
export const hides: Grader = {
  name: 'abstains',
  asks: 'Is nothing said that must not be?',
  applies: ({ wanted }) => wanted.turns.some(({ hides: hidden }) => hidden.length > 0),
  judge: (graded) =>
    eachFact(
      graded,
      graded.expected.books ?? graded.expected.turns,
      ({ hides: hidden }) => hidden,
      ({ text, beside }, words) => {
        const said = words.find((each) => saysSo(`${text}\n${beside}`, each))
        return said === undefined ? null : `says ${JSON.stringify(said)}`
      },
    ),
}

/** Whether it asks back where it must, before anything is drafted. */
export const asksBack: Grader = {
  name: 'asks back',
  asks: 'Does it ask where it must?',
  applies: ({ wanted }) => wanted.turns.some(({ asks }) => asks),
  judge({ wanted, played }) {
    const silent = wanted.turns.findIndex(
      ({ asks }, at) => asks && !(played.shown[at]?.text ?? '').includes('?'),
    )
    return silent === -1 ? null : `turn ${silent + 1} asks nothing`
  },
}

/** Whether the contestant answered every turn itself. */
export const answered: Grader = {
  name: 'answered',
  asks: 'Did the model answer itself?',
  applies: () => true,
  judge: ({ played }) => played.failure,
}
