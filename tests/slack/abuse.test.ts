// Signed, replayed, doubled and forged clicks on one approval, byte by byte as a file of attacks has them.
import { existsSync, readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database, OpenDatabase } from '#store/database.ts'
import { reviseOrder, submitOrder } from '#store/purchase-order-writes.ts'
import { people } from '#store/schema-people.ts'
import { purchaseOrderLines } from '#store/schema-orders.ts'
import { orderNow } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { approvalsOf, cardStands, submittedAs, wanted } from './approving.ts'
import { confirmUser, slackShop, type SlackShop } from './world.ts'

const file = new URL('../../../shared/data/trust/slack_abuse.json', import.meta.url)
const isHere = existsSync(file)

type Case = {
  id: string
  what: string
  headers: Record<string, string>
  body: string
  expect: { status?: number | string; approvals?: number | string; send?: number; check?: string }
}

const { signing_secret, clock, cases } = isHere
  ? (JSON.parse(readFileSync(file, 'utf8')) as {
      signing_secret: string
      clock: number
      cases: Case[]
    })
  : { signing_secret: 'none', clock: 0, cases: [] as Case[] }

const caseOf = (id: string): Case => {
  const found = cases.find((each) => each.id === id)
  if (found === undefined) throw new Error(`there is no case ${id}`)
  return found
}

const order = 'PO-1042'
let database: OpenDatabase
let world: SlackShop

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

beforeEach(async () => {
  world = await slackShop({
    transport: 'http',
    database,
    slack: { teamId: 'T1', signingSecret: signing_secret },
    startsAt: clock * 1000,
    parts: { feedEveryMs: 3_600_000 },
  })
  const { db, slack } = world
  const at = new Date(clock * 1000 - 3_600_000).toISOString()
  const submitted = await submittedAs(
    db,
    { number: order, revision: 3 },
    { at, asOf: at.slice(0, 10) },
  )
  await cardStands(db, submitted, { teamId: 'T1', channelId: 'C1', ts: '1785999000.000200' })
  await db.insert(people).values({
    id: 'gone',
    name: 'Gone',
    email: 'gone@shop.example',
    role: 'approver',
    active: false,
  })
  const known = { U_MGR: 'ines', U_REQ: 'maya', U_GONE: 'gone' }
  for (const [userId, id] of Object.entries(known)) {
    slack.addUser({ id: userId, name: id, email: `${id}@shop.example` })
    await confirmUser(db, { teamId: 'T1', userId }, { id, name: id, email: `${id}@shop.example` })
  }
  slack.addUser({ id: 'W_EXT', name: 'ext', email: null, isStranger: true })
  const members = [...Object.keys(known), 'W_EXT']
  slack.addChannel({ id: 'C1', name: 'orders', members, isShared: true })
})
afterEach(async () => {
  await world.close()
  await emptyTables(database.db)
})

async function changeBeside(db: Database): Promise<void> {
  await db
    .update(purchaseOrderLines)
    .set({ unitPrice: '1.000000' })
    .where(eq(purchaseOrderLines.orderNumber, order))
}

async function changeByRevision(db: Database): Promise<void> {
  const at = new Date(clock * 1000 - 60_000).toISOString()
  const author = { id: 'maya', at, asOf: at.slice(0, 10) }
  await reviseOrder(db, { number: order, revision: 3, wanted: wanted(480) }, author)
  await submitOrder(db, await orderNow(db, order), author)
}

const send = ({ headers, body }: Case) => world.slack.raw({ headers, body })

const requests = cases.filter(({ body }) => body !== '')

it.skipIf(!isHere)('the file has the cases that are tried here', () => {
  expect(requests.length).toBeGreaterThanOrEqual(13)
  expect(requests.map(({ id }) => id)).toContain('ok')
})

it.skipIf(!isHere).each(requests.map((each): [string, Case] => [`${each.id}: ${each.what}`, each]))(
  '%s',
  async (_name, each) => {
    const after = each.id === 'rep-3' ? [caseOf('ok')] : []
    for (const first of after) await send(first)
    await world.settled()
    const times = each.expect.send ?? 1
    const answers = await Promise.all(Array.from({ length: times }, () => send(each)))
    await world.settled()
    // "401 wanted" and "0 wanted" are wanted here too.
    const status = Number.parseInt(String(each.expect.status ?? 200), 10)
    const approvals = Number.parseInt(String(each.expect.approvals), 10)
    expect(answers.map((answer) => answer.status)).toEqual(Array(times).fill(status))
    expect(await approvalsOf(world.db, order)).toBe(approvals)
    expect((await orderNow(world.db, order)).state).toBe(approvals === 1 ? 'approved' : 'submitted')
    expect(world.reports).toEqual([])
  },
)

it.skipIf(!isHere).each([
  ['beside the program', changeBeside],
  ['by a new revision', changeByRevision],
])('msg-6: an order that was changed %s is not approved by its old card', async (_how, change) => {
  await change(world.db)
  expect((await send(caseOf('ok'))).status).toBe(200)
  await world.settled()
  expect(await approvalsOf(world.db, order)).toBe(0)
  const [told] = world.slack.ephemerals('C1', 'U_MGR')
  expect(told?.text).toContain(order)
  expect(world.reports).toEqual([])
})
