import { z } from 'zod'
import { comparableNumber } from '#purchasing/invoice-match.ts'
import { judgeStep } from '#purchasing/order-step.ts'
import type { OrderStanding } from '#purchasing/order-step.ts'
import { judgeReceipt } from '#purchasing/receipt.ts'
import type { ReceiptDecision, ReceiptLine } from '#purchasing/receipt.ts'
import { refusalError, refused } from '#purchasing/refusal.ts'
import { crashpoint } from '#root/crashpoint.ts'
import { appendAudit } from '#store/audit.ts'
import { contentHash } from '#store/content-hash.ts'
import { raiseDataVersion } from '#store/data-version.ts'
import {
  nextReceiptNumber,
  raiseReceived,
  receiptPapers,
  receiptRules,
  writeReceipt,
  yardReceipts,
} from '#store/goods-receipts.ts'
import type { ReceiptPaper } from '#store/goods-receipts.ts'
import { moveOrder } from '#store/order-moves.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { addToLot, addToStock, lotsAt, requireOneUnit } from '#store/stock-moves.ts'
import type { LotRow } from '#store/stock-moves.ts'
import { ownSkus } from '#store/supplier-codes.ts'
import { defineCommand } from './command.ts'
import type { CommandStep } from './command.ts'
import {
  countedUnits,
  day,
  documentNumber,
  lotCode,
  orderNumber,
  paperCode,
  seenRevision,
} from './fields.ts'
import { matchHeldInvoices } from './invoice-matching.ts'
import { standingOf } from '#operations/order-standing.ts'
import { orderOf, personActing } from './order-of.ts'

const input = z.strictObject({
  order: orderNumber,
  revision: seenRevision,
  /** The number of the delivery note. */
  documentNumber,
  receivedOn: day,
  /** The unbooked receipt in the yard that these goods are, by its number; null = none, or the one of this paper. */
  fromYard: z.string().trim().max(64).nullable().default(null),
  lines: z
    .array(
      z.strictObject({
        /** Our SKU, or the code that the supplier sells it under. */
        sku: paperCode,
        countedUnits,
        damagedUnits: countedUnits.default(0),
        lotCode: lotCode.nullable().default(null),
        expiresOn: day.nullable().default(null),
        held: z.boolean().default(false),
      }),
    )
    .min(1, 'count what came; when nothing came, book nothing')
    .max(1_000, 'book at most 1,000 lines at once'),
})

type Input = z.output<typeof input>

/** What stands for the paper with its count, whoever books it and in whatever order its lines are read. */
function countHash({ order, documentNumber: paper, receivedOn, lines }: Input): string {
  const sorted = lines.map((line) => JSON.stringify(line)).toSorted()
  return contentHash({ order, paper: comparableNumber(paper), receivedOn, lines: sorted })
}

function refuseWho(standing: OrderStanding, { tx: _tx, person }: CommandStep, revision: number) {
  const step = { command: 'receive', complete: true } as const
  const judged = judgeStep(standing, step, personActing(person), revision)
  // Where the order stands is looked at after the paper: one that was booked is answered with what it did.
  if (judged.outcome === 'refused' && judged.code !== 'wrong_state') throw refusalError(judged)
}

/** The paper of the number where it is in the books, or the unbooked receipt that the person named. */
function standingPaper(papers: readonly ReceiptPaper[], request: Input): ReceiptPaper | null {
  const key = comparableNumber(request.documentNumber)
  const same = papers.find(({ paper }) => comparableNumber(paper) === key)
  if (same !== undefined) return same
  if (request.fromYard === null) return null
  const named = papers.find(({ number }) => number === request.fromYard)
  if (named?.bookedAt === null) return named
  throw refusalError(
    refused(
      'impossible_receipt',
      `No unbooked receipt ${request.fromYard} of this supplier stands in the yard.`,
      'Look at the order again, and leave the yard out when the goods are not from it.',
    ),
  )
}

function refuseOtherOrder(paper: ReceiptPaper, order: string): void {
  if (paper.bookedAt !== null || paper.orderNumber === order) return
  throw refusalError(
    refused(
      'duplicate_document',
      `${paper.paper} stands in the yard for ${paper.orderNumber}, not for ${order}.`,
      `Book it on ${paper.orderNumber}, or correct the paper's number.`,
    ),
  )
}

/** Units of a lot that is held as a whole are held; a lot has one expiry date. */
function withLots(
  lines: readonly ReceiptLine[],
  lots: readonly LotRow[],
  order: string,
): ReceiptLine[] {
  return lines.map((line) => {
    const lot = lots.find(({ sku, lotCode: code }) => sku === line.sku && code === line.lotCode)
    if (lot === undefined) return line
    if (line.expiresOn !== null && lot.expiresOn !== null && lot.expiresOn !== line.expiresOn) {
      throw refusalError(
        refused(
          'impossible_receipt',
          `Lot ${lot.lotCode} of ${line.sku} is in the books as best before ${lot.expiresOn}; this count says ${line.expiresOn}.`,
          'Read the label again; a lot has one date. Correct stock_lots.csv when the books are wrong.',
        ),
        { order },
      )
    }
    return { ...line, held: line.held || lot.onHold, expiresOn: line.expiresOn ?? lot.expiresOn }
  })
}

type Booked = Extract<ReceiptDecision, { outcome: 'booked' }>

/** Puts what was taken in on hand, held back or in lots. Units with a date and no lot code make a lot of their own. */
async function stockUp(
  { tx, now }: CommandStep,
  { locationCode }: OrderWithLines,
  receipt: string,
  { booked }: Booked,
): Promise<void> {
  for (const [at, line] of booked.entries()) {
    const { sku, acceptedUnits, heldUnits, expiresOn } = line
    const place = { sku, locationCode }
    const source = `receipt ${receipt}`
    await addToStock(tx, { ...place, acceptedUnits, heldUnits, at: now, source })
    if (line.lotCode === null && expiresOn === null) continue
    const lot = { ...place, lotCode: lotOf(receipt, at + 1, line.lotCode), expiresOn }
    await addToLot(tx, { ...lot, units: acceptedUnits + heldUnits, heldUnits })
  }
}

/** The lot that units of a receipt line are kept in. */
export function lotOf(receipt: string, lineNumber: number, code: string | null): string {
  return code ?? `${receipt}/${lineNumber}`
}

async function raiseLines(
  { tx }: CommandStep,
  order: OrderWithLines,
  { booked }: Booked,
): Promise<void> {
  for (const [lineNumber, parts] of Map.groupBy(booked, (line) => line.lineNumber)) {
    const line = order.lines.find((each) => each.lineNumber === lineNumber)
    if (line === undefined) throw new Error(`${order.number} has no line ${lineNumber}`)
    const units = parts.reduce((sum, part) => sum + part.acceptedUnits + part.heldUnits, 0)
    await raiseReceived(tx, line, units)
  }
}

async function write(
  step: CommandStep,
  order: OrderWithLines,
  receipt: { number: string; hash: string; request: Input; decision: Booked },
): Promise<void> {
  const { tx, person, now } = step
  const { number, hash, request, decision } = receipt
  const { booked, findings } = decision
  const spoilt = findings
    .filter(({ code }) => code === 'damaged' || code === 'expired')
    .map(({ sku, units }) => ({
      sku,
      units,
      lineNumber: order.lines.find((line) => line.sku === sku)?.lineNumber ?? 1,
    }))
  await writeReceipt(tx, {
    number,
    orderNumber: order.number,
    receivedOn: request.receivedOn,
    bookedAt: now,
    bookedBy: person.id,
    supplierCode: order.supplierCode,
    documentNumber: request.documentNumber,
    documentKey: comparableNumber(request.documentNumber),
    contentHash: hash,
    booked,
    findings,
    spoilt,
  })
  await stockUp(step, order, number, decision)
  crashpoint('receive_goods.after-stock')
  await raiseLines(step, order, decision)
  const detail = { receipt: number, document: request.documentNumber, booked, findings }
  if (booked.length > 0) {
    const taken = { revision: order.revision, voidsApprovals: false, state: decision.state }
    const moved = { order, command: 'receive' as const, actor: person.id, at: now, detail }
    await moveOrder(tx, { ...moved, step: { outcome: 'taken', ...taken } })
    return
  }
  // Nothing of it could be taken in: the order stands as it did, what was found is on record.
  const event = { at: now, actor: person.id, action: 'receipt.refused', subject: number }
  await appendAudit(tx, { ...event, detail: { order: order.number, ...detail } })
  await raiseDataVersion(tx)
}

/** What the books say of a receipt that was booked before with the same count. */
function bookedBefore({ number, bookedBy, bookedAt, paper }: ReceiptPaper, order: OrderWithLines) {
  return {
    order: order.number,
    receipt: number,
    document: paper,
    state: order.state,
    already: { by: bookedBy, at: bookedAt === null ? null : new Date(bookedAt).toISOString() },
    acceptedUnits: 0,
    heldUnits: 0,
    findings: [],
    inYard: [],
    matchedInvoices: [],
  }
}

/**
 * Books what came for an order: usable units on hand, held ones in quality hold, everything else as a finding. A paper
 * of a supplier is booked once, however its number is written; the same count again changes nothing.
 */
export const receiveGoods = defineCommand({
  name: 'receive_goods',
  title: 'Book goods in',
  input,
  key: (request) => `receive ${request.order} ${countHash(request)}`,
  async act(step, request) {
    const { tx, person, policy, asOf } = step
    const order = await orderOf(tx, request.order)
    const standing = await standingOf(tx, order)
    refuseWho(standing, step, request.revision)
    const hash = countHash(request)
    const papers = await receiptPapers(tx, order.supplierCode)
    const paper = standingPaper(papers, request)
    if (paper !== null && paper.contentHash === hash) return bookedBefore(paper, order)
    if (paper !== null) refuseOtherOrder(paper, order.number)
    const { locationCode } = order
    const own = await ownSkus(
      tx,
      order.supplierCode,
      request.lines.map(({ sku }) => sku),
    )
    const named = request.lines.map((line) => ({ ...line, sku: own.get(line.sku) ?? line.sku }))
    const skus = [...new Set(named.map(({ sku }) => sku))]
    const lines = withLots(named, await lotsAt(tx, locationCode, skus), order.number)
    const decision = judgeReceipt({
      policy,
      order: standing,
      actor: personActing(person),
      seenRevision: request.revision,
      ordered: order.lines,
      rules: await receiptRules(tx, skus),
      receipt: { ...request, lines },
      bookedNumbers: papers.filter(({ bookedAt }) => bookedAt !== null).map((each) => each.paper),
      today: asOf,
    })
    if (decision.outcome === 'refused') throw refusalError(decision, { order: order.number })
    await requireOneUnit(
      tx,
      locationCode,
      decision.booked.map(({ sku }) => sku),
    )
    const number = paper?.number ?? (await nextReceiptNumber(tx, asOf.slice(0, 4)))
    await write(step, order, { number, hash, request, decision })
    const total = (key: 'acceptedUnits' | 'heldUnits') =>
      decision.booked.reduce((sum, line) => sum + line[key], 0)
    return {
      order: order.number,
      receipt: number,
      document: request.documentNumber,
      state: decision.state,
      already: null,
      acceptedUnits: total('acceptedUnits'),
      heldUnits: total('heldUnits'),
      findings: decision.findings,
      inYard: (await yardReceipts(tx, order.number)).map((receipt) => receipt.number),
      matchedInvoices: await matchHeldInvoices(step, order.number),
    }
  },
})
