// The reference model's commands on a real database, through every door that the program has: tools' writes, people's
// commands and jobs. What a command comes to is compared at once, the books and the audit after each sequence.
import { inArray } from 'drizzle-orm'
import { acknowledgeOrder } from '#commands/acknowledge-order.ts'
import { approveOrder } from '#commands/approve-order.ts'
import { cancelOrder } from '#commands/cancel-order.ts'
import { closeOrder } from '#commands/close-order.ts'
import type { Command } from '#commands/command.ts'
import { receiveGoods } from '#commands/receive-goods.ts'
import { rejectOrder } from '#commands/reject-order.ts'
import { reopenOrder } from '#commands/reopen-order.ts'
import { resolveDelivery } from '#commands/resolve-delivery.ts'
import { runCommand } from '#commands/command.ts'
import { sendOrder } from '#commands/send-order.ts'
import { withdrawOrder } from '#commands/withdraw-order.ts'
import { expireApprovals } from '#jobs/expire-approvals.ts'
import { sendMessage } from '#jobs/send-message.ts'
import { submitForApproval } from '#operations/submit-order.ts'
import { mayDraft } from '#purchasing/approval.ts'
import { lapsedApprovalAt } from '#purchasing/lapsed-approval.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { OpenDatabase } from '#store/database.ts'
import { givenApprovals } from '#store/order-approvals.ts'
import { messageById, messageName } from '#store/order-messages.ts'
import { draftOrders, reviseOrder } from '#store/purchase-order-writes.ts'
import type { WantedOrder } from '#store/purchase-order-writes.ts'
import { purchasingPolicies } from '#store/schema-decisions.ts'
import { auditEntries } from '#store/schema-records.ts'
import { items, supplierItems, suppliers } from '#store/schema.ts'
import { writeShopSettings } from '#store/settings.ts'
import { writeShop } from '#store/shop-write.ts'
import type { Sink } from '../dispatch/smtp-sink.ts'
import { smtpSink } from '../dispatch/smtp-sink.ts'
import { acme, jobAt, mailTo } from '../jobs/mail-world.ts'
import { modelPeople, modelStart, supplierOf, unitMinor } from '../purchasing/model.ts'
import type { ModelAudit, ModelCommand } from '../purchasing/model.ts'
import { modelPolicy } from '../purchasing/pure-shop.ts'
import { item, smallShop, supplierItem } from '../store/small-shop.ts'
import { orderNow } from './world.ts'

/** A database with the model's people and policy, and two mail servers: one takes every mail, one falls silent. */
export type ModelBooks = {
  open: OpenDatabase
  takes: Sink
  drops: Sink
  sequenceCount: number
  startMs: number
}

/** One sequence's part of the books: its own suppliers and items, and the numbers that its orders were given. */
export type SequenceShop = {
  books: ModelBooks
  name: string
  numbers: Map<string, string>
  /** What stood on the cards that were clicked, by the key of the click: a click that comes twice is the same one. */
  cards: Map<string, object>
  hour: number
}

/** What a command came to: whether it changed anything, which of the sequence's orders a job expired, or why not. */
export type Came = { changed: boolean; expired: string[]; refusal: string | null }

export async function openModelBooks(open: OpenDatabase): Promise<ModelBooks> {
  const people = modelPeople.map(({ id, role, limitMinor }) => ({
    id,
    name: id,
    email: `${id}@shop.example`,
    role,
    approvalLimitMinor: limitMinor,
  }))
  await writeShop(open.db, smallShop({ people }))
  await writeShopSettings(open.db, {
    name: 'Model shop',
    baseCurrency: 'GBP',
    timeZone: 'UTC',
    demoAsOf: null,
  })
  await open.db
    .insert(purchasingPolicies)
    .values({ policy: modelPolicy, setBy: 'ada', setAt: '2026-01-01T00:00:00Z', reason: 'a test' })
  const [takes, drops] = [await smtpSink(), await smtpSink({ body: 'drop' })]
  return { open, takes, drops, sequenceCount: 0, startMs: Date.parse(modelStart) }
}

export async function closeModelBooks({ open, takes, drops }: ModelBooks): Promise<void> {
  await Promise.all([takes.close(), drops.close()])
  await open.close()
}

const orders = ['A1', 'A2', 'A3', 'B1']

/** Opens the next sequence: nothing of it meets what another one left. */
export async function openSequence(books: ModelBooks): Promise<SequenceShop> {
  books.sequenceCount += 1
  const shop = {
    books,
    name: `Q${books.sequenceCount}`,
    numbers: new Map(),
    cards: new Map(),
    hour: 0,
  }
  const codes = [...new Set(orders.map((order) => codeOf(shop, order)))]
  const { db } = books.open
  await db.insert(suppliers).values(codes.map((code) => acme({ code, name: code })))
  await db.insert(items).values(orders.map((order) => item(skuOf(shop, order), order)))
  await db.insert(supplierItems).values(
    orders.map((order) =>
      supplierItem(codeOf(shop, order), skuOf(shop, order), 1, {
        unitPrice: (unitMinor / 100).toFixed(2),
        moqUnits: 1,
        orderMultipleUnits: 1,
      }),
    ),
  )
  return shop
}

/** Ends a sequence: what is still approved expires, and the next one starts on a midnight well after. */
export async function closeSequence(shop: SequenceShop): Promise<void> {
  const { books } = shop
  const dayMs = 86_400_000
  shop.hour += 100
  await expireApprovals(jobsOf(shop, books.takes))
  const endMs = Date.parse(instantOf(shop))
  books.startMs = (Math.floor(endMs / dayMs) + 20) * dayMs
}

const codeOf = ({ name }: Pick<SequenceShop, 'name'>, order: string) =>
  `${name}-${supplierOf(order)}`
const skuOf = ({ name }: Pick<SequenceShop, 'name'>, order: string) => `${name}-${order}`
const instantOf = ({ books, hour }: SequenceShop) =>
  new Date(books.startMs + hour * 3_600_000).toISOString()
const dayOf = (shop: SequenceShop) => instantOf(shop).slice(0, 10)

const jobsOf = (shop: SequenceShop, mail: Sink) => ({
  ...jobAt(shop.books.open, mailTo(mail.port), instantOf(shop)),
  asOf: () => Promise.resolve(dayOf(shop)),
})

function wanted(
  shop: SequenceShop,
  { order, units }: { order: string; units: number },
): WantedOrder {
  const line = {
    lineNumber: 1,
    sku: skuOf(shop, order),
    units,
    unitPrice: (unitMinor / 100).toFixed(6),
    expectedOn: null,
  }
  const content = {
    supplierCode: codeOf(shop, order),
    locationCode: 'LDS',
    currency: 'GBP',
    expectedOn: null,
    lines: [line],
  }
  return { content, rateToBase: '1', planRunId: null, recommendationIds: {} }
}

const author = (shop: SequenceShop, id: string) => ({ id, at: instantOf(shop), asOf: dayOf(shop) })

/** A person's click, with the key that the command makes of it. */
async function click(
  shop: SequenceShop,
  command: Pick<ModelCommand, 'by'>,
  what: Command | Command<never>,
  input: unknown,
): Promise<boolean> {
  const { again, result } = await runCommand(what as Command, input, {
    db: shop.books.open.db,
    personId: command.by,
    now: instantOf(shop),
    asOf: dayOf(shop),
    enqueue: () => Promise.resolve(),
  })
  const already = (result as { already?: unknown } | null)?.already
  return !again && (already === undefined || already === null)
}

const reasoned: Partial<Record<ModelCommand['do'], Command | Command<never>>> = {
  withdraw: withdrawOrder as Command,
  reject: rejectOrder as Command,
  reopen: reopenOrder as Command,
  cancel: cancelOrder as Command,
  close: closeOrder as Command,
}

/** What tools write in a person's name, and people through them. */
async function prepare(shop: SequenceShop, command: ModelCommand, number: string | undefined) {
  const { db } = shop.books.open
  const by = author(shop, command.by)
  if (!mayDraft(modelPeople.find(({ id }) => id === command.by)!.role)) return false
  if (command.do === 'draft') {
    const [made] = await draftOrders(db, [wanted(shop, command)], by)
    if (made!.created) shop.numbers.set(command.order, made!.number)
    return made!.created
  }
  if (number === undefined) return false
  const { revision } = command
  if (command.do === 'revise') {
    const change = { number, revision, wanted: wanted(shop, command) }
    return !(await reviseOrder(db, change, by)).again
  }
  return (await submitForApproval(db, { number, revision }, by)).submitted
}

/** What the mail job makes of the order's message; a person asks for it again where it was refused. */
async function dispatch(shop: SequenceShop, command: ModelCommand, number: string): Promise<Came> {
  const id = messageName(number, command.revision, 'order')
  const attempt = (await messageById(shop.books.open.db, id))?.attemptCount ?? 0
  const seen = { order: number, revision: command.revision, attempt }
  if (command.via === 'person' && !(await click(shop, command, sendOrder, seen))) return unchanged
  const { takes, drops } = shop.books
  const mail = command.do === 'send' ? takes : drops
  const sent = await sendMessage(jobsOf(shop, mail), id)
  const { state } = await orderNow(shop.books.open.db, number)
  const expired = sent === 'withdrawn' && state === 'expired' ? [command.order] : []
  return {
    changed: ['accepted', 'unknown'].includes(sent) || expired.length > 0,
    expired,
    refusal: sent,
  }
}

const unchanged: Came = { changed: false, expired: [], refusal: null }

/** What the page of an order binds a click on "approve" to. */
async function cardOf(shop: SequenceShop, personId: string, number: string): Promise<object> {
  const { db } = shop.books.open
  const order = await orderNow(db, number)
  const given = await givenApprovals(db, number)
  const facts = { order, given, policy: modelPolicy, now: instantOf(shop) }
  const lastApprovedAt = lapsedApprovalAt(facts, personId)
  return {
    contentHash: order.contentHash,
    typedAmountMinor: null,
    ...(lastApprovedAt !== null && { lastApprovedAt }),
  }
}

async function decide(shop: SequenceShop, command: ModelCommand, number: string): Promise<boolean> {
  const { db } = shop.books.open
  const seen = { order: number, revision: command.revision }
  const step = reasoned[command.do]
  if (step !== undefined)
    return click(shop, command, step, { ...seen, reason: 'as the model says' })
  if (command.do === 'approve') {
    const shown = shop.cards.get(command.key) ?? (await cardOf(shop, command.by, number))
    const changed = await click(shop, command, approveOrder, { ...seen, ...shown })
    // A click that did nothing is not made again as it was: the person looks at the order once more.
    if (changed) shop.cards.set(command.key, shown)
    return changed
  }
  if (command.do === 'acknowledge') {
    const said = { acknowledgedAs: null, confirmedForOn: null }
    return click(shop, command, acknowledgeOrder, { ...seen, ...said })
  }
  if (command.do === 'receive') {
    return click(shop, command, receiveGoods, {
      ...seen,
      documentNumber: command.key,
      receivedOn: dayOf(shop),
      lines: [{ sku: skuOf(shop, command.order), countedUnits: command.units }],
    })
  }
  if (command.do !== 'resolve_delivery') return false
  const message = await messageById(db, messageName(number, command.revision, 'order'))
  return click(shop, command, resolveDelivery, {
    ...seen,
    attempt: message?.attemptCount ?? 0,
    delivered: command.delivered,
    reason: 'they looked',
  })
}

async function through(shop: SequenceShop, command: ModelCommand): Promise<Came> {
  const number = shop.numbers.get(command.order)
  if (['draft', 'revise', 'submit'].includes(command.do)) {
    if (command.via === 'job') return unchanged
    return { changed: await prepare(shop, command, number), expired: [], refusal: null }
  }
  if (command.do === 'expire') {
    if (command.via !== 'job') return unchanged
    const gone = new Set(await expireApprovals(jobsOf(shop, shop.books.takes)))
    const expired = orders.filter((order) => gone.has(shop.numbers.get(order) ?? ''))
    return { changed: expired.length > 0, expired, refusal: null }
  }
  if (number === undefined) return unchanged
  if (command.do === 'send' || command.do === 'mark_delivery_unknown') {
    return command.via === 'tool' ? unchanged : dispatch(shop, command, number)
  }
  // No tool and no job has a door to anything else.
  if (command.via !== 'person') return unchanged
  return { changed: await decide(shop, command, number), expired: [], refusal: null }
}

/** Does one command in the books. A refusal changes nothing; any other error is a defect. */
export async function actInBooks(shop: SequenceShop, command: ModelCommand): Promise<Came> {
  shop.hour += command.waitHours
  try {
    return await through(shop, command)
  } catch (error) {
    if (error instanceof QuartermasterError) return { ...unchanged, refusal: error.message }
    throw error
  }
}

/** The orders of a sequence as they stand in the books, by the names that the model has for them. */
export async function standingIn(shop: SequenceShop) {
  const found = []
  for (const [name, number] of shop.numbers) {
    const { state, revision, lines } = await orderNow(shop.books.open.db, number)
    const receivedUnits = lines.reduce((sum, line) => sum + line.receivedUnits, 0)
    found.push({ number: name, state, revision, receivedUnits })
  }
  return found.toSorted((a, b) => a.number.localeCompare(b.number))
}

/** The audit of a sequence's orders, order by order. */
export async function auditIn(shop: SequenceShop): Promise<ModelAudit[]> {
  const names = new Map([...shop.numbers].map(([name, number]) => [number, name]))
  if (names.size === 0) return []
  const rows = await shop.books.open.db
    .select()
    .from(auditEntries)
    .where(inArray(auditEntries.subject, [...names.keys()]))
    .orderBy(auditEntries.sequence)
  const steps = rows.filter(({ action }) => action.startsWith('order.'))
  return steps
    .map(({ actor, action, subject, detail }) => {
      const { from, to, revision } = detail as Pick<ModelAudit, 'from' | 'to' | 'revision'>
      const order = names.get(subject)!
      return { by: actor, action, order, from: from ?? null, to, revision }
    })
    .toSorted((a, b) => a.order.localeCompare(b.order))
}
