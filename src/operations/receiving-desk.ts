// What the warehouse looks at: orders whose goods may come, one delivery to book, and what is held back.
import { liveStates, lifeCycle } from '#purchasing/life-cycle.ts'
import type { OrderState } from '#purchasing/life-cycle.ts'
import { judgeStep } from '#purchasing/order-step.ts'
import type { Refusal } from '#purchasing/refusal.ts'
import type { Database } from '#store/database.ts'
import { receiptRules, receiptsOf, yardReceipts } from '#store/goods-receipts.ts'
import type { ReceiptWithLines } from '#store/goods-receipts.ts'
import { landedCosts } from '#store/landed-costs.ts'
import type { LandedOrder } from '#store/landed-costs.ts'
import { personById } from '#store/people.ts'
import { ordersToReceive, purchaseOrder } from '#store/purchase-orders.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { openHolds } from '#store/quality-holds.ts'
import type { OpenHold } from '#store/quality-holds.ts'
import { suppliersByCode } from '#store/suppliers.ts'
import { noSuchOrder } from './approval-facts.ts'
import { standingOf } from './order-standing.ts'

/** Who looks, and the shop's day. */
type Seat = { personId: string; asOf: string }

export type ExpectedOrder = {
  number: string
  state: OrderState
  supplierName: string
  locationCode: string
  expectedOn: string | null
  late: boolean
  lineCount: number
  openUnits: number
}

export type ReceivingDesk = {
  asOf: string
  orders: ExpectedOrder[]
  moreCount: number
  holds: OpenHold[]
  /** Whether the person may book goods and settle holds, orders they approved apart. */
  mayReceive: boolean
}

export type DeliveryLine = {
  lineNumber: number
  sku: string
  name: string
  orderedUnits: number
  receivedUnits: number
  openUnits: number
  lotTracked: boolean
  expires: boolean
}

export type DeliveryDesk = {
  asOf: string
  number: string
  revision: number
  state: OrderState
  supplierName: string
  locationCode: string
  lines: DeliveryLine[]
  /** Unbooked receipts that stand in the yard. */
  inYard: string[]
  receipts: ReceiptWithLines[]
  baseCurrency: string
  /** What it cost so far, as invoiced; null while no invoice counts. */
  landed: LandedOrder | null
  /** Why the person can not book goods on it now; null = may. */
  barred: Refusal | null
}

const shownOrders = 100
const shownHolds = 100
const receivable = liveStates.filter((state) => lifeCycle.receive.moves[state] !== undefined)

const openUnits = ({ lines }: OrderWithLines) =>
  lines.reduce((sum, line) => sum + Math.max(0, line.orderedUnits - line.receivedUnits), 0)
const expectedOn = (order: OrderWithLines) => order.confirmedForOn ?? order.expectedOn

/** Orders that suppliers have and that are not complete, the one due first first, and what is held. */
export async function receivingDesk(
  db: Database,
  { personId, asOf }: Seat,
): Promise<ReceivingDesk> {
  const person = await personById(db, personId)
  const { orders, count } = await ordersToReceive(db, receivable, shownOrders)
  const suppliers = await suppliersByCode(
    db,
    orders.map(({ supplierCode }) => supplierCode),
  )
  return {
    asOf,
    orders: orders.map((order) => ({
      number: order.number,
      state: order.state,
      supplierName: suppliers.get(order.supplierCode)?.name ?? order.supplierCode,
      locationCode: order.locationCode,
      expectedOn: expectedOn(order),
      late: (expectedOn(order) ?? asOf) < asOf,
      lineCount: order.lines.length,
      openUnits: openUnits(order),
    })),
    moreCount: count - orders.length,
    holds: await openHolds(db, shownHolds),
    mayReceive: person !== null && lifeCycle.receive.roles.includes(person.role),
  }
}

/** One order as its goods are booked. Throws 'not_found'. */
export async function deliveryDesk(
  db: Database,
  number: string,
  { personId, asOf }: Seat,
): Promise<DeliveryDesk> {
  const order = await purchaseOrder(db, number)
  if (order === null) throw noSuchOrder(number)
  const rules = await receiptRules(
    db,
    order.lines.map(({ sku }) => sku),
  )
  const suppliers = await suppliersByCode(db, [order.supplierCode])
  const person = await personById(db, personId)
  const { role, active } = person ?? { role: 'buyer' as const, active: false }
  const actor = { kind: 'person' as const, id: personId, role, active }
  const step = { command: 'receive', complete: true } as const
  const judged = judgeStep(await standingOf(db, order), step, actor, order.revision)
  const { baseCurrency } = await purchasingPolicy(db)
  const [landed = null] = await landedCosts(db, baseCurrency, { orderNumber: number })
  return {
    asOf,
    number,
    revision: order.revision,
    state: order.state,
    supplierName: suppliers.get(order.supplierCode)?.name ?? order.supplierCode,
    locationCode: order.locationCode,
    lines: order.lines.map(({ lineNumber, sku, name, orderedUnits, receivedUnits }) => {
      const rule = rules.find((each) => each.sku === sku)
      return {
        lineNumber,
        sku,
        name,
        orderedUnits,
        receivedUnits,
        openUnits: Math.max(0, orderedUnits - receivedUnits),
        lotTracked: rule?.lotTracked ?? false,
        expires: rule?.expires ?? false,
      }
    }),
    inYard: (await yardReceipts(db, number)).map((receipt) => receipt.number),
    receipts: await receiptsOf(db, number),
    baseCurrency,
    landed,
    barred: judged.outcome === 'refused' ? judged : null,
  }
}
