import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { randomSource } from '#planning/forecast/random.ts'

/** One item of the reorder workload: exactly those with fewer on hand than `min` need an order. */
export type WorkRow = {
  sku: string
  supplier: number
  leadDays: number
  price: string
  min: number
  target: number
  onHand: number
}

/**
 * Rows of the same law as those that the peers were given (50 suppliers, daily demand of 1 to 8, minimum = lead-time
 * demand and a little, target = two weeks more, half of the items below their minimum), from our own seeded generator.
 */
export function generatedRows(count: number, seed: number): WorkRow[] {
  const random = randomSource(seed)
  const whole = (low: number, high: number) => low + Math.floor(random() * (high - low + 1))
  return Array.from({ length: count }, (_, index) => {
    const daily = [1, 2, 3, 5, 8][whole(0, 4)]!
    const leadDays = whole(2, 21)
    const min = daily * leadDays + whole(1, 10)
    const target = min + daily * 14
    return {
      sku: `SKU${String(index).padStart(6, '0')}`,
      supplier: whole(0, 49),
      leadDays,
      price: (whole(100, 20_000) / 100).toFixed(2),
      min,
      target,
      onHand: random() < 0.5 ? whole(0, min - 1) : whole(min, target + 20),
    }
  })
}

/** The rows of a CSV file with the columns sku, supplier, lead_days, price, min, target, on_hand. */
export function rowsOfFile(path: string): WorkRow[] {
  const records: Record<string, string>[] = parse(readFileSync(path, 'utf8'), { columns: true })
  return records.map((record) => ({
    sku: record['sku']!,
    supplier: Number(record['supplier']),
    leadDays: Number(record['lead_days']),
    price: record['price']!,
    min: Number(record['min']),
    target: Number(record['target']),
    onHand: Number(record['on_hand']),
  }))
}
