// Tries made by hand, for reports and judges.
import type { RunFile } from '../../evals/report/run-file.ts'
import type { TryRecord } from '../../evals/suite/run-suite.ts'
import { summarise } from '../../evals/suite/score.ts'
import { noEffects } from './graded.ts'

/** A try at the case of a name; `wrong` says what its facts lack, null = it is right. */
export const tried = (
  name: string,
  wrong: string | null,
  more: Partial<TryRecord> = {},
): TryRecord => ({
  area: 'stock',
  file: `stock/${name}.yaml`,
  name,
  channel: 'web',
  attempt: 1,
  passed: wrong === null,
  verdicts: { tools: null, facts: wrong },
  calls: 1,
  inputTokens: 0,
  outputTokens: 0,
  milliseconds: 1_500,
  expected: { turns: [[]], orElse: [[]], effects: noEffects },
  played: { turns: [], shown: [], effects: noEffects, failure: null },
  ...more,
})

/** A run of these tries. */
export function runOf(model: string, tries: TryRecord[], more: Partial<RunFile> = {}): RunFile {
  const identity = {
    model,
    promptHash: 'p',
    contractHash: 'c',
    worldSeeds: [7],
    date: '2026-11-20',
    through: 'process' as const,
  }
  return { identity, summary: summarise(tries, null), cost: null, tries, ...more }
}
