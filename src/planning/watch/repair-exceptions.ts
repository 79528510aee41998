import { formatCount, formatDate, formatMoney } from '#render/figures.ts'

import { netMinor } from '../repair/order-repair.ts'
import type { OrderRepair, RepairAction } from '../repair/order-repair.ts'
import { repairOpenOrders } from '../repair/repair-orders.ts'
import type { IsoDate } from '../types.ts'
import type { Exception } from './exception.ts'
import type { WatchFacts } from './watch-facts.ts'

const dayOf = (date: IsoDate) => formatDate(date) ?? date

const advice: Record<RepairAction, (repair: OrderRepair) => string> = {
  keep: () => '',
  cut: ({ openUnits, toUnits }) =>
    `Ask to cut it from ${formatCount(openUnits)} to ${formatCount(toUnits)} units`,
  cancel: ({ openUnits }) => `Ask to cancel the ${formatCount(openUnits)} units`,
  postpone: ({ toOn }) => `Ask to have it delivered on ${dayOf(toOn)}`,
  pull_in: ({ toOn }) => `Ask to have it delivered by ${dayOf(toOn)}`,
  expedite: ({ toOn }) => `Ask for a rush, to have it by ${dayOf(toOn)}`,
}

function moneyOf(repair: OrderRepair, currency: string): string {
  const money = (minor: number) => formatMoney(minor, currency)
  const { savesMinor, costMinor } = repair
  if (costMinor === null) return `a rush is worth up to ${money(savesMinor)} of margin`
  const cost = costMinor > 0 ? ` and costs ${money(costMinor)}` : ''
  return `that saves ${money(savesMinor)}${cost}`
}

function exceptionOf(repair: OrderRepair, currency: string): Exception {
  const { orderNumber, sku, locationCode, openUnits, fromOn, reason } = repair
  return {
    kind: 'open_order_repair',
    subject: `${orderNumber} ${sku} ${locationCode}`,
    sku,
    locationCode,
    supplierCode: repair.supplierCode,
    orderNumber,
    moneyAtRiskMinor: netMinor(repair),
    moneyReason: null,
    sinceOn: null,
    dueOn: fromOn,
    display: `${orderNumber} brings ${formatCount(openUnits)} ${sku} to ${locationCode} on ${dayOf(fromOn)}, but ${reason}, ${formatMoney(netMinor(repair), currency)} at risk.`,
    action: `${advice[repair.action](repair)}; ${moneyOf(repair, currency)}.`,
  }
}

/** Open order lines that should be cut, cancelled, postponed, pulled in or rushed, of lines whose figures can be relied on. */
export function repairExceptions(facts: WatchFacts): Exception[] {
  const sound = facts.lines.filter(({ recommendation }) => recommendation.decision !== 'withheld')
  return repairOpenOrders(sound, facts.policy)
    .filter(({ action }) => action !== 'keep')
    .map((repair) => exceptionOf(repair, facts.baseCurrency))
}
