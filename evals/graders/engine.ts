// Is the truth still the truth that the case was written with?
import { factsOf } from '../suite/kept-facts.ts'
import type { Grader } from './grade.ts'

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
