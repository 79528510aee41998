import {
  formatCount,
  formatDate,
  formatMoney,
  formatPercent,
  formatPrice,
} from '#render/figures.ts'

import { daysBetween } from '../calendar.ts'
import { currencyDigits, exactDecimal } from '../money.ts'
import type { Exception } from './exception.ts'
import { riskOf, shortageRisk, unitCostMinor, unpriced } from './line-risk.ts'
import type { Risk } from './line-risk.ts'
import type {
  InvoiceLineFact,
  OpenLineFact,
  UnbookedFact,
  WatchFacts,
  WatchLine,
} from './watch-facts.ts'

export type LineIndex = (sku: string, locationCode: string) => WatchLine | undefined

/** Invoiced prices closer to the order than this are rounding. */
const PRICE_TOLERANCE = 0.005

/** ", £12.00 at risk" for the end of a sentence; nothing where there is none or it is not known. */
export function atRisk(risk: Risk, currency: string): string {
  return risk.minor === null || risk.minor === 0
    ? ''
    : `, ${formatMoney(risk.minor, currency)} at risk`
}

const daysText = (days: number) => (days === 1 ? '1 day' : `${formatCount(days)} days`)

function lateLine(facts: WatchFacts, lineOf: LineIndex, open: OpenLineFact): Exception[] {
  const { expectedOn, receivedUnits, orderedUnits } = open
  const openUnits = orderedUnits - receivedUnits
  if (expectedOn === null || expectedOn >= facts.asOf || openUnits <= 0) return []
  const risk = shortageRisk(lineOf(open.sku, open.locationCode), facts.policy, openUnits)
  const late = daysText(daysBetween(expectedOn, facts.asOf))
  const part = receivedUnits > 0
  const what = part
    ? `${formatCount(openUnits)} of ${formatCount(orderedUnits)} ${open.sku} are still missing`
    : `${formatCount(openUnits)} ${open.sku} have not come`
  return [
    {
      kind: part ? 'part_received_overdue' : 'late_inbound',
      subject: `${open.orderNumber} ${open.sku}`,
      sku: open.sku,
      locationCode: open.locationCode,
      supplierCode: open.supplierCode,
      orderNumber: open.orderNumber,
      moneyAtRiskMinor: risk.minor,
      moneyReason: risk.reason,
      sinceOn: expectedOn,
      dueOn: null,
      display: `${open.orderNumber} from ${open.supplierName} is ${late} late: ${what} at ${open.locationCode}${atRisk(risk, facts.baseCurrency)}.`,
      action: part
        ? `Ask ${open.supplierName} when the rest ships, or close the line short.`
        : `Ask ${open.supplierName} for a new date and enter it on the order.`,
    },
  ]
}

function unbookedReceipt(facts: WatchFacts, lineOf: LineIndex, fact: UnbookedFact): Exception {
  const line = lineOf(fact.sku, fact.locationCode)
  const cost = line === undefined ? null : unitCostMinor(line, facts.policy)
  const risk = cost === null ? unpriced('the landed cost is not known') : riskOf(fact.units * cost)
  const age = daysText(Math.max(0, daysBetween(fact.receivedOn, facts.asOf)))
  return {
    kind: 'unbooked_receipt',
    subject: `${fact.receiptNumber} ${fact.sku}`,
    sku: fact.sku,
    locationCode: fact.locationCode,
    supplierCode: fact.supplierCode,
    orderNumber: fact.orderNumber,
    moneyAtRiskMinor: risk.minor,
    moneyReason: risk.reason,
    sinceOn: fact.receivedOn,
    dueOn: null,
    display: `${formatCount(fact.units)} ${fact.sku} of ${fact.orderNumber} stand unbooked at ${fact.locationCode} for ${age}${atRisk(risk, facts.baseCurrency)}.`,
    action: `Count and book receipt ${fact.receiptNumber}; until then the units can not be sold and may be ordered twice.`,
  }
}

function priceVariance(facts: WatchFacts, fact: InvoiceLineFact): Exception[] {
  const difference = exactDecimal(fact.unitPrice).minus(exactDecimal(fact.orderedUnitPrice))
  const ordered = Number(fact.orderedUnitPrice)
  const share = ordered > 0 ? difference.toNumber() / ordered : Infinity
  // A lower price is good news and no risk.
  if (difference.lte(0) || share <= PRICE_TOLERANCE) return []
  const digits = currencyDigits(facts.baseCurrency)
  const risk =
    fact.rateToBase === null
      ? unpriced('the exchange rate of the order is not known')
      : riskOf(
          difference.times(fact.units).times(exactDecimal(fact.rateToBase)).toNumber() *
            10 ** digits,
        )
  const over = Number.isFinite(share) ? ` (${formatPercent(share * 100)} more)` : ''
  return [
    {
      kind: 'price_variance',
      subject: `${fact.invoiceNumber} ${fact.sku}`,
      sku: fact.sku,
      locationCode: null,
      supplierCode: fact.supplierCode,
      orderNumber: fact.orderNumber,
      moneyAtRiskMinor: risk.minor,
      moneyReason: risk.reason,
      sinceOn: fact.invoicedOn,
      dueOn: null,
      display: `Invoice ${fact.invoiceNumber} of ${formatDate(fact.invoicedOn)} asks ${formatPrice(fact.unitPrice, fact.currency)} for ${fact.sku}, ${fact.orderNumber} agreed ${formatPrice(fact.orderedUnitPrice, fact.currency)}${over}${atRisk(risk, facts.baseCurrency)}.`,
      action: 'Hold the payment of the difference and ask the supplier for a corrected invoice.',
    },
  ]
}

/** Late and part-received order lines, unbooked receipts, invoices above the agreed price. */
export function inboundExceptions(facts: WatchFacts, lineOf: LineIndex): Exception[] {
  return [
    ...facts.openLines.flatMap((open) => lateLine(facts, lineOf, open)),
    ...facts.unbooked.map((fact) => unbookedReceipt(facts, lineOf, fact)),
    ...facts.invoiceLines.flatMap((fact) => priceVariance(facts, fact)),
  ]
}
