// Demand of an item of which only a few periods are known: its level drifts, nobody knows how fast. One local-level
// model per speed on the square-root scale, where noise does not grow with the level; each is a dynamic linear model
// with a discount factor and unknown variance, and they are averaged by how well they foretold what came (West &
// Harrison 1997, Bayesian Forecasting and Dynamic Models, sections 2.5, 4.6 and 12.2).

import lnGamma from '@stdlib/math-base-special-gammaln'
import { meanOf } from './method.ts'

/** Discounts of the level: of what is known today so much still holds in the next period. */
const discounts = [0.9, 0.7, 0.5, 0.3, 0.15]
/** What a period of noise tells of the noise of the next one. */
const noiseDiscount = 0.98
/** Before anything is known: noise of a quarter of the level, the level itself known to a half, both weakly held. */
const startNoise = 0.25 ** 2 / 4
const startDoubt = 0.5 ** 2 / 4
const startFreedom = 2
const LEAST_OBSERVED = 0.5
/** The variance that few degrees of freedom have been told of may be so much larger. */
const MOST_WIDENING = 3
const HEAVIEST_TAIL = 0.1

type LocalLevel = {
  discount: number
  level: number
  /** Variance of the level, of one period's noise, and the degrees of freedom of both. */
  doubt: number
  noise: number
  freedom: number
  logEvidence: number
}

/** What a short history says: the models of each speed with their weights, in square roots of `scaleUnits`. */
export type DriftingLevel = { scaleUnits: number; models: (LocalLevel & { weight: number })[] }

/** A period of which nothing was seen: the level wanders on. */
function unseen(before: LocalLevel): LocalLevel {
  return { ...before, doubt: before.doubt / before.discount }
}

function learned(before: LocalLevel, root: number): LocalLevel {
  const { doubt } = unseen(before)
  const spread = doubt + before.noise
  const error = root - before.level
  const { freedom } = before
  const logDensity =
    lnGamma((freedom + 1) / 2) -
    lnGamma(freedom / 2) -
    0.5 * Math.log(freedom * Math.PI * spread) -
    ((freedom + 1) / 2) * Math.log(1 + (error * error) / (freedom * spread))
  const kept = noiseDiscount * freedom
  const noise = (kept * before.noise + (before.noise * error * error) / spread) / (kept + 1)
  const gain = doubt / spread
  return {
    discount: before.discount,
    level: before.level + gain * error,
    doubt: gain * noise,
    noise,
    freedom: kept + 1,
    logEvidence: before.logEvidence + logDensity,
  }
}

/**
 * Level and noise of demand after `unitsByPeriod`, oldest first, of which the first five set the scale; of `observed`
 * (share of each period that was seen, null = all) less than half leaves a period out. Any length, none included, gives
 * a forecast; the fewer periods, the wider.
 */
export function driftingLevel(
  unitsByPeriod: Float64Array,
  observed: Float64Array | null = null,
): DriftingLevel {
  const scaleUnits = Math.max(1, meanOf(unitsByPeriod, 0, Math.min(5, unitsByPeriod.length)))
  const models = discounts.map((discount) => {
    const start: LocalLevel = {
      discount,
      level: 1,
      doubt: startDoubt,
      noise: startNoise,
      freedom: startFreedom,
      logEvidence: 0,
    }
    return unitsByPeriod.reduce(
      (model, units, period) =>
        (observed?.[period] ?? 1) < LEAST_OBSERVED
          ? unseen(model)
          : learned(model, Math.sqrt(Math.max(0, units) / scaleUnits)),
      start,
    )
  })
  const most = Math.max(...models.map(({ logEvidence }) => logEvidence))
  const total = models.reduce((all, { logEvidence }) => all + Math.exp(logEvidence - most), 0)
  return {
    scaleUnits,
    models: models.map((model) => ({
      ...model,
      weight: Math.exp(model.logEvidence - most) / total,
    })),
  }
}

/** Means and variances of a model in squared roots: `wider` for a noise of which only so much is known. */
function rootMoments({ level, doubt, noise, discount, freedom }: LocalLevel) {
  const wider = freedom > 2 ? Math.min(MOST_WIDENING, freedom / (freedom - 2)) : MOST_WIDENING
  const drift = (doubt * (1 - discount)) / discount
  return { level, doubt: doubt * wider, noise: noise * wider, drift: drift * wider }
}

/** Mean units of the next period, which stands for the later ones too: a level that drifts is not a trend. */
export function driftingMean({ scaleUnits, models }: DriftingLevel): number {
  return models.reduce((sum, model) => {
    const { level, doubt, noise, drift } = rootMoments(model)
    return sum + model.weight * scaleUnits * (level * level + doubt + drift + noise)
  }, 0)
}

/**
 * Variance of the demand of `span` periods that begin `before` periods ahead, in units squared: of normal roots with
 * covariance c and level m two squares have the covariance 4 m^2 c + 2 c^2; models that disagree add their distance.
 */
export function driftingVariance(
  { scaleUnits, models }: DriftingLevel,
  span: number,
  before: number,
): number {
  let [mean, square] = [0, 0]
  for (const model of models) {
    const { level, doubt, noise, drift } = rootMoments(model)
    const own = level * level + doubt + drift + noise
    let variance = 0
    for (let first = before; first < before + span; first++) {
      for (let second = before; second < before + span; second++) {
        const shared = doubt + (Math.min(first, second) + 1) * drift
        const c = first === second ? shared + noise : shared
        variance += 4 * level * level * c + 2 * c * c
      }
    }
    mean += model.weight * span * own
    square += model.weight * (variance + (span * own) ** 2)
  }
  return (square - mean * mean) * scaleUnits * scaleUnits
}

/** Tails as heavy as those of a noise learned from so few periods: see forecast/heavy-tail.ts. */
export function driftingTail({ models }: DriftingLevel): number {
  const freedom = models.reduce((sum, model) => sum + model.weight * model.freedom, 0)
  return Math.min(HEAVIEST_TAIL, 1 / (4 * freedom))
}
