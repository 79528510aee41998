// Goods at the door: what is booked on which line, what is held, refused or too much, and where the order then stands.
import { isIsoDate } from '#planning/calendar.ts'
import type { IsoDate } from '#planning/types.ts'
import { comparableNumber } from './invoice-match.ts'
import type { OrderState } from './life-cycle.ts'
import { judgeStep } from './order-step.ts'
import type { Actor, OrderStanding } from './order-step.ts'
import type { PurchasingPolicy } from './policy.ts'
import { refused } from './refusal.ts'
import type { Refused } from './refusal.ts'

export type OrderedLine = {
  lineNumber: number
  sku: string
  orderedUnits: number
  /** Accepted and held units of earlier receipts. */
  receivedUnits: number
}

export type ReceiptLine = {
  sku: string
  /** All that came, damaged included. */
  countedUnits: number
  damagedUnits: number
  lotCode: string | null
  expiresOn: IsoDate | null
  /** Whether somebody put it aside for a check. */
  held: boolean
}

/** What an item asks of its receipts. */
export type ReceiptRule = { sku: string; lotTracked: boolean; expires: boolean; inspect: boolean }

export type Receipt = { documentNumber: string; receivedOn: IsoDate; lines: readonly ReceiptLine[] }

export type FindingCode =
  | 'short'
  | 'over_tolerated'
  | 'over'
  | 'damaged'
  | 'wrong_item'
  | 'expired'
  | 'no_lot'
  | 'no_expiry'
  | 'held'

export type Finding = { code: FindingCode; sku: string; units: number; sentence: string }

/** Units of one receipt line on one order line. Accepted and held units count as received, the others do not. */
export type BookedLine = {
  lineNumber: number
  sku: string
  acceptedUnits: number
  /** Here, but not to be used before somebody releases them. */
  heldUnits: number
  lotCode: string | null
  expiresOn: IsoDate | null
}

export type ReceiptRequest = {
  policy: PurchasingPolicy
  order: OrderStanding
  actor: Actor
  seenRevision: number
  ordered: readonly OrderedLine[]
  rules: readonly ReceiptRule[]
  receipt: Receipt
  /** Document numbers booked before for this supplier; compared as `comparableNumber` does. */
  bookedNumbers: readonly string[]
  today: IsoDate
}

export type ReceiptDecision =
  | { outcome: 'booked'; state: OrderState; booked: BookedLine[]; findings: Finding[] }
  | Refused

const wholeUnits = (units: number) => Number.isSafeInteger(units) && units >= 0

function impossible(request: ReceiptRequest): Refused | null {
  const { receipt, today } = request
  const wrong = receipt.lines.find(
    ({ countedUnits, damagedUnits, expiresOn }) =>
      !wholeUnits(countedUnits) ||
      !wholeUnits(damagedUnits) ||
      damagedUnits > countedUnits ||
      (expiresOn !== null && !isIsoDate(expiresOn)),
  )
  if (wrong !== undefined) {
    return refused(
      'impossible_receipt',
      `The count of ${wrong.sku} can not be: ${wrong.countedUnits} counted, ${wrong.damagedUnits} of them damaged${wrong.expiresOn === null ? '' : `, best before ${wrong.expiresOn}`}.`,
      'Give whole units, no more damaged than counted, and dates as YYYY-MM-DD.',
    )
  }
  if (receipt.lines.every(({ countedUnits }) => countedUnits === 0)) {
    return refused(
      'impossible_receipt',
      `${receipt.documentNumber} has nothing on it.`,
      'Count what came; when nothing came, book nothing.',
    )
  }
  if (isIsoDate(receipt.receivedOn) && receipt.receivedOn <= today) return null
  return refused(
    'impossible_receipt',
    `Goods can not have come on ${receipt.receivedOn}; today is ${today}.`,
    'Give the day on which they came.',
  )
}

/** Puts good units on the order lines of the item, open ones first, then the tolerated surplus on the last. */
function fillLines(
  lines: readonly { line: OrderedLine; received: number }[],
  units: number,
  overRate: number,
): { placed: { lineNumber: number; units: number }[]; surplus: number; over: number } {
  const placed: { lineNumber: number; units: number }[] = []
  let left = units
  for (const { line, received } of lines) {
    const taken = Math.min(left, Math.max(0, line.orderedUnits - received))
    if (taken > 0) placed.push({ lineNumber: line.lineNumber, units: taken })
    left -= taken
  }
  const ordered = lines.reduce((sum, { line }) => sum + line.orderedUnits, 0)
  const already = lines.reduce((sum, { received }) => sum + received, 0) + units - left
  const room = Math.max(0, ordered + Math.floor(ordered * overRate) - already)
  const surplus = Math.min(left, room)
  const last = lines.at(-1)
  if (surplus > 0 && last !== undefined) {
    placed.push({ lineNumber: last.line.lineNumber, units: surplus })
  }
  return { placed, surplus, over: left - surplus }
}

function finding(code: FindingCode, sku: string, units: number, what: string): Finding {
  return { code, sku, units, sentence: `${sku}: ${units} ${what}.` }
}

/** Why good units are put aside rather than used, or null. */
function holdReason(line: ReceiptLine, rule: ReceiptRule | undefined): FindingCode | null {
  if (rule?.lotTracked === true && line.lotCode === null) return 'no_lot'
  if (rule?.expires === true && line.expiresOn === null) return 'no_expiry'
  return line.held || rule?.inspect === true ? 'held' : null
}

const holdWords: Partial<Record<FindingCode, string>> = {
  no_lot: 'held until their lot is known',
  no_expiry: 'held until their expiry date is known',
  held: 'held for a check',
}

function bookLine(
  line: ReceiptLine,
  request: ReceiptRequest,
  received: Map<number, number>,
): { booked: BookedLine[]; findings: Finding[] } {
  const { sku, countedUnits, damagedUnits, expiresOn, lotCode } = line
  const lines = request.ordered
    .filter((each) => each.sku === sku)
    .map((each) => ({ line: each, received: received.get(each.lineNumber) ?? 0 }))
  if (lines.length === 0) {
    const wrong = finding(
      'wrong_item',
      sku,
      countedUnits,
      'not on the order; not booked, to return',
    )
    return { booked: [], findings: countedUnits > 0 ? [wrong] : [] }
  }
  const findings: Finding[] = []
  if (damagedUnits > 0)
    findings.push(finding('damaged', sku, damagedUnits, 'damaged; not accepted'))
  const good = countedUnits - damagedUnits
  if (good > 0 && expiresOn !== null && expiresOn <= request.receipt.receivedOn) {
    findings.push(finding('expired', sku, good, `expired on ${expiresOn}; not accepted`))
    return { booked: [], findings }
  }
  const { placed, surplus, over } = fillLines(lines, good, request.policy.receiving.overRate)
  if (surplus > 0)
    findings.push(finding('over_tolerated', sku, surplus, 'more than ordered, accepted'))
  if (over > 0) {
    findings.push(
      finding('over', sku, over, 'more than may come; not booked until somebody decides'),
    )
  }
  const hold = holdReason(
    line,
    request.rules.find((rule) => rule.sku === sku),
  )
  if (hold !== null && good > over) {
    findings.push(finding(hold, sku, good - over, holdWords[hold] ?? ''))
  }
  for (const { lineNumber, units } of placed) {
    received.set(lineNumber, (received.get(lineNumber) ?? 0) + units)
  }
  const booked = placed.map(({ lineNumber, units }) => ({
    lineNumber,
    sku,
    acceptedUnits: hold === null ? units : 0,
    heldUnits: hold === null ? 0 : units,
    lotCode,
    expiresOn,
  }))
  return { booked, findings }
}

function shortLines(request: ReceiptRequest, received: Map<number, number>): Finding[] {
  const { shortRate } = request.policy.receiving
  return request.ordered.flatMap(({ lineNumber, sku, orderedUnits }) => {
    const missing = orderedUnits - (received.get(lineNumber) ?? 0)
    return missing > Math.floor(orderedUnits * shortRate)
      ? [finding('short', sku, missing, 'still to come')]
      : []
  })
}

/**
 * What a receipt books. The order is received when no line is short by more than the policy's rate; it stays as it is
 * when nothing on the receipt could be booked. Damaged, expired, wrong and too many units are findings, never stock.
 * Refused: the role or person does not allow it, the document was booked, the state does not allow it, or the count can
 * not be.
 */
export function judgeReceipt(request: ReceiptRequest): ReceiptDecision {
  const { order, actor, seenRevision, receipt } = request
  const step = judgeStep(order, { command: 'receive', complete: true }, actor, seenRevision)
  if (step.outcome === 'refused' && step.code !== 'wrong_state') return step
  const own = comparableNumber(receipt.documentNumber)
  const same = request.bookedNumbers.find((number) => comparableNumber(number) === own)
  if (same !== undefined) {
    return refused(
      'duplicate_document',
      `${same} is booked already; a document is booked once.`,
      'Look at the receipt on record; correct it by a new document.',
    )
  }
  if (step.outcome === 'refused') return step
  const refusal = impossible(request)
  if (refusal !== null) return refusal
  const received = new Map(
    request.ordered.map(({ lineNumber, receivedUnits }) => [lineNumber, receivedUnits]),
  )
  const results = receipt.lines.map((line) => bookLine(line, request, received))
  const booked = results.flatMap((result) => result.booked)
  const short = shortLines(request, received)
  const findings = [...results.flatMap((result) => result.findings), ...short]
  if (booked.length === 0) return { outcome: 'booked', state: order.state, booked, findings }
  const state = short.length === 0 ? step.state : 'partly_received'
  return { outcome: 'booked', state, booked, findings }
}
