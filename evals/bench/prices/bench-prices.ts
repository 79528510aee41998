import { join, resolve } from 'node:path'
import type { BenchOptions, Figure, Report, Table } from '../figure.ts'
import { benchAsOf, madeUpShop, shopKinds } from './made-up-shop.ts'
import type { MeasuredItem, PriceScore } from './measure.ts'
import { scorePrices } from './measure.ts'
import { retailPrices } from './online-retail-prices.ts'

const DEFAULT_FOLDER = resolve(import.meta.dirname, '../../../../shared/data')
const ITEMS = 240
const SEED = 20_261_122
/** Knowing prices that do not matter may cost so much of the error. */
const MOST_HARM = 0.01

/**
 * Forecasts of made-up shops with known elasticities, with and without their prices, and of real sales where the data
 * folder has them; red where knowing prices that do not matter does harm, or where they matter and nothing is won.
 */
export async function benchPrices({ data, rows }: BenchOptions): Promise<Report> {
  const report: Required<Report> = { figures: [], tables: [], faults: [] }
  for (const kind of shopKinds) {
    const items = madeUpShop(kind, rows ?? ITEMS, SEED)
    const scores = compare(report, `Made-up shop where ${kind.name}`, items, benchAsOf)
    report.faults.push(...faultsOf(kind.name, kind.itemSd > 0, scores))
  }
  const sales = join(data ?? DEFAULT_FOLDER, 'forecast', 'online_retail_daily.jsonl')
  for (const as of ['usual', 'paid'] as const) {
    const real = retailPrices(sales, as)
    if (real !== null) compare(report, `Online Retail, ${realPrices[as]}`, real.items, real.asOf)
  }
  return report
}

const realPrices = {
  usual: 'the price most often paid in four weeks',
  paid: 'each price as it was paid (no list of prices)',
}

type Compared = { without: PriceScore; knowing: PriceScore }

function compare(report: Report, title: string, items: MeasuredItem[], asOf: string): Compared {
  const without = scorePrices(items, asOf, false)
  const knowing = scorePrices(items, asOf, true)
  report.tables.push(tableOf(title, items.length, without, knowing))
  report.figures.push(...figuresOf(title, without, knowing))
  return { without, knowing }
}

function tableOf(title: string, count: number, without: PriceScore, knowing: PriceScore): Table {
  const row = (name: string, score: PriceScore) => [
    name,
    score.mae,
    score.rmse,
    score.pinball95,
    score.coverage95,
    score.usedCount,
    score.meanElasticity,
    score.milliseconds,
  ]
  return {
    title: `${title}: ${count} items`,
    columns: ['', 'MAE', 'RMSE', 'pinball .95', 'covered .95', 'used', 'elasticity', 'ms'],
    rows: [row('without prices', without), row('with prices', knowing)],
    note: 'Errors of weekly totals over the mean week of the item; pinball and coverage of the sum of three weeks; used = items forecast with an elasticity.',
  }
}

function figuresOf(title: string, without: PriceScore, knowing: PriceScore): Figure[] {
  const change = (figure: 'mae' | 'rmse' | 'pinball95') =>
    Math.round((knowing[figure] / without[figure] - 1) * 10_000) / 100
  return (['mae', 'rmse', 'pinball95'] as const).map((figure) => ({
    name: `${title}: ${figure} with prices`,
    value: change(figure),
    unit: '%',
  }))
}

/** What is wrong where price matters and nothing is won, or does not and something is lost. */
export function faultsOf(name: string, matters: boolean, { without, knowing }: Compared): string[] {
  const faults: string[] = []
  for (const figure of ['mae', 'rmse', 'pinball95'] as const) {
    const ratio = knowing[figure] / without[figure]
    const most = matters ? 1 : 1 + MOST_HARM
    if (ratio < most) continue
    faults.push(
      `${name}: ${figure} with prices is ${ratio.toFixed(3)} times that without; less than ${most} is asked.`,
    )
  }
  return faults
}
