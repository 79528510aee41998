// How each line stands on the as-of date: most are healthy, some are due, some are far too full.

import { shuffled } from './chance.ts'
import type { Line } from './demand.ts'
import { formerSuppliers } from './sourcing.ts'
import type { World } from './world.ts'

/**
 * The inventory position at the end. `cover` is measured in the demand expected over lead time and review, `days`
 * in days of the expected demand. Lines without a posture end where the simulated buyer left them.
 */
export type Posture =
  | { kind: 'due' | 'overdue' | 'steady'; cover: number }
  | { kind: 'out'; days: number }
  | { kind: 'over'; days: number }

export const lineName = (line: Line) => `${line.item.sku} ${line.locationCode}`

/** Lines of the situation table whose standing is not left to chance. */
const planted: Record<string, Posture> = {
  'MUG-BLU-350 LDS': { kind: 'due', cover: 0.85 },
  'MUG-GRY-350 LDS': { kind: 'due', cover: 1 },
  'FRY-STL-28 LDS': { kind: 'due', cover: 1.1 },
  'CAS-RED LDS': { kind: 'due', cover: 1.05 },
  'WOK-CRB-30 LDS': { kind: 'overdue', cover: 0.35 },
  'STK-STL-24 LDS': { kind: 'due', cover: 1.15 },
  'BKN-SER LDS': { kind: 'out', days: 6 },
  'JAR-WHT-1000 LDS': { kind: 'overdue', cover: 0.3 },
  'FLT-NAT-200 LDS': { kind: 'overdue', cover: 0.45 },
  'SAU-STL-18 LDS': { kind: 'due', cover: 1 },
  'COF-HSE-250 LDS': { kind: 'due', cover: 0.9 },
  'TBL-LIN-240 LDS': { kind: 'over', days: 700 },
  'GLS-CLR-450 LDS': { kind: 'over', days: 330 },
  'CSH-TER LDS': { kind: 'over', days: 420 },
  'DIF-LAV LDS': { kind: 'over', days: 600 },
  'TBL-WHT-240 LDS': { kind: 'over', days: 800 },
  'PPM-BLK-20 LDS': { kind: 'over', days: 450 },
  // The sister warehouses of these have enough for themselves and nothing to send.
  'MUG-BLU-350 RTM': { kind: 'steady', cover: 1.9 },
  'MUG-BLU-350 FBA': { kind: 'steady', cover: 1.9 },
  'MUG-GRY-350 RTM': { kind: 'steady', cover: 1.9 },
  'MUG-GRY-350 FBA': { kind: 'steady', cover: 1.9 },
  'FRY-STL-28 RTM': { kind: 'steady', cover: 1.8 },
  'FRY-STL-28 FBA': { kind: 'steady', cover: 1.8 },
  'CAS-RED RTM': { kind: 'steady', cover: 1.8 },
  'SAU-STL-18 RTM': { kind: 'steady', cover: 1.8 },
  'WOK-CRB-30 FBA': { kind: 'steady', cover: 1.8 },
  'BKN-SER FBA': { kind: 'steady', cover: 1.8 },
  'JAR-WHT-1000 RTM': { kind: 'steady', cover: 1.5 },
  'FLT-NAT-200 FBA': { kind: 'steady', cover: 2.2 },
  // Transfer before buy: Rotterdam drowns in what Leeds lacks.
  'BRD-LRG LDS': { kind: 'due', cover: 0.5 },
  'BRD-LRG RTM': { kind: 'over', days: 400 },
  // Withheld for a defect: the purchase that waits must be worth something.
  'CAF-BLK-1000 LDS': { kind: 'due', cover: 0.5 },
  'KTL-BLU LDS': { kind: 'due', cover: 0.4 },
  'TWN-JUT LDS': { kind: 'due', cover: 0.5 },
  'OVN-STR LDS': { kind: 'due', cover: 0.3 },
  'SPL-WHT LDS': { kind: 'due', cover: 0.5 },
  'WCN-GRN-9 LDS': { kind: 'due', cover: 0.6 },
  'GRT-ZST LDS': { kind: 'due', cover: 0.6 },
  'NPK-TER RTM': { kind: 'due', cover: 0.6 },
}

const DUE_LINES = 42
const OVERDUE_LINES = 5
const OVERSTOCKED_LINES = 10

/** The posture of every steered line by its name. */
export function choosePostures(world: World, lines: Line[]): Map<string, Posture> {
  const postures = new Map(Object.entries(planted))
  for (const sku of Object.keys(formerSuppliers))
    postures.set(`${sku} LDS`, { kind: 'due', cover: 0.9 })
  const chance = world.chance('postures')
  const free = lines.filter(
    (line) =>
      line.item.lifecycle === 'active' &&
      line.item.components.length === 0 &&
      !postures.has(lineName(line)),
  )
  const order = shuffled(free, chance).map(lineName)
  for (const name of order.splice(0, DUE_LINES))
    postures.set(name, { kind: 'due', cover: chance.between(0.95, 1.3) })
  for (const name of order.splice(0, OVERDUE_LINES))
    postures.set(name, { kind: 'overdue', cover: chance.between(0.15, 0.55) })
  for (const name of order.splice(0, OVERSTOCKED_LINES))
    postures.set(name, { kind: 'over', days: chance.whole(240, 420) })
  return postures
}
