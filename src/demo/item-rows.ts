// Items as rows, with what belongs to them: components, substitutes, class.

import type { ShopRows } from '#store/shop-rows.ts'
import type { DemoItem } from './catalogue.ts'
import type { Line } from './demand.ts'
import { hostileItemNotes } from './hostile-text.ts'
import { HISTORY_DAYS } from './world.ts'
import type { World } from './world.ts'

/** Running out of these costs more than the margin: customers leave with the whole basket. */
const stockoutCosts: Record<string, number> = {
  'MUG-BLU-350': 950,
  'COF-HSE-250': 700,
  'FLT-NAT-100': 400,
}

/** ABC by expected turnover of the last year: the first 70 %, the next 20 %, the rest. */
function classesOf(lines: Line[]): Map<string, 'A' | 'B' | 'C'> {
  const turnover = new Map<string, number>()
  for (const line of lines) {
    const units = line.mean
      .subarray(HISTORY_DAYS - 365, HISTORY_DAYS)
      .reduce((sum, mean) => sum + mean, 0)
    turnover.set(
      line.item.sku,
      (turnover.get(line.item.sku) ?? 0) + units * line.item.sellPriceMinor,
    )
  }
  const ranked = [...turnover].toSorted((a, b) => b[1] - a[1])
  const whole = ranked.reduce((sum, [, value]) => sum + value, 0)
  const classes = new Map<string, 'A' | 'B' | 'C'>()
  let before = 0
  for (const [sku, value] of ranked) {
    classes.set(sku, before < 0.7 * whole ? 'A' : before < 0.9 * whole ? 'B' : 'C')
    before += value
  }
  return classes
}

/** A 13-digit number in the range that GS1 leaves to in-house use (prefix 2), with its check digit. */
function barcodeOf(position: number): string {
  const body = `20${String(4_100_000_000 + position * 7)}`
  const sum = [...body].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  )
  return body + String((10 - (sum % 10)) % 10)
}

/** Item rows, kits included; prices in pence. */
export function makeItemRows(
  world: World,
  catalogue: DemoItem[],
  lines: Line[],
): ShopRows['items'] {
  const classes = classesOf(lines)
  return catalogue.map((item, position) => ({
    sku: item.sku,
    name: item.name,
    category: item.category,
    abcClass: classes.get(item.sku) ?? 'C',
    lifecycle: item.lifecycle,
    isKit: item.components.length > 0,
    seasonal: item.season !== 'flat',
    unitOfMeasure: 'each',
    packSizeUnits: item.packSizeUnits,
    shelfLifeDays: item.shelfLifeDays,
    launchedOn: world.date(item.launchedDay ?? -world.chance(`launch ${item.sku}`).whole(30, 900)),
    sellPriceMinor: item.sellPriceMinor,
    stockoutCostMinor: stockoutCosts[item.sku] ?? null,
    analogueSku: item.analogueSku,
    barcode: barcodeOf(position),
    note: hostileItemNotes[item.sku] ?? null,
    source: 'demo:catalogue',
    asOf: world.instant(HISTORY_DAYS - 7, '18:00'),
  }))
}

/** What each kit is made of. */
export function makeComponentRows(catalogue: DemoItem[]): ShopRows['bundleComponents'] {
  return catalogue.flatMap((kit) =>
    kit.components.map((component) => ({
      kitSku: kit.sku,
      componentSku: component.sku,
      units: component.units,
    })),
  )
}

/** Each item can be replaced by the next variant of its family in the same size. */
export function makeSubstituteRows(catalogue: DemoItem[]): ShopRows['itemSubstitutes'] {
  const families = Map.groupBy(
    catalogue.filter((item) => item.components.length === 0 && item.lifecycle === 'active'),
    ({ sku }) => {
      const [prefix, , size = ''] = sku.split('-')
      return `${prefix} ${size}`
    },
  )
  return [...families.values()].flatMap((family) =>
    family.length < 2
      ? []
      : family.map((item, index) => ({
          sku: item.sku,
          substituteSku: family[(index + 1) % family.length]!.sku,
          rank: 1,
        })),
  )
}
