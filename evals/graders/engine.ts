// Is the truth still the truth that the case was written with?
import type { EvalCase } from '../suite/case.ts'
import type { Expected } from '../suite/play.ts'
import type { Grader } from './grade.ts'
import { isField, readsAs } from './words.ts'

/** The fields that must be said and how they read, such as 'turn 1: 1.lines.0.units = 138'. */
export function factsOf(wanted: Pick<EvalCase, 'turns'>, { turns }: Expected): string[] {
  return wanted.turns.flatMap(({ says }, at) =>
    says
      .flat()
      .filter(isField)
      .map((fact) => `turn ${at + 1}: ${fact} = ${readsAs(fact, turns[at]!)}`),
  )
}

/** Whether the engine behind the right calls says what it said when the case was written. */
export const sameEngine: Grader = {
  name: 'engine',
  asks: 'Does the engine say what it said when the case was written?',
  applies: ({ wanted }) => wanted.kept !== null,
  judge({ wanted, expected }) {
    const kept = wanted.kept ?? []
    const now = factsOf(wanted, expected)
    const at = Array.from({ length: Math.max(kept.length, now.length) }).findIndex(
      (_, index) => kept[index] !== now[index],
    )
    return at === -1
      ? null
      : `${now[at] ?? 'nothing'}; the case was written with ${kept[at] ?? 'nothing'}`
  },
}
