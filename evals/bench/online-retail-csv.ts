// Turns real daily sales (JSON lines: series_id, desc, start, train[], price_median) into the CSVs that `import` reads.
import { createWriteStream, createReadStream, existsSync, mkdirSync } from 'node:fs'
import { finished } from 'node:stream/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { stringify, type Stringifier } from 'csv-stringify'
import { QuartermasterError } from '#root/errors.ts'
import { addDays } from '#planning/calendar.ts'

export type SalesSeries = {
  series_id: string
  desc: string
  start: string
  train: number[]
  price_median: number
}

export type ConvertedShop = { folder: string; asOf: string; itemCount: number; dayCount: number }

type Table = { sheet: Stringifier; done: Promise<void> }

function openTable(folder: string, name: string, columns: string[]): Table {
  const sheet = stringify({ header: true, columns })
  const file = createWriteStream(join(folder, `${name}.csv`))
  sheet.pipe(file)
  return { sheet, done: finished(file) }
}

async function writeTable(
  folder: string,
  name: string,
  rows: Record<string, unknown>[],
): Promise<void> {
  const table = openTable(folder, name, Object.keys(rows[0]!))
  for (const row of rows) table.sheet.write(row)
  table.sheet.end()
  await table.done
}

async function* readSeries(path: string): AsyncGenerator<SalesSeries> {
  if (!existsSync(path)) {
    throw new QuartermasterError(
      'not_found',
      `There is no file ${path}.`,
      'Give a file of daily sales as JSON lines: bench -- online-retail --data FILE.',
    )
  }
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (line !== '') yield JSON.parse(line) as SalesSeries
  }
}

const itemColumns = [
  'sku',
  'name',
  'category',
  'abc_class',
  'lifecycle',
  'unit_of_measure',
  'sell_price',
  'launched_on',
]
const demandColumns = ['sku', 'location_code', 'channel_code', 'sold_on', 'units']
const stockColumns = ['sku', 'location_code', 'on_hand_units', 'unit_of_measure', 'counted_at']
const stockDays = 14

/**
 * Writes shop, location, channel, items, demand and stock files. The sales are real; the stock is assumed (two weeks
 * of the last eight weeks' mean), because the data set has none. Suppliers are left out on purpose.
 */
export async function writeShopFiles(dataFile: string, folder: string): Promise<ConvertedShop> {
  mkdirSync(folder, { recursive: true })
  const items = openTable(folder, 'items', itemColumns)
  const demand = openTable(folder, 'demand', demandColumns)
  const stock = openTable(folder, 'stock', stockColumns)
  let asOf = ''
  let itemCount = 0
  let dayCount = 0
  for await (const series of readSeries(dataFile)) {
    const last = addDays(series.start, series.train.length - 1)
    if (last > asOf) asOf = last
    itemCount += 1
    items.sheet.write({
      sku: series.series_id,
      name: series.desc,
      category: 'Gifts',
      abc_class: 'B',
      lifecycle: 'active',
      unit_of_measure: 'each',
      sell_price: series.price_median.toFixed(2),
      launched_on: '',
    })
    for (const [day, units] of series.train.entries()) {
      if (units <= 0) continue
      dayCount += 1
      demand.sheet.write({
        sku: series.series_id,
        location_code: 'UK',
        channel_code: 'WEB',
        sold_on: addDays(series.start, day),
        units,
      })
    }
    stock.sheet.write({
      sku: series.series_id,
      location_code: 'UK',
      on_hand_units: Math.round(
        (series.train.slice(-56).reduce((sum, units) => sum + units, 0) / 56) * stockDays,
      ),
      unit_of_measure: 'each',
      counted_at: `${last}T18:00:00Z`,
    })
  }
  for (const table of [items, demand, stock]) table.sheet.end()
  await Promise.all([items.done, demand.done, stock.done])
  await writeTable(folder, 'shop', [
    { name: 'Online Retail', base_currency: 'GBP', time_zone: 'Europe/London' },
  ])
  await writeTable(folder, 'locations', [
    {
      code: 'UK',
      name: 'UK warehouse',
      kind: 'warehouse',
      time_zone: 'Europe/London',
      country: 'GB',
    },
  ])
  await writeTable(folder, 'channels', [{ code: 'WEB', name: 'Web shop' }])
  return { folder, asOf, itemCount, dayCount }
}

/** Writes one supplier for every item: lead time 7 days, cost 60 % of the price, sold in single units. */
export async function writeSupplierFiles(dataFile: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await writeTable(folder, 'suppliers', [
    {
      code: 'DEFAULT',
      name: 'Default supplier',
      status: 'active',
      currency: 'GBP',
      country: 'GB',
      payment_terms_days: 30,
      incoterm: 'DDP',
      working_days: '1111100',
      minimum_order: '0.00',
      freight_per_order: '0.00',
      freight_rate: '0',
    },
  ])
  const rows: Record<string, unknown>[] = []
  for await (const series of readSeries(dataFile)) {
    rows.push({
      supplier_code: 'DEFAULT',
      sku: series.series_id,
      unit_price: (series.price_median * 0.6).toFixed(4),
      currency: 'GBP',
      unit_of_measure: 'each',
      moq_units: 1,
      order_multiple_units: 1,
      lead_time_days: 7,
      duty_rate: '0',
      preferred_rank: 1,
    })
  }
  await writeTable(folder, 'supplier_items', rows)
}
