import { z } from 'zod'
import { standingOf } from '#operations/order-standing.ts'
import { refusalError, refused } from '#purchasing/refusal.ts'
import { QuartermasterError } from '#root/errors.ts'
import { appendAudit } from '#store/audit.ts'
import { raiseDataVersion } from '#store/data-version.ts'
import { addSettlement, holdOf } from '#store/quality-holds.ts'
import type { OpenHold } from '#store/quality-holds.ts'
import { addToLot, lotsAt, takeFromHold, takeFromLotHold } from '#store/stock-moves.ts'
import { defineCommand } from './command.ts'
import type { CommandStep } from './command.ts'
import { day, lotCode, reason } from './fields.ts'
import { matchHeldInvoices } from './invoice-matching.ts'
import { orderOf } from './order-of.ts'
import { lotOf } from './receive-goods.ts'
import { requireRole } from './role.ts'

const keepers = ['warehouse', 'administrator'] as const

const input = z.strictObject({
  receipt: z.string().trim().min(1, 'name the receipt').max(64),
  line: z.number().int().min(1),
  units: z.number().int('settle whole units').min(1, 'settle at least one unit'),
  /** What was held of the line when the person looked. */
  openUnits: z.number().int().min(0),
  reason,
})
const releasing = input.extend({
  /** The lot and the date that were missing at the door; null = as the receipt says. */
  lotCode: lotCode.nullable().default(null),
  expiresOn: day.nullable().default(null),
})

type Settling = z.output<typeof input>

const no = (sentence: string, repair: string) =>
  refusalError(refused('impossible_receipt', sentence, repair))

async function holdToSettle(step: CommandStep, request: Settling): Promise<OpenHold> {
  const { tx, person } = step
  requireRole(person, keepers, 'settle what is held')
  const hold = await holdOf(tx, request.receipt, request.line)
  if (hold === null) {
    throw new QuartermasterError(
      'not_found',
      `Line ${request.line} of receipt "${request.receipt}" held nothing.`,
      'Open Receiving to see what is held.',
    )
  }
  const { approvedBy } = await standingOf(tx, await orderOf(tx, hold.orderNumber))
  if (approvedBy.includes(person.id)) {
    throw refusalError(
      refused(
        'approver_receives',
        `${person.name} approved ${hold.orderNumber}, so somebody else settles its held goods.`,
        'Ask another person of the warehouse.',
      ),
    )
  }
  if (hold.openUnits !== request.openUnits) {
    throw refusalError(
      refused(
        'changed_since_shown',
        `Of ${hold.sku} on ${hold.receiptNumber} ${hold.openUnits} are held, not ${request.openUnits}: somebody settled some since it was shown.`,
        'Look at what is held now and settle that.',
      ),
    )
  }
  if (request.units <= hold.openUnits) return hold
  throw no(
    `Only ${hold.openUnits} of ${hold.sku} are held on ${hold.receiptNumber}, not ${request.units}.`,
    'Settle no more than is held.',
  )
}

/** Writes what became of the units, and takes them out of what the stock record holds back. */
async function settle(
  step: CommandStep,
  hold: OpenHold,
  request: Settling,
  outcome: 'released' | 'scrapped',
  detail: Record<string, unknown>,
) {
  const { tx, person, now, asOf } = step
  const { receiptNumber, lineNumber } = hold
  const { units, reason: why } = request
  const settlement = { receiptNumber, lineNumber, outcome, units, reason: why }
  await addSettlement(tx, { ...settlement, settledOn: asOf, settledBy: person.id, settledAt: now })
  const stockUnits = await takeFromHold(tx, hold, units, outcome)
  await appendAudit(tx, {
    at: now,
    actor: person.id,
    action: outcome === 'released' ? 'hold.release' : 'hold.scrap',
    subject: receiptNumber,
    detail: { ...settlement, sku: hold.sku, order: hold.orderNumber, stockUnits, ...detail },
  })
  await raiseDataVersion(tx)
  return {
    receipt: receiptNumber,
    line: lineNumber,
    outcome,
    units,
    openUnits: hold.openUnits - units,
    /** Fewer than `units` when the stock was counted since: the count knows of the rest. */
    stockUnits,
    matchedInvoices: await matchHeldInvoices(step, hold.orderNumber),
  }
}

/** The lot and date that the units go into stock with. Throws 'conflict' while one that the item needs is missing. */
function labelOf(hold: OpenHold, given: { lotCode: string | null; expiresOn: string | null }) {
  if (hold.lotCode !== null && given.lotCode !== null && given.lotCode !== hold.lotCode) {
    throw no(
      `${hold.receiptNumber} has lot ${hold.lotCode} of ${hold.sku}, not ${given.lotCode}.`,
      'Leave the lot out, or scrap what is of another lot.',
    )
  }
  const label = {
    lotCode: hold.lotCode ?? given.lotCode,
    expiresOn: hold.expiresOn ?? given.expiresOn,
  }
  if (hold.lotTracked && label.lotCode === null) {
    throw no(`${hold.sku} is tracked by lot, and its lot is not known.`, 'Give the lot code.')
  }
  if (hold.expires && label.expiresOn === null) {
    throw no(`${hold.sku} expires, and nobody knows when.`, 'Give the date on the label.')
  }
  return label
}

async function intoLot(
  { tx }: CommandStep,
  hold: OpenHold,
  units: number,
  label: ReturnType<typeof labelOf>,
): Promise<void> {
  const { sku, locationCode, receiptNumber, lineNumber } = hold
  const kept = hold.lotCode !== null || hold.expiresOn !== null
  if (!kept && label.lotCode === null && label.expiresOn === null) return
  const code = lotOf(receiptNumber, lineNumber, label.lotCode)
  const lots = await lotsAt(tx, locationCode, [sku])
  const lot = lots.find((each) => each.lotCode === code)
  if (lot?.onHold === true) {
    throw no(
      `Lot ${code} of ${sku} is held as a whole.`,
      'Free the lot in stock_lots.csv first; then release its units.',
    )
  }
  if (lot?.expiresOn && label.expiresOn !== null && lot.expiresOn !== label.expiresOn) {
    throw no(
      `Lot ${code} of ${sku} is in the books as best before ${lot.expiresOn}, not ${label.expiresOn}.`,
      'Read the label again; a lot has one date.',
    )
  }
  const place = { sku, locationCode, lotCode: code, expiresOn: label.expiresOn }
  if (!kept) await addToLot(tx, { ...place, units, heldUnits: 0 })
  else if (hold.lotCode === null && label.lotCode !== null) await moveLot(tx, hold, units, place)
  else {
    await addToLot(tx, { ...place, units: 0, heldUnits: 0 })
    await takeFromLotHold(tx, place, units, 'released')
  }
}

/** Units that were kept under the number of the receipt go into the lot that is known now. */
async function moveLot(
  tx: CommandStep['tx'],
  { sku, locationCode, receiptNumber, lineNumber }: OpenHold,
  units: number,
  to: { sku: string; locationCode: string; lotCode: string; expiresOn: string | null },
): Promise<void> {
  const from = { sku, locationCode, lotCode: lotOf(receiptNumber, lineNumber, null) }
  await takeFromLotHold(tx, from, units, 'scrapped')
  await addToLot(tx, { ...to, units, heldUnits: 0 })
}

/** Lets held units into stock: they can be used and billed from now on, and the lead time ends on this day. */
export const releaseHold = defineCommand({
  name: 'release_hold',
  title: 'Release held goods',
  input: releasing,
  key: ({ receipt, line, openUnits }) => `release ${receipt} line ${line} of ${openUnits}`,
  async act(step, request) {
    const hold = await holdToSettle(step, request)
    const label = labelOf(hold, request)
    if (label.expiresOn !== null && label.expiresOn <= step.asOf) {
      throw no(
        `${hold.sku} on ${hold.receiptNumber} expired on ${label.expiresOn}.`,
        'Scrap it; what has expired is not released.',
      )
    }
    await intoLot(step, hold, request.units, label)
    return settle(step, hold, request, 'released', label)
  },
})

/** Takes held units out of stock for good: they count as damaged, and are neither used nor billed. */
export const scrapHold = defineCommand({
  name: 'scrap_hold',
  title: 'Scrap held goods',
  input,
  key: ({ receipt, line, openUnits }) => `scrap ${receipt} line ${line} of ${openUnits}`,
  async act(step, request) {
    const hold = await holdToSettle(step, request)
    const { sku, locationCode, receiptNumber, lineNumber, lotCode: code, expiresOn } = hold
    if (code !== null || expiresOn !== null) {
      const lot = { sku, locationCode, lotCode: lotOf(receiptNumber, lineNumber, code) }
      await takeFromLotHold(step.tx, lot, request.units, 'scrapped')
    }
    return settle(step, hold, request, 'scrapped', {})
  },
})
