// Demand of an item of which only a few periods are known: its level drifts, nobody knows how fast. One local-level
// model per speed on the square-root scale, where noise does not grow with the level; each is a dynamic linear model
// with a discount factor and unknown variance, and they are averaged by how well they foretold what came (West &
// Harrison 1997, Bayesian Forecasting and Dynamic Models, sections 2.5, 4.6 and 12.2).

import lnGamma from '@stdlib/math-base-special-gammaln'
import { randomSource } from './random.ts'

/** Discounts of the level: of what is known today so much still holds in the next period. */
const discounts = [0.9, 0.7, 0.5, 0.3, 0.15]
/** What a period of noise tells of the noise of the next one. */
const noiseDiscount = 0.98
/** Before anything is known: noise of a quarter of the level, the level itself known to a half, both weakly held. */
const startNoise = 0.25 ** 2 / 4
const startDoubt = 0.5 ** 2 / 4
const startFreedom = 2

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

function learned(before: LocalLevel, root: number): LocalLevel {
  const doubt = before.doubt / before.discount
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
 * Level and noise of demand after `unitsByPeriod`, oldest first, of which the first five set the scale. Any length,
 * none included, gives a forecast; the fewer periods, the wider.
 */
export function driftingLevel(unitsByPeriod: readonly number[]): DriftingLevel {
  const first = unitsByPeriod.slice(0, 5)
  const sum = first.reduce((total, units) => total + units, 0)
  const scaleUnits = Math.max(1, sum / Math.max(1, first.length))
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
      (model, units) => learned(model, Math.sqrt(Math.max(0, units) / scaleUnits)),
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

/**
 * Possible futures, units by period, each as likely as the others; the level wanders on within each. The same seed
 * gives the same futures. Draws of the variance by Wilson & Hilferty (1931).
 */
export function driftingPaths(
  demand: DriftingLevel,
  pathCount: number,
  periods: number,
  seed: number,
): Float64Array[] {
  const normal = normals(randomSource(seed))
  let at = 0
  let reached = demand.models[0]?.weight ?? 1
  const paths: Float64Array[] = []
  for (let path = 0; path < pathCount; path++) {
    while ((path + 0.5) / pathCount > reached && at < demand.models.length - 1) {
      at += 1
      reached += demand.models[at]!.weight
    }
    const model = demand.models[at]!
    const ninth = 2 / (9 * model.freedom)
    const root = Math.max(0.4, 1 - ninth + normal() * Math.sqrt(ninth))
    const wider = 1 / Math.sqrt(root ** 3)
    const drift = Math.sqrt((model.doubt * (1 - model.discount)) / model.discount) * wider
    const noise = Math.sqrt(model.noise) * wider
    let level = model.level + Math.sqrt(model.doubt) * wider * normal()
    const units = new Float64Array(periods)
    for (let period = 0; period < periods; period++) {
      level += drift * normal()
      const sold = Math.max(0, level + noise * normal())
      units[period] = demand.scaleUnits * sold * sold
    }
    paths.push(units)
  }
  return paths
}

/** Standard normal numbers from uniform ones, two at a time (Box & Muller 1958). */
function normals(chance: () => number): () => number {
  let spare: number | null = null
  return () => {
    if (spare !== null) {
      const second = spare
      spare = null
      return second
    }
    const radius = Math.sqrt(-2 * Math.log(chance()))
    const angle = 2 * Math.PI * chance()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
}
