// What is not one click: two people, a typed total, a stand-in, an order that changed or is gone, a no, a question.
import { eq, sql } from 'drizzle-orm'
import { afterEach, expect, it, vi } from 'vitest'
import { approveOrder } from '#commands/approve-order.ts'
import { setDelegate } from '#commands/set-delegate.ts'
import { withdrawOrder } from '#commands/withdraw-order.ts'
import { expireOrder } from '#jobs/expire-approvals.ts'
import { orderDesk } from '#operations/order-desk.ts'
import { purchaseOrderLines, purchaseOrders } from '#store/schema-orders.ts'
import { submitOrder } from '#store/purchase-order-writes.ts'
import { asOf, card, hoursOn, noon, orderNow, signedIn, submitted } from '../commands/world.ts'
import { approvalsOf } from './approving.ts'
import {
  buttonsOf,
  cardShop,
  direct,
  leaveSlack,
  nowAt,
  said,
  seen,
  tom,
  whispered,
} from './card-shop.ts'
import { readable } from './loopback/read-page.ts'
import type { Message } from './loopback/types.ts'
import { crew, userOf, type SlackShop } from './world.ts'

// Each test is a shop, a Slack and a bot; on a busy machine a whole day of them takes its time.
vi.setConfig({ testTimeout: 120_000 })

let world: SlackShop
afterEach(() => world.close())

const waits = 'waits for a decision'

async function clicked(who: string, message: Message, name: string): Promise<void> {
  await world.slack.click(userOf(who), message, name)
  await world.settled()
}

/** Fills in the one input of the open modal and sends it; gives what the modal says then. */
async function sent(who: string, text: string): Promise<string> {
  const view = world.slack.view(userOf(who))
  const input = view?.blocks.find(({ type }) => type === 'input')?.block_id
  if (view === null || input === undefined) throw new Error(`${who} has no form open`)
  await world.slack.type(userOf(who), view, input, text)
  await world.slack.submit(userOf(who))
  await world.settled()
  return readable(world.slack.view(userOf(who))!)
}

const rich = (limit: number) =>
  [...crew, tom].map((each) =>
    each.role === 'approver' ? { ...each, approvalLimitMinor: limit } : each,
  )

it('above the amount the total is typed, and two people must say yes: the card says so to both', async () => {
  world = await cardShop('http', { rows: { people: rich(9_000_000) } })
  const order = await submitted(world.db, 7_000, { by: 'maya' })
  const [ines, tomsCard] = [await seen(world, 'ines', waits), await seen(world, 'tom', waits)]
  await clicked('ines', ines, 'approve_po')
  expect(await approvalsOf(world.db, order.number)).toBe(0)
  expect(await sent('ines', '1.00')).toContain('Type the total')
  expect(await approvalsOf(world.db, order.number)).toBe(0)
  await world.slack.dismiss('U_INES')
  await clicked('ines', ines, 'approve_po')
  expect(await sent('ines', '27,300.00')).toContain('It waits for one more person.')
  expect(world.jobs).toEqual([])
  await seen(world, 'tom', 'Ines said yes')
  expect(direct(world, 'maya')).toEqual([])
  expect(buttonsOf(nowAt(world, ines))).not.toContain('approve_po')
  await clicked('tom', tomsCard, 'approve_po')
  expect(await sent('tom', '27,300.00')).toContain('You approved')
  expect(world.jobs).toHaveLength(1)
  for (const who of ['ines', 'tom']) await seen(world, who, /Approved by Ines.*Tom/s)
})

it('what is no amount is told in the form at once', async () => {
  world = await cardShop('http', { rows: { people: rich(9_000_000) } })
  await submitted(world.db, 7_000, { by: 'maya' })
  await clicked('ines', await seen(world, 'ines', waits), 'approve_po')
  expect(await sent('ines', 'all of it')).toContain('Type the total as it is shown above.')
})

it('who stands in for a manager has a card, from the moment of the loan, and decides for them', async () => {
  world = await cardShop('http', {
    rows: { people: [...crew, { ...tom, approvalLimitMinor: 1_000 }] },
  })
  const { number } = await submitted(world.db, 60, { by: 'maya' })
  await seen(world, 'ines', waits)
  expect(direct(world, 'tom')).toEqual([])
  await signedIn(world.db, 'ines')(setDelegate, {
    person: 'ines',
    changeId: 'a-loan-of-ines-to-tom-01',
    seenDelegate: null,
    delegate: { person: 'tom', untilOn: '2026-12-01' },
    reason: 'a week at the sea',
  })
  const stands = await seen(world, 'tom', waits)
  await clicked('tom', stands, 'approve_po')
  expect(await orderNow(world.db, number)).toMatchObject({ state: 'approved' })
  await seen(world, 'ines', 'Approved by Tom')
})

it('an order that was taken back: its card says what changed and has no button, and the next revision has a card of its own', async () => {
  world = await cardShop('http')
  const order = await submitted(world.db, 60, { by: 'maya' })
  const { number } = order
  const stands = await seen(world, 'ines', waits)
  await signedIn(
    world.db,
    'maya',
    hoursOn(1),
  )(withdrawOrder, { order: number, revision: 1, reason: 'too many' })
  await seen(world, 'ines', 'it showed revision 1, the order is at revision 2')
  expect(buttonsOf(nowAt(world, stands))).toEqual([])
  await submitOrder(world.db, { number, revision: 2 }, { id: 'maya', at: hoursOn(2), asOf })
  const next = await seen(world, 'ines', `${number} ${waits}`)
  expect(next.ts).not.toBe(stands.ts)
  world.advance(3 * 3_600_000)
  // The button of the old card, clicked by somebody who still had it on the screen.
  await clicked('ines', stands, 'approve_po')
  expect(await approvalsOf(world.db, number)).toBe(0)
  expect(whispered(world, 'ines')).toContain('revision')
})

it('an order that is not as it was written is not approved: the card shows the difference instead', async () => {
  world = await cardShop('http')
  const { number } = await submitted(world.db, 60, { by: 'maya' })
  const stands = await seen(world, 'ines', waits)
  await world.db.execute(
    sql`update supplier_item set unit_price = '5.9' where supplier_code = 'ACME' and sku = 'MUG'`,
  )
  await clicked('ines', stands, 'approve_po')
  expect(await approvalsOf(world.db, number)).toBe(0)
  const now = nowAt(world, stands)
  expect(said(now)).toContain(`${number} was not approved`)
  expect(said(now)).toContain('The price of MUG is now 5.9')
  expect(buttonsOf(now)).not.toContain('approve_po')
  expect(whispered(world, 'ines')).toContain('not as it was')
})

it('a no has a reason, which its requester reads', async () => {
  world = await cardShop('http')
  const { number } = await submitted(world.db, 60, { by: 'maya' })
  const stands = await seen(world, 'ines', waits)
  await clicked('ines', stands, 'reject_po')
  expect(await sent('ines', '  no')).toContain('Say it in a few words.')
  expect(await orderNow(world.db, number)).toMatchObject({ state: 'submitted' })
  expect(await sent('ines', 'Half of it is enough')).toContain(`You rejected ${number}`)
  expect(await orderNow(world.db, number)).toMatchObject({ state: 'rejected' })
  await seen(world, 'ines', 'Rejected by Ines')
  expect(buttonsOf(nowAt(world, stands))).toEqual([])
  expect(said(await seen(world, 'maya', 'was rejected by Ines'))).toContain('Half of it is enough')
  expect(direct(world, 'maya')).toHaveLength(1)
})

it('a question goes to the requester, the answer back to who asked, and both stand in the history', async () => {
  world = await cardShop('http')
  const { number } = await submitted(world.db, 60, { by: 'maya' })
  const stands = await seen(world, 'ines', waits)
  await clicked('ines', stands, 'ask_requester')
  await sent('ines', 'Why 60 and not 48?')
  const question = await seen(world, 'maya', 'Ines asks about')
  expect(buttonsOf(question)).toEqual(['reply_question', 'open_order'])
  await clicked('maya', question, 'reply_question')
  await sent('maya', 'The fair is in May <!channel>')
  const answer = await seen(world, 'ines', 'Maya answers about')
  expect(answer.links.broadcasts).toEqual([])
  expect(await orderNow(world.db, number)).toMatchObject({ state: 'submitted', revision: 1 })
  const { history } = await orderDesk(world.db, number, { personId: 'maya', now: noon, asOf })
  expect(history.slice(-2).map(({ who, action }) => [who, action])).toEqual([
    ['Ines', 'comment'],
    ['Maya', 'comment'],
  ])
  expect(buttonsOf(nowAt(world, stands))).toContain('approve_po')
})

it('a question to somebody who is not in Slack says so', async () => {
  world = await cardShop('http')
  await submitted(world.db, 60, { by: 'maya' })
  const stands = await seen(world, 'ines', waits)
  await leaveSlack(world, 'maya')
  await clicked('ines', stands, 'ask_requester')
  expect(await sent('ines', 'Why so many?')).toContain('Maya is not in this workspace with me')
})

it('the card of an order that was deleted says so, and its button does nothing', async () => {
  world = await cardShop('http')
  const { number } = await submitted(world.db, 60, { by: 'maya' })
  const stands = await seen(world, 'ines', waits)
  await world.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.delete(purchaseOrderLines).where(eq(purchaseOrderLines.orderNumber, number))
    await tx.delete(purchaseOrders).where(eq(purchaseOrders.number, number))
  })
  await clicked('ines', stands, 'approve_po')
  expect(said(nowAt(world, stands))).toContain('not in the books any more')
  expect(buttonsOf(nowAt(world, stands))).toEqual([])
  expect(whispered(world, 'ines')).toContain('There is no order')
})

it('an approval that expired is on the card, and its requester is told', async () => {
  world = await cardShop('http')
  const order = await submitted(world.db, 60, { by: 'maya' })
  await seen(world, 'ines', waits)
  await signedIn(world.db, 'tom', hoursOn(1))(approveOrder, card(order))
  await seen(world, 'ines', 'Approved by Tom')
  const approved = await orderNow(world.db, order.number)
  await world.db.transaction((tx) => expireOrder(tx, approved, hoursOn(24 * 30)))
  await seen(world, 'ines', 'The approval expired')
  await seen(world, 'maya', 'its approval expired')
})
