// What is on the shelves on the as-of date.

import type { ShopRows } from '#store/shop-rows.ts'
import type { Line } from './demand.ts'
import { lineName } from './postures.ts'
import { HISTORY_DAYS } from './world.ts'
import type { World } from './world.ts'

/** Lines with a planted defect in their stock record. */
export const stockDefects = {
  missing: 'NPK-TER RTM',
  /** Last counted so many days ago. */
  stale: { 'WCN-GRN-9 LDS': 45, 'GRT-ZST LDS': 61 } as Record<string, number>,
  /** More promised to customers than there is. */
  overAllocated: 'OVN-STR LDS',
}

/** Lots whose dates somebody must look at: days from the as-of date to the expiry, and the share of the stock. */
const plantedLots: Record<string, { code: string; days: number; share: number; onHold: boolean }> =
  {
    'COF-DEC-250 LDS': { code: 'SHORT', days: 12, share: 0.5, onHold: false },
    'TEA-EGY LDS': { code: 'HOLD', days: 160, share: 0.3, onHold: true },
    'JAM-ORG LDS': { code: 'PAST', days: -5, share: 0.25, onHold: true },
  }

function lotsOf(world: World, line: Line, onHand: number): ShopRows['stockLots'] {
  const life = line.item.shelfLifeDays
  if (life === null || onHand === 0) return []
  const { sku } = line.item
  const chance = world.chance(`lots ${lineName(line)}`)
  const planted = plantedLots[lineName(line)]
  const lots: ShopRows['stockLots'] = []
  let left = onHand
  const add = (code: string, units: number, days: number, onHold: boolean) => {
    if (units <= 0) return
    lots.push({
      sku,
      locationCode: line.locationCode,
      lotCode: `${sku}-${code}`,
      units,
      expiresOn: world.date(HISTORY_DAYS + days),
      onHold,
    })
    left -= units
  }
  if (planted !== undefined)
    add(planted.code, Math.ceil(onHand * planted.share), planted.days, planted.onHold)
  // Older lots first: each is what an earlier delivery left.
  const first = Math.floor(left * chance.between(0.2, 0.45))
  add('A', first, Math.round(life * chance.between(0.4, 0.55)), false)
  add('B', left, Math.round(life * chance.between(0.65, 0.9)), false)
  return lots
}

function stockRow(
  world: World,
  line: Line,
  onHand: number,
  holdUnits: number,
): ShopRows['stock'][number] {
  const name = lineName(line)
  const chance = world.chance(`stock ${name}`)
  const perDay = line.mean[HISTORY_DAYS]!
  const promised = Math.min(onHand, chance.poisson(perDay * 0.5))
  const staleDays = stockDefects.stale[name]
  const free = onHand - promised - holdUnits
  const damaged = free > 20 && chance.happens(0.08) ? chance.whole(1, 3) : 0
  return {
    sku: line.item.sku,
    locationCode: line.locationCode,
    onHandUnits: onHand,
    allocatedUnits: name === stockDefects.overAllocated ? onHand + 18 : promised,
    qualityHoldUnits: holdUnits + (free > 60 && chance.happens(0.03) ? chance.whole(2, 6) : 0),
    damagedUnits: damaged,
    backorderedUnits: onHand === 0 ? chance.poisson(perDay * 2) : 0,
    unitOfMeasure: 'each',
    countedAt:
      staleDays === undefined
        ? world.instant(HISTORY_DAYS - 1, '22:15')
        : world.instant(HISTORY_DAYS - staleDays, '22:15'),
    source: `demo:stock ${line.locationCode}`,
  }
}

/** Stock and lots of every line that is kept in stock; the lots of a line sum to its units on hand. */
export function makeStockRows(
  world: World,
  closing: Map<Line, number>,
): Pick<ShopRows, 'stock' | 'stockLots'> {
  const rows: Pick<ShopRows, 'stock' | 'stockLots'> = { stock: [], stockLots: [] }
  for (const [line, onHand] of closing) {
    if (lineName(line) === stockDefects.missing) continue
    const lots = lotsOf(world, line, onHand)
    const held = lots.filter((lot) => lot.onHold).reduce((sum, lot) => sum + lot.units, 0)
    rows.stock.push(stockRow(world, line, onHand, held))
    rows.stockLots.push(...lots)
  }
  return rows
}
