import type { Score } from './score.ts'
import { PROBABILITIES } from './score.ts'

/** A quantile may be this far below its promise before we call the engine broken rather than weak. */
const MOST_SHORT = 0.15
/** It may cover this share of what lies beyond its promise, and all periods without demand besides. */
const MOST_BEYOND = 0.9
/** Beyond this a sound engine may cover everything that came, when few points are scored. */
const LAST_BOUNDED = 0.9

/** What is wrong with an engine that scored like this, one sentence each; none for a sound one. */
export function faultsOf(set: string, score: Score): string[] {
  const faults: string[] = []
  const { rmsse, seasonalNaive, coverage, zeroShare } = score
  if (!(rmsse < seasonalNaive.rmsse)) {
    faults.push(
      `${set}: our RMSSE ${rmsse.toFixed(3)} is not below the ${seasonalNaive.rmsse.toFixed(3)} of the seasonal naive.`,
    )
  }
  for (const [at, p] of PROBABILITIES.entries()) {
    if (p < 0.8) continue
    const seen = coverage[at]!
    const most = p > LAST_BOUNDED ? 1 : p + (1 - p) * Math.min(1, MOST_BEYOND + zeroShare)
    if (seen >= p - MOST_SHORT && seen <= most) continue
    faults.push(
      `${set}: the ${p} quantile covers ${seen.toFixed(3)} of what came; ${(p - MOST_SHORT).toFixed(2)} to ${most.toFixed(3)} would be sane.`,
    )
  }
  return faults
}
