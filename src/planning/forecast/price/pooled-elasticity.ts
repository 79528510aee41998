import type { Elasticity } from './own-elasticity.ts'
import type { PricePool } from './sell-price.ts'

/** Fewer items would hand each of them its own figure back. */
const LEAST_ITEMS = 5
/** No group is surer than this: what is kept is rounded, and nothing is known without any doubt. */
const LEAST_SD = 0.001
/** Smaller powers than this change nothing that anybody could see. */
const LEAST_POWER = 0.05

/**
 * What the items of a group have in common: the mean of their elasticities, and how far they truly differ, by the
 * moments of DerSimonian and Laird (1986): between = (Q - (k - 1)) / (sum w - sum w^2 / sum w). Null with fewer than five.
 */
export function poolOf(items: readonly Elasticity[]): PricePool | null {
  if (items.length < LEAST_ITEMS) return null
  const weights = items.map(({ sd }) => 1 / sd ** 2)
  const total = sumOf(weights)
  const fixed = sumOf(items.map(({ elasticity }, i) => weights[i]! * elasticity)) / total
  const spread = sumOf(items.map(({ elasticity }, i) => weights[i]! * (elasticity - fixed) ** 2))
  const common = total - sumOf(weights.map((weight) => weight ** 2)) / total
  const between = common > 0 ? Math.max(0, (spread - (items.length - 1)) / common) : 0
  const whole = items.map(({ sd }) => 1 / (sd ** 2 + between))
  const mean = sumOf(items.map(({ elasticity }, i) => whole[i]! * elasticity)) / sumOf(whole)
  const sd = rounded(Math.sqrt(between + 1 / sumOf(whole)))
  return { elasticity: rounded(mean), sd: Math.max(LEAST_SD, sd) }
}

/**
 * The elasticity to plan with: an item's own figure drawn towards its group by how sure each is (empirical
 * Bayes, the posterior mean of a normal under a normal: Fahrmeir, Kneib, Lang and Marx, "Regression", 2013, chapter 7), then towards
 * no effect by the part of it that chance explains (the positive part of James and Stein 1961). Null where nothing is
 * left: price is not shown to move demand, or seems to raise it, which tells of something else.
 */
export function shrunkElasticity(
  own: Elasticity | null,
  pool: PricePool | null,
): Elasticity | null {
  const known = [own, pool].filter((figure) => figure !== null)
  if (known.length === 0) return null
  const precision = sumOf(known.map(({ sd }) => 1 / sd ** 2))
  const mean = sumOf(known.map(({ elasticity, sd }) => elasticity / sd ** 2)) / precision
  const elasticity = rounded(mean * Math.max(0, 1 - 1 / precision / mean ** 2))
  return elasticity > -LEAST_POWER ? null : { elasticity, sd: rounded(1 / Math.sqrt(precision)) }
}

function rounded(figure: number): number {
  return Math.round(figure * 1000) / 1000
}

function sumOf(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0)
}
