import { describe, expect, it } from 'vitest'
import { readsAs } from '../../evals/graders/words.ts'
import { casesIn, type EvalCase } from '../../evals/suite/case.ts'
import { expectedOf, type Expected, type RightCall } from '../../evals/suite/play.ts'
import { openWorld } from '../../evals/suite/world.ts'

const worlds = [...Map.groupBy(casesIn('evals/cases'), ({ world }) => JSON.stringify(world))]

const called = ({ name, arguments: input, error }: RightCall) =>
  `${name} ${JSON.stringify(input)}: ${error?.message ?? ''}`

/** What is wrong with a case itself: a right call that fails, or a fact that no right call has. */
function faultsOf(wanted: EvalCase, { turns, orElse }: Expected): string[] {
  return wanted.turns.flatMap(({ says, hides, errors, calls }, at) => {
    const rights = turns[at]!
    const others = orElse[at]!.flat()
    const failed = errors ? [] : [...rights, ...others].filter(({ error }) => error !== null)
    const unfailing = errors && calls.length > 0 && rights.every(({ error }) => error === null)
    const absent = [...says, ...hides].flat().filter((fact) => readsAs(fact, rights) === null)
    return [
      ...failed.map((call) => `fails: ${called(call)}`),
      ...(unfailing ? ['says errors: true, and no right call fails'] : []),
      ...absent.map((fact) => `has no ${fact}`),
    ].map((fault) => `${wanted.file} turn ${at + 1} ${fault}`)
  })
}

describe('the right calls of every case, made on its world', () => {
  it.each(worlds)(
    'have the facts that must be said: %s',
    async (_name, cases) => {
      const world = await openWorld(cases[0]!.world)
      try {
        const faults: string[] = []
        for (const wanted of cases) {
          const expected = await expectedOf(wanted, world)
          faults.push(...faultsOf(wanted, expected))
          // A world is as it was after every play: else the contestant plays in another one than the right calls.
          if (wanted.turns.length > 1) expect(await expectedOf(wanted, world)).toEqual(expected)
        }
        expect(faults).toEqual([])
      } finally {
        await world.close()
      }
    },
    900_000,
  )
})
