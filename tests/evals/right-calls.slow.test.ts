import { describe, expect, it } from 'vitest'
import { casesIn } from '../../evals/suite/case.ts'
import { caseFaults } from '../../evals/suite/case-faults.ts'
import { factsOf } from '../../evals/graders/engine.ts'
import { keepFacts, keptFacts } from '../../evals/suite/kept-facts.ts'
import { expectedOf } from '../../evals/suite/play.ts'
import { openWorld } from '../../evals/suite/world.ts'

const worlds = [...Map.groupBy(casesIn('evals/cases'), ({ world }) => JSON.stringify(world))]

describe('the right calls of every case, made on its world', () => {
  it.each(worlds)(
    'have the facts that must be said, as the engine said them when they were written: %s',
    async (_name, cases) => {
      const world = await openWorld(cases[0]!.world)
      try {
        const faults: string[] = []
        const facts: Record<string, readonly string[]> = {}
        for (const wanted of cases) {
          const expected = await expectedOf(wanted, world)
          faults.push(...caseFaults(wanted, expected))
          facts[wanted.file] = factsOf(wanted, expected)
          // A world is as it was after every play: else the contestant plays in another one than the right calls.
          if (wanted.turns.length > 1) expect(await expectedOf(wanted, world)).toEqual(expected)
        }
        expect(faults).toEqual([])
        // QM_UPDATE_FACTS=1 writes down what the engine says now; the difference is the review.
        if (process.env['QM_UPDATE_FACTS'] === '1')
          keepFacts('evals/cases', { ...keptFacts('evals/cases'), ...facts })
        const kept = keptFacts('evals/cases')
        expect(facts).toEqual(Object.fromEntries(cases.map(({ file }) => [file, kept[file]])))
      } finally {
        await world.close()
      }
    },
    900_000,
  )
})
