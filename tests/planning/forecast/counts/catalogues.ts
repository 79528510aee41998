import { negativeBinomial } from '#planning/forecast/distribution.ts'
import type { PeriodSeries } from '#planning/forecast/method.ts'
import { randomSource } from '#planning/forecast/random.ts'

type Traits = {
  items: number
  periods: number
  season?: number
  /** Mean of an item's period, from its number and the period's. */
  meanOf: (item: number, period: number) => number
  /** Variance of a period over its mean. */
  dispersion?: number
  seed?: number
}

/** Items with negative binomial demand around known means; the same for the same seed. */
export function catalogueOf({
  items,
  periods,
  season = 1,
  meanOf,
  dispersion = 1.5,
  seed = 1,
}: Traits): PeriodSeries[] {
  const uniform = randomSource(seed)
  return Array.from({ length: items }, (_item, item) => ({
    season,
    values: Float64Array.from({ length: periods }, (_period, period) => {
      const mean = meanOf(item, period)
      return negativeBinomial(mean, dispersion * mean).sample(uniform())
    }),
  }))
}
