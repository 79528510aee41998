// How fast a what-if is: one item on many paths, and a supplier's outage over thousands of items.
import { demandPaths, fillDemandPath } from '#planning/scenario/demand-paths.ts'
import { normalCells, shiftFor } from '#planning/scenario/quantile-cells.ts'
import { simulateDisruption } from '#planning/scenario/simulate-disruption.ts'
import { randomSource } from '#planning/forecast/random.ts'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import type { DemandForecast, ItemLocationInput } from '#planning/types.ts'
import { plainLine, plainOption, plainStock } from './plain-line.ts'
import { spread, timed } from './figure.ts'
import type { Figure } from './figure.ts'

const asOf = '2026-11-20'
const horizonDays = 180
const onePaths = 10_000
const itemCount = 5_000
/** What the tool gives a shop of this size. */
const shopPaths = 100
const runs = 5

function option(supplierCode: string, preferredRank: number, unitPrice: string, days: number) {
  return plainOption(
    asOf,
    { meanDays: days, sdDays: days / 5, observations: 12 },
    {
      supplierCode,
      supplierName: supplierCode,
      preferredRank,
      unitPrice,
      moqUnits: 12,
      orderMultipleUnits: 6,
      freightRate: 0.03,
      freightPerOrderMinor: 2_500,
      otifRate: 0.9,
    },
  )
}

function line(index: number, perDay: number): ItemLocationInput {
  return plainLine(
    asOf,
    {
      sku: `SKU${String(index).padStart(6, '0')}`,
      abcClass: (['A', 'B', 'C'] as const)[index % 3]!,
      sellPriceMinor: 1_500,
    },
    {
      stock: plainStock(asOf, Math.round(perDay * 18)),
      suppliers: [option('NORTH', 1, '6', 14), option('SOUTH', 2, '7', 9)],
      transferableUnits: [{ locationCode: 'WEST', units: Math.round(perDay * 6), days: 3 }],
    },
  )
}

function forecastOf(perDay: number): DemandForecast {
  return {
    method: 'bench',
    dailyMeanUnits: Array.from({ length: horizonDays }, () => perDay),
    baselinePerDayUnits: perDay,
    sumVariance: { constant: 0, perDay: 2 * perDay, perDaySquared: 0.01 * perDay * perDay },
    family: 'negative_binomial',
    seasonal: false,
    trendPerDayUnits: 0,
    promotionUplift: null,
    censoredDays: 0,
    historyDays: 730,
    spike: { verdict: 'none', startedOn: null, ratio: null, evidence: '' },
    accuracy: { rmsse: null, pinball95: null, biasUnits: null, folds: 0 },
    candidates: [],
  }
}

const outage = { kind: 'supplier_down', supplierCode: 'NORTH', days: 21 } as const

/** Times of both questions against drawing the same demand alone; medians of five runs after one to warm up. */
export async function benchScenario(): Promise<Figure[]> {
  const one = [line(0, 8)]
  const random = randomSource(7)
  const rates = Array.from({ length: itemCount }, () => 0.2 + 12 * random() ** 3)
  const shop = rates.map((perDay, index) => line(index, perDay))
  const forecasts = new Map(shop.map((input, index) => [input, forecastOf(rates[index]!)]))
  const oneItem = await medianOf(() =>
    simulateDisruption(one, defaultPolicy, outage, {
      paths: onePaths,
      seed: 1,
      horizonDays,
      forecastOf: () => forecastOf(8),
    }),
  )
  const floor = await medianOf(() => drawAlone(forecastOf(8)))
  const whole = await medianOf(() =>
    simulateDisruption(shop, defaultPolicy, outage, {
      paths: shopPaths,
      seed: 1,
      forecastOf: (input) => forecasts.get(input) ?? null,
    }),
  )
  return [
    {
      name: `one item, ${onePaths.toLocaleString('en-GB')} paths x ${horizonDays} days, 5 responses`,
      value: oneItem,
      unit: 'ms',
      note: `goal < 200; ${(oneItem / floor).toFixed(1)} x drawing that demand alone`,
    },
    { name: 'drawing that demand alone', value: floor, unit: 'ms' },
    {
      name: `outage of 21 days, ${itemCount.toLocaleString('en-GB')} items, ${shopPaths} paths, 5 responses`,
      value: whole,
      unit: 'ms',
      note: 'goal < 2,000',
    },
  ]
}

async function medianOf(step: () => unknown): Promise<number> {
  step()
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    times.push((await timed(async () => step())).milliseconds)
  }
  return spread(times).p50
}

/** The floor: every path of demand, and nothing done with it. */
function drawAlone(forecast: DemandForecast): number {
  const cellNormals = normalCells(1024)
  const shape = {
    pathCount: onePaths,
    horizonDays,
    cellNormals,
    pathNormals: normalCells(onePaths),
  }
  const paths = demandPaths(forecast, Float64Array.from(forecast.dailyMeanUnits), 21, shape, 1)
  const demand = new Int32Array(horizonDays)
  let sum = 0
  for (let path = 0; path < onePaths; path++) {
    fillDemandPath(paths, 1, path, shiftFor(cellNormals.length), demand)
    sum += demand[0]!
  }
  return sum
}
