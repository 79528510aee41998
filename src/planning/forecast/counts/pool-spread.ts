import { pinball } from '../pinball.ts'
import { countOutlook } from './count-model.ts'
import type { CountPool } from './count-pool.ts'
import { driftAt } from './count-pool.ts'
import { countQuantiles, tailedProbabilities } from './count-quantiles.ts'
import type { Lesson } from './pool-lessons.ts'

const PROBABILITIES = [0.8, 0.9, 0.95, 0.99]
const IMPORTANCE = [0.4, 1, 1, 1]
const SUM_PERIODS = 3
const MOST_LESSONS = 1200
const STEPS = [0.6, 0.3, 0.15]
const LEAST_FACTOR = 0.1
const MOST_FACTOR = 10
/** A factor of e away from 1 must earn this share of the loss. */
const PENALTY = 0.05

/**
 * The factors on prior noise and doubt with which the upper quantiles of one and of three periods would have cost least
 * at the lessons (pinball of .8, .9, .95 and .99 over each item's scale), held back by a small penalty for leaving 1.
 */
export function learnSpread(pool: CountPool, lessons: readonly Lesson[]): CountPool {
  const stride = Math.max(1, Math.ceil(lessons.length / MOST_LESSONS))
  const drawn = lessons.filter((_, i) => i % stride === 0)
  if (drawn.length === 0) return pool
  const base = losses(pool, drawn)
  const costOf = (moves: readonly number[]) => {
    const tried = losses(poolAt(pool, moves), drawn)
    const relative = tried.reduce((sum, loss, i) => sum + (base[i]! > 0 ? loss / base[i]! : 1), 0)
    return relative / tried.length + PENALTY * moves.reduce((sum, move) => sum + move * move, 0)
  }
  let best = [0, 0, 0]
  let least = costOf(best)
  for (const step of STEPS) {
    for (let moved = true; moved;) {
      moved = false
      for (let axis = 0; axis < best.length; axis++) {
        for (const by of [step, -step]) {
          const tried = best.map((move, i) => (i === axis ? move + by : move))
          if (axis === TAIL && tried[TAIL]! < 0) continue
          const cost = costOf(tried)
          if (cost >= least) continue
          least = cost
          best = tried
          moved = true
        }
      }
    }
  }
  return poolAt(pool, best)
}

const TAIL = 2
const TAIL_UNIT = 0.1

/** Moves along the logarithms of the two factors, and along the weight of the tail. */
function poolAt(pool: CountPool, [noise = 0, doubt = 0, tail = 0]: readonly number[]): CountPool {
  return {
    ...pool,
    noiseFactor: bounded(Math.exp(noise)),
    doubtFactor: bounded(Math.exp(doubt)),
    tailWeight: Math.round(1000 * TAIL_UNIT * tail) / 1000,
  }
}

/** Mean loss per probability, of single periods and then of the sum of the first three. */
function losses(pool: CountPool, lessons: readonly Lesson[]): number[] {
  const count = PROBABILITIES.length
  const out = Array.from({ length: 2 * count }, () => 0)
  const probabilities = tailedProbabilities(PROBABILITIES, pool.tailWeight)
  const single = new Float64Array(count)
  const several = new Float64Array(count)
  for (const { state, whole, actual, factors, scale } of lessons) {
    if (scale === 0) continue
    const { mean, noise, doubt } = countOutlook(state, pool, whole)
    const periods = actual.length
    let ahead = 0
    for (let h = 0; h < periods; h++) ahead += (mean * factors[h]! * driftAt(pool, h)) / periods
    if (ahead <= 0) continue
    let first = 0
    let came = 0
    for (let h = 0; h < SUM_PERIODS; h++) {
      first += mean * factors[h]! * driftAt(pool, h)
      came += actual[h]!
    }
    countQuantiles(ahead, noise * ahead + doubt * ahead * ahead, probabilities, single)
    countQuantiles(first, noise * first + doubt * first * first, probabilities, several)
    for (let i = 0; i < count; i++) {
      const share = IMPORTANCE[i]! / scale / lessons.length
      for (let h = 0; h < periods; h++) {
        out[i]! += (share * pinball(PROBABILITIES[i]!, single[i]!, actual[h]!)) / periods
      }
      out[count + i]! += share * pinball(PROBABILITIES[i]!, several[i]!, came)
    }
  }
  return out
}

function bounded(factor: number): number {
  return Math.round(1000 * Math.min(MOST_FACTOR, Math.max(LEAST_FACTOR, factor))) / 1000
}
