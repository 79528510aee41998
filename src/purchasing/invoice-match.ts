// Order, receipt and invoice held side by side. What does not match is held for a person, with the reason; nothing is paid blind.
import { addMinor, currencyDigits, exactDecimal, lineTotalMinor } from '#planning/money.ts'
import { formatMoney } from '#render/figures.ts'
import { fitInvoiceLines } from './invoice-lines.ts'
import type { InvoiceLine, MatchedOrderLine, Portion } from './invoice-lines.ts'
import type { PurchasingPolicy } from './policy.ts'

export type Invoice = {
  supplierCode: string
  number: string
  orderNumber: string
  currency: string
  totalMinor: number
  lines: readonly InvoiceLine[]
  /** Freight, duty and the like on the invoice, minor units of its currency. */
  chargesMinor: number
}

export type MatchedOrder = {
  number: string
  supplierCode: string
  currency: string
  lines: readonly MatchedOrderLine[]
  /** Charges that the order said to expect, minor units of its currency. */
  expectedChargesMinor: number
}

export type MatchReason =
  | 'unknown_order'
  | 'other_supplier'
  | 'other_currency'
  | 'duplicate_document'
  | 'not_ordered'
  | 'price_variance'
  | 'quantity_variance'
  | 'charge_variance'
  | 'total_variance'

export type MatchFinding = { reason: MatchReason; sku: string | null; sentence: string }

export type MatchResult = {
  outcome: 'matched' | 'held'
  findings: MatchFinding[]
  /** What the invoiced units cost more than ordered, minor units of the order's currency; negative = less. */
  priceVarianceMinor: number
}

/** A document number as it is compared: letters and digits only, no zeros before a number. INV-0012 is inv 12. */
export function comparableNumber(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/(^|[^0-9])0+(?=[0-9])/g, '$1')
    .replaceAll(' ', '')
}

function documentFindings(
  invoice: Invoice,
  order: MatchedOrder | null,
  earlierNumbers: readonly string[],
): MatchFinding[] {
  const findings: MatchFinding[] = []
  const add = (reason: MatchReason, sentence: string) =>
    findings.push({ reason, sku: null, sentence })
  const same = earlierNumbers.find(
    (number) => comparableNumber(number) === comparableNumber(invoice.number),
  )
  if (same !== undefined) {
    add('duplicate_document', `${invoice.supplierCode} sent invoice ${same} before.`)
  }
  if (order === null) {
    add('unknown_order', `There is no order ${invoice.orderNumber}.`)
    return findings
  }
  if (order.supplierCode !== invoice.supplierCode) {
    add('other_supplier', `${order.number} was ordered from ${order.supplierCode}.`)
  }
  if (order.currency !== invoice.currency) {
    add('other_currency', `${order.number} is in ${order.currency}, not ${invoice.currency}.`)
  }
  return findings
}

/** A unit price as people write it: two decimals, more where it has them. */
export function priceText(price: string): string {
  const exact = exactDecimal(price)
  const [, fraction = ''] = exact.toFixed().split('.')
  return exact.toFixed(Math.max(2, fraction.length))
}

type LineMatch = { findings: MatchFinding[]; varianceMinor: number }

/** The prices that units were ordered at, each once, in the order of the fit. */
function unitsByPrice(portions: readonly Portion[]): { price: string; units: number }[] {
  const groups = Map.groupBy(portions, ({ ordered }) => priceText(ordered.unitPrice))
  return [...groups].map(([price, same]) => ({
    price,
    units: same.reduce((sum, { units }) => sum + units, 0),
  }))
}

function priceMatch(
  line: InvoiceLine,
  portions: readonly Portion[],
  digits: number,
  policy: PurchasingPolicy,
): LineMatch {
  const prices = unitsByPrice(portions)
  const expected = addMinor(
    ...prices.map(({ price, units }) => lineTotalMinor(price, units, digits)),
  )
  const varianceMinor = lineTotalMinor(line.unitPrice, line.units, digits) - expected
  const { priceRate, lineMinor } = policy.matching
  const within = Math.abs(varianceMinor) <= Math.max(expected * priceRate, lineMinor)
  const asOrdered = prices
    .map(({ price, units }) => (prices.length === 1 ? `at ${price}` : `${units} at ${price}`))
    .join(' and ')
  const sentence = `${line.sku}: invoiced at ${priceText(line.unitPrice)}, ordered ${asOrdered}.`
  return {
    findings: within ? [] : [{ reason: 'price_variance', sku: line.sku, sentence }],
    varianceMinor,
  }
}

function quantityFindings(
  invoice: Invoice,
  order: MatchedOrder,
  policy: PurchasingPolicy,
): MatchFinding[] {
  const bySku = Map.groupBy(order.lines, ({ sku }) => sku)
  return [...Map.groupBy(invoice.lines, ({ sku }) => sku)].flatMap(([sku, lines]) => {
    const ordered = bySku.get(sku)
    if (ordered === undefined) return []
    const now = lines.reduce((sum, { units }) => sum + units, 0)
    const before = ordered.reduce((sum, { invoicedUnits }) => sum + invoicedUnits, 0)
    const accepted = ordered.reduce((sum, { acceptedUnits }) => sum + acceptedUnits, 0)
    if (now + before <= accepted * (1 + policy.matching.unitsRate)) return []
    const earlier = before === 0 ? '' : ` and ${before} before`
    const sentence = `${sku}: ${now} invoiced${earlier}, ${accepted} accepted.`
    return [{ reason: 'quantity_variance' as const, sku, sentence }]
  })
}

function lineMatch(
  line: InvoiceLine,
  portions: readonly Portion[],
  order: MatchedOrder,
  policy: PurchasingPolicy,
): LineMatch {
  if (portions.length > 0) return priceMatch(line, portions, currencyDigits(order.currency), policy)
  const isElsewhere = order.lines.some(({ sku }) => sku === line.sku)
  const sentence = isElsewhere
    ? `${line.sku} is not line ${line.orderLine} of ${order.number}.`
    : `${line.sku} is not on ${order.number}.`
  return { findings: [{ reason: 'not_ordered', sku: line.sku, sentence }], varianceMinor: 0 }
}

function sumFindings(
  invoice: Invoice,
  order: MatchedOrder,
  policy: PurchasingPolicy,
): MatchFinding[] {
  const digits = currencyDigits(invoice.currency)
  const lines = invoice.lines.map(({ unitPrice, units }) =>
    lineTotalMinor(unitPrice, units, digits),
  )
  const sum = addMinor(...lines, invoice.chargesMinor)
  const inMoney = (minor: number) => formatMoney(minor, invoice.currency)
  const findings: MatchFinding[] = []
  if (Math.abs(sum - invoice.totalMinor) > policy.matching.lineMinor) {
    const sentence = `The invoice says ${inMoney(invoice.totalMinor)}; its lines and charges sum to ${inMoney(sum)}.`
    findings.push({ reason: 'total_variance', sku: null, sentence })
  }
  const beyond = invoice.chargesMinor - order.expectedChargesMinor
  const { priceRate, lineMinor } = policy.matching
  if (beyond > Math.max(order.expectedChargesMinor * priceRate, lineMinor)) {
    const sentence = `Charges of ${inMoney(invoice.chargesMinor)} were invoiced, ${inMoney(order.expectedChargesMinor)} expected.`
    findings.push({ reason: 'charge_variance', sku: null, sentence })
  }
  return findings
}

/**
 * Matches an invoice with its order and receipts: matched when nothing differs beyond the policy's tolerances, else held
 * with every reason. Lines are compared one by one at their own rounding, each with the line of the order that it fits;
 * units are counted for all lines of an item together, for nobody tells them apart at the door. Lines of another supplier, currency or of no
 * order are not compared at all, for their figures mean something else.
 */
export function matchInvoice(
  invoice: Invoice,
  order: MatchedOrder | null,
  earlierNumbers: readonly string[],
  policy: PurchasingPolicy,
): MatchResult {
  const documents = documentFindings(invoice, order, earlierNumbers)
  const comparable = documents.every(({ reason }) => reason === 'duplicate_document')
  if (order === null || !comparable) {
    return { outcome: 'held', findings: documents, priceVarianceMinor: 0 }
  }
  const fitted = fitInvoiceLines(invoice.lines, order.lines)
  const lines = invoice.lines.map((line, at) => lineMatch(line, fitted[at]!, order, policy))
  const findings = [
    ...documents,
    ...lines.flatMap((line) => line.findings),
    ...quantityFindings(invoice, order, policy),
    ...sumFindings(invoice, order, policy),
  ]
  return {
    outcome: findings.length === 0 ? 'matched' : 'held',
    findings,
    priceVarianceMinor: addMinor(...lines.map(({ varianceMinor }) => varianceMinor)),
  }
}
