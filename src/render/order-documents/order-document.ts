// What we tell a supplier, as plain data: every format (PDF, CSV, cXML, mail) says the same because it is made from this.
import { isIsoDate } from '#planning/calendar.ts'
import { addMinor, currencyDigits, lineTotalMinor } from '#planning/money.ts'
import { QuartermasterError } from '#root/errors.ts'
import { plainText } from '../text.ts'
import { messageId } from './message-id.ts'
import type { DocumentKind } from './message-id.ts'
import { unitCode } from './unit-codes.ts'

/** Somebody named on the paper; what is not known is null and left out. */
export type Party = {
  code: string
  name: string
  streetLines: string[]
  city: string | null
  postalCode: string | null
  /** ISO 3166-1, two letters. */
  country: string | null
  email: string | null
  taxNumber: string | null
}

export type DocumentLine = {
  lineNumber: number
  supplierSku: string | null
  sku: string
  name: string
  category: string
  units: number
  unitOfMeasure: string
  /** UN/CEFACT; null = nobody has said what the unit is. */
  unitCode: string | null
  packSizeUnits: number
  /** Exact decimal, major units of the currency per unit. */
  unitPrice: string
  lineTotalMinor: number
  expectedOn: string | null
}

export type OrderDocument = {
  kind: DocumentKind
  /** A demo or a trial: the supplier must not deliver. */
  test: boolean
  number: string
  revision: number
  /** Of our message about this revision; see message-id.ts. */
  messageId: string
  /** Of the message that this one changes or cancels. */
  replacedMessageId: string | null
  issuedAt: string
  shop: Party
  supplier: Party
  deliverTo: Party
  incoterm: string
  paymentTermsDays: number
  currency: string
  expectedOn: string | null
  lines: DocumentLine[]
  totalMinor: number
  note: string | null
}

/** How the supplier sells an item. */
export type LineTerms = {
  supplierSku: string | null
  unitOfMeasure: string
  packSizeUnits: number
  category: string
}

export type OrderFacts = {
  kind: DocumentKind
  test: boolean
  /** The revision the supplier was told of before; null for a new order. */
  replaces: { revision: number; kind: DocumentKind } | null
  order: {
    number: string
    revision: number
    currency: string
    expectedOn: string | null
    totalMinor: number
    lines: {
      lineNumber: number
      sku: string
      name: string
      orderedUnits: number
      unitPrice: string
      lineTotalMinor: number
      expectedOn: string | null
    }[]
  }
  termsOf: ReadonlyMap<string, LineTerms>
  shop: Party
  supplier: Party
  deliverTo: Party
  incoterm: string
  paymentTermsDays: number
  /** Written for the supplier; the note that the shop keeps for itself never goes out. */
  noteToSupplier: string | null
  issuedAt: string
  /** The right-hand side of our message ids. */
  mailDomain: string
}

const longestName = 200
const longestNote = 2000

function refuse(message: string, repair: string): never {
  throw new QuartermasterError('conflict', message, repair)
}

/** Text of others on one line, without what cannot be seen, cut at whole characters. */
function shown(text: string, longest: number): string {
  const plain = plainText(text)
  const characters = Array.from(plain)
  return characters.length <= longest ? plain : `${characters.slice(0, longest - 1).join('')}…`
}

function shownOrNull(text: string | null, longest: number): string | null {
  const plain = text === null ? '' : shown(text, longest)
  return plain === '' ? null : plain
}

function shownParty(party: Party): Party {
  const country = party.country?.trim().toUpperCase() ?? ''
  return {
    code: shown(party.code, 60),
    name: shown(party.name, 120) || shown(party.code, 60),
    streetLines: party.streetLines
      .map((line) => shown(line, 100))
      .filter((line) => line !== '')
      .slice(0, 4),
    city: shownOrNull(party.city, 80),
    postalCode: shownOrNull(party.postalCode, 20),
    country: /^[A-Z]{2}$/.test(country) ? country : null,
    email: shownOrNull(party.email, 254),
    taxNumber: shownOrNull(party.taxNumber, 40),
  }
}

function documentLine(facts: OrderFacts, line: OrderFacts['order']['lines'][number]): DocumentLine {
  const { number, currency } = facts.order
  const terms = facts.termsOf.get(line.sku)
  if (terms === undefined) {
    refuse(
      `Line ${line.lineNumber} of ${number}: ${facts.supplier.code} has no terms for ${line.sku}.`,
      'Import the supplier item, or revise the order.',
    )
  }
  const exact = lineTotalMinor(line.unitPrice, line.orderedUnits, currencyDigits(currency))
  if (exact !== line.lineTotalMinor || line.orderedUnits <= 0) {
    refuse(
      `Line ${line.lineNumber} of ${number} does not add up: ${line.orderedUnits} at ${line.unitPrice} is not ${line.lineTotalMinor} minor units.`,
      'Run verify; a person must look at the order before it is sent.',
    )
  }
  const unitOfMeasure = shown(terms.unitOfMeasure, 20)
  return {
    lineNumber: line.lineNumber,
    supplierSku: shownOrNull(terms.supplierSku, 80),
    sku: shown(line.sku, 80),
    name: shown(line.name, longestName) || shown(line.sku, 80),
    category: shown(terms.category, 80),
    units: line.orderedUnits,
    unitOfMeasure,
    unitCode: unitCode(unitOfMeasure),
    packSizeUnits: terms.packSizeUnits,
    unitPrice: line.unitPrice,
    lineTotalMinor: line.lineTotalMinor,
    expectedOn: line.expectedOn,
  }
}

function requireSound(facts: OrderFacts): void {
  const { order, kind, replaces } = facts
  if (order.lines.length === 0) refuse(`${order.number} has no lines.`, 'Revise or cancel it.')
  const numbers = new Set(order.lines.map((line) => line.lineNumber))
  if (numbers.size < order.lines.length) {
    refuse(`${order.number} has two lines of one number.`, 'Revise the order.')
  }
  if ((kind === 'new') !== (replaces === null)) {
    refuse(
      `A message about ${order.number} is ${kind}, which does not fit what the supplier was told before.`,
      'Name the revision that the supplier has, or send the order as new.',
    )
  }
  if (addMinor(...order.lines.map((line) => line.lineTotalMinor)) !== order.totalMinor) {
    refuse(
      `The lines of ${order.number} do not sum to its total.`,
      'Run verify; a person must look at the order before it is sent.',
    )
  }
  const days = [order.expectedOn, ...order.lines.map((line) => line.expectedOn)]
  if (
    days.some((day) => day !== null && !isIsoDate(day)) ||
    Number.isNaN(Date.parse(facts.issuedAt))
  ) {
    refuse(`${order.number} carries a date that is none.`, 'Revise the order.')
  }
}

/**
 * The document of a stored order. Text of others comes cleaned and capped; throws 'conflict' where lines do not sum, terms
 * are missing or the kind does not fit what the supplier has, rather than send a wrong paper.
 */
export function orderDocument(facts: OrderFacts): OrderDocument {
  requireSound(facts)
  const { order, kind, replaces, mailDomain } = facts
  return {
    kind,
    test: facts.test,
    number: shown(order.number, 60),
    revision: order.revision,
    messageId: messageId(order, kind, mailDomain),
    replacedMessageId:
      replaces === null
        ? null
        : messageId({ ...order, revision: replaces.revision }, replaces.kind, mailDomain),
    issuedAt: new Date(facts.issuedAt).toISOString(),
    shop: shownParty(facts.shop),
    supplier: shownParty(facts.supplier),
    deliverTo: shownParty(facts.deliverTo),
    incoterm: shown(facts.incoterm, 60),
    paymentTermsDays: facts.paymentTermsDays,
    currency: order.currency,
    expectedOn: order.expectedOn,
    lines: order.lines
      .toSorted((a, b) => a.lineNumber - b.lineNumber)
      .map((line) => documentLine(facts, line)),
    totalMinor: order.totalMinor,
    note: shownOrNull(facts.noteToSupplier, longestNote),
  }
}
