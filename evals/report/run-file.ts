// A run as it is kept: who was asked what, the figures, and every try.
import type { Identity } from '../suite/identity.ts'
import type { TryRecord } from '../suite/run-suite.ts'
import type { Summary } from '../suite/score.ts'

export type RunFile = {
  identity: Identity
  summary: Summary
  /** Currency of the costs, in words; null where no prices were given. */
  cost: string | null
  tries: TryRecord[]
}

/** '97.4 %', or '-' where nothing was asked. */
export const percent = (rate: number | null) =>
  rate === null ? '-' : `${(rate * 100).toFixed(1)} %`
