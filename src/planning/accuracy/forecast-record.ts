import { toDay } from '../calendar.ts'
import { demandOverDays } from '../forecast/demand-over-days.ts'
import { quantilesOf } from '../forecast/distribution.ts'
import type { DemandForecast, IsoDate, ItemLocationInput, Quantiles } from '../types.ts'

/** What a stored forecast said about the demand of the `horizonDays` days after `madeOn`, all in units. */
export type ForecastRecord = {
  sku: string
  locationCode: string
  madeOn: IsoDate
  horizonDays: number
  meanUnits: number
  varianceUnits: number
  quantiles: Pick<Quantiles, 'p50' | 'p80' | 'p90' | 'p95' | 'p99'>
  /** Root mean squared change from one span of this length to the next in the year before: what RMSSE divides by. */
  scaleUnits: number | null
  /** What each method alone expected, so that the weights of methods learn from what comes. */
  methodUnits: Record<string, number>
}

/** Spans that every forecast is held to beside the one its order lives on: a week and four weeks. */
const STANDING_HORIZONS = [7, 28] as const
const SCALE_DAYS = 364

/** Records of a forecast over a week, four weeks and the protection period of its order (null = none known). */
export function recordForecast(
  input: ItemLocationInput,
  forecast: DemandForecast,
  protectionDays: number | null,
): ForecastRecord[] {
  const own = protectionDays === null ? [] : [Math.max(1, Math.round(protectionDays))]
  const horizons = [...new Set([...STANDING_HORIZONS, ...own])].toSorted((a, b) => a - b)
  return horizons.map((horizonDays) => {
    const demand = demandOverDays(forecast, 0, horizonDays)
    const { p50, p80, p90, p95, p99 } = quantilesOf(demand)
    return {
      sku: input.item.sku,
      locationCode: input.locationCode,
      madeOn: input.asOf,
      horizonDays,
      meanUnits: demand.mean,
      varianceUnits: demand.variance,
      quantiles: { p50, p80, p90, p95, p99 },
      scaleUnits: scaleOf(input, horizonDays),
      methodUnits: methodUnitsOf(forecast, demand.mean),
    }
  })
}

function methodUnitsOf(forecast: DemandForecast, meanUnits: number): Record<string, number> {
  return Object.fromEntries(
    forecast.candidates.flatMap(({ method, relativeMean }) =>
      relativeMean === undefined ? [] : [[method, meanUnits * relativeMean]],
    ),
  )
}

/** Root mean squared difference of neighbouring spans, counted back from the as-of day; null below two spans. */
function scaleOf({ history, asOf }: ItemLocationInput, horizonDays: number): number | null {
  if (history === null) return null
  const end = Math.min(history.units.length, toDay(asOf) - toDay(history.startsOn) + 1)
  const sums: number[] = []
  for (let to = end; to - horizonDays >= Math.max(0, end - SCALE_DAYS); to -= horizonDays) {
    sums.push(history.units.slice(to - horizonDays, to).reduce((sum, units) => sum + units, 0))
  }
  if (sums.length < 2) return null
  let squares = 0
  for (let i = 1; i < sums.length; i++) squares += (sums[i]! - sums[i - 1]!) ** 2
  const scale = Math.sqrt(squares / (sums.length - 1))
  return scale > 0 ? scale : null
}
