// What every case of the crash matrix starts from: an item, a supplier and a person of its own, and an order that stands
// somewhere in its life. Everything through the program's own doors.
import { approveOrder } from '#commands/approve-order.ts'
import { rejectOrder } from '#commands/reject-order.ts'
import { sendMessage } from '#jobs/send-message.ts'
import type { Database, OpenDatabase } from '#store/database.ts'
import type { Enqueue } from '#store/job-queue.ts'
import { messageName } from '#store/order-messages.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { planningPolicyKey, writeSetting } from '#store/settings.ts'
import { delivery, receive } from '../commands/delivery-world.ts'
import { card, hoursOn, orderNow, signedIn, staff, submitted } from '../commands/world.ts'
import { smtpSink } from '../dispatch/smtp-sink.ts'
import type { Script } from '../dispatch/smtp-sink.ts'
import { acme, jobAt, mailTo, openMailShop } from '../jobs/mail-world.ts'
import { item, supplier, supplierItem } from '../store/small-shop.ts'

/** One place to die at, and what of the shop belongs to it alone: what one leaves is in no other's way. */
export type Scene = {
  open: OpenDatabase
  db: Database
  enqueue: Enqueue
  sku: string
  supplier: string
  person: string
  /** The number of the scene, for papers and forms. */
  at: number
}

const named = (at: number) => ({ sku: `PART-${at}`, supplier: `SUP-${at}`, person: `P-${at}` })

/** The scene of a number in an open shop. */
export function sceneOf(open: OpenDatabase, enqueue: Enqueue, at: number): Scene {
  return { open, db: open.db, enqueue, at, ...named(at) }
}

export const phoneOnRecord = '+44 113 496 0000'
/** What a person may approve who stands for the many orders of a whole run: its limit is not what is tried here. */
const amplyMinor = 900_000_000

/** A shop with so many scenes, whose planning policy was set before. */
export async function openScenes(db: Database, count: number): Promise<void> {
  const scenes = Array.from({ length: count }, (_, at) => named(at))
  const skus = ['MUG', 'TEA', ...scenes.map(({ sku }) => sku)]
  const person = staff[2]!
  await writeSetting(db, planningPolicyKey, {})
  await openMailShop(db, {
    people: [
      ...staff.map((each) =>
        each.role === 'approver' ? { ...each, approvalLimitMinor: amplyMinor } : each,
      ),
      ...scenes.map(({ person: id }) => ({
        ...person,
        id,
        name: id,
        email: `${id}@shop.example`,
        approvalLimitMinor: 100_000,
      })),
    ],
    items: skus.map((sku) => item(sku, sku)),
    suppliers: [
      acme(),
      supplier('NORD', 'Nordwind', 'EUR'),
      ...scenes.map(({ supplier: code }) => ({
        ...supplier(code, code, 'GBP'),
        email: `orders@${code.toLowerCase()}.example`,
        phone: phoneOnRecord,
        bankAccount: '20-00-00 55779911',
      })),
    ],
    supplierItems: skus.map((sku) => supplierItem('ACME', sku, 1)),
    priceBreaks: [],
  })
}

/** A form of a page: one id, one effect. */
export const form = ({ at }: Scene, use: string) => `form-${use}-${at}`.padEnd(24, '-')

export const because = 'a power cut is near'

export const reasoned = ({ number, revision }: OrderWithLines) => ({
  order: number,
  revision,
  reason: because,
})

export const handedIn = ({ db, sku }: Scene, hours = 0) =>
  submitted(db, 12, { sku, at: hoursOn(hours) })

export async function rejected(scene: Scene): Promise<OrderWithLines> {
  const order = await handedIn(scene)
  await signedIn(scene.db, 'tom')(rejectOrder, reasoned(order))
  return orderNow(scene.db, order.number)
}

/** Approved so many hours after noon; its message waits. */
export async function approvedAt(scene: Scene, hours = 0): Promise<OrderWithLines> {
  const order = await handedIn(scene, hours)
  await signedIn(scene.db, 'tom', hoursOn(hours))(approveOrder, card(order))
  return orderNow(scene.db, order.number)
}

/** Approved, and tried once at a mail server that answers as the script says: taken over, refused or perhaps delivered. */
export async function mailed(
  scene: Scene,
  script: Script = {},
  hours = 0,
): Promise<OrderWithLines> {
  const { number, revision } = await approvedAt(scene, hours)
  const sink = await smtpSink(script)
  const job = jobAt(scene.open, mailTo(sink.port), hoursOn(hours))
  await sendMessage(job, messageName(number, revision, 'order'))
  await sink.close()
  return orderNow(scene.db, number)
}

export const noSuchBox: Script = { rcpt: '550 5.1.1 no such box' }
export const cutOff: Script = { body: 'drop' }

/** The delivery note of everything that an order asks for. */
export function note(order: OrderWithLines, { held = false } = {}) {
  const lines = order.lines.map(({ sku, orderedUnits }) => ({
    sku,
    countedUnits: orderedUnits,
    held,
  }))
  return delivery(order, lines, { documentNumber: `DN ${order.number}` })
}

/** Mailed and come, all of it; or come and held back. */
export async function received(scene: Scene, { held = false } = {}): Promise<OrderWithLines> {
  const order = await mailed(scene)
  const { lines, ...changes } = note(order, { held })
  await receive(scene.db, order, lines, changes)
  return orderNow(scene.db, order.number)
}
