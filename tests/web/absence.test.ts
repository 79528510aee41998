import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { auditOf } from '#store/audit.ts'
import type { OpenDatabase } from '#store/database.ts'
import { personById } from '#store/people.ts'
import { people } from '#store/schema-people.ts'
import { eq } from 'drizzle-orm'
import { openForBusiness } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { openDoor, type Browser, type Door } from './door.ts'

let open: OpenDatabase
let door: Door

beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())
beforeEach(async () => {
  await emptyTables(open.db)
  await openForBusiness(open.db)
  door = openDoor(open)
})

async function as(person: string): Promise<Browser> {
  const browser = door.browser()
  await browser.signIn(await door.linkFor(person))
  return browser
}

const textOf = async (response: Response) =>
  (await response.text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

/** The form of the account page as its browser would send it, with what is typed. */
async function formOf(browser: Browser): Promise<Record<string, string>> {
  const page = await (await browser.get('/account')).text()
  const form = page.split('<form').find((part) => part.includes('"/account/delegate"')) ?? ''
  const hidden = [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)]
  return Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value] as const))
}

async function lend(browser: Browser, typed: Record<string, string>): Promise<Response> {
  const fields = { ...(await formOf(browser)), reason: 'two weeks off', ...typed }
  return browser.post('/account/delegate', '/account', fields)
}

const loanOf = async (id: string) => {
  const person = await personById(open.db, id)
  return [person?.delegateId, person?.delegateUntilOn]
}

test('an approver lends their limit on their own page, and ends the loan there', async () => {
  const tom = await as('tom')
  const lent = await lend(tom, { delegate: 'ines', untilOn: '2026-12-04' })
  expect(lent.status).toBe(200)
  expect(await textOf(lent)).toMatch(
    /Who stands in for you is changed\. .*Ines stands in for you until 4 Dec 2026/,
  )
  expect(await loanOf('tom')).toEqual(['ines', '2026-12-04'])
  expect(await textOf(await (await as('ines')).get('/account'))).toContain(
    'You stand in for Tom until 4 Dec 2026',
  )
  await lend(tom, { delegate: '' })
  expect(await loanOf('tom')).toEqual([null, null])
  expect(await textOf(await (await as('ines')).get('/account'))).not.toContain('stand in for Tom')
  const told = (await auditOf(open.db, 'person.delegate_set')).slice(-2)
  expect(told.map(({ actor, subject, detail }) => [actor, subject, detail])).toEqual([
    ['tom', 'tom', { from: null, to: 'ines', untilOn: '2026-12-04', reason: 'two weeks off' }],
    ['tom', 'tom', { from: 'ines', to: null, untilOn: null, reason: 'two weeks off' }],
  ])
})

test('a form that is sent twice has one effect, one that shows the past has none', async () => {
  const tom = await as('tom')
  const form = await formOf(tom)
  const fields = { ...form, delegate: 'ines', untilOn: '2026-12-04', reason: 'two weeks off' }
  const { csrf: _csrf, ...sent } = fields as Record<string, string>
  const before = (await auditOf(open.db, 'person.delegate_set')).length
  for (let time = 1; time <= 2; time++) {
    expect((await tom.post('/account/delegate', '/account', sent)).status).toBe(200)
  }
  expect(await auditOf(open.db, 'person.delegate_set')).toHaveLength(before + 1)
  const late = await lend(tom, { seen: '', delegate: '' })
  expect(late.status).toBe(409)
  expect(await loanOf('tom')).toEqual(['ines', '2026-12-04'])
})

test.each([
  ['to somebody who decides nothing', { delegate: 'sam', untilOn: '2026-12-04' }, 403],
  ['to themselves', { delegate: 'tom', untilOn: '2026-12-04' }, 403],
  ['to nobody known', { delegate: 'eve', untilOn: '2026-12-04' }, 404],
  ['without an end', { delegate: 'ines', untilOn: '' }, 400],
  ['until yesterday', { delegate: 'ines', untilOn: '2026-11-19' }, 400],
  ['for longer than ninety days', { delegate: 'ines', untilOn: '2027-02-19' }, 400],
  ['without a reason', { delegate: 'ines', untilOn: '2026-12-04', reason: '' }, 400],
  ['with the token of another form', { delegate: 'ines', untilOn: '2026-12-04', csrf: 'x' }, 403],
])('a loan %s is refused', async (_what, typed, status) => {
  expect((await lend(await as('tom'), typed)).status).toBe(status)
  expect(await loanOf('tom')).toEqual([null, null])
})

test.each(['ana', 'sam', 'priya', 'alex'])(
  '%s has no limit, and no form to lend it',
  async (id) => {
    const browser = await as(id)
    expect(await (await browser.get('/account')).text()).not.toContain('/account/delegate')
  },
)

test.each(['sam', 'priya'])('%s decides nothing, with a form of their own as well', async (id) => {
  const browser = await as(id)
  const typed = { changeId: 'c'.repeat(22), delegate: 'ines', untilOn: '2026-12-04' }
  expect((await lend(browser, typed)).status).toBe(403)
})

test('the form changes nobody but whoever is signed in', async () => {
  await lend(await as('ines'), { person: 'tom', delegate: 'tom', untilOn: '2026-12-04' })
  expect(await loanOf('tom')).toEqual([null, null])
  expect(await loanOf('ines')).toEqual(['tom', '2026-12-04'])
})

test('a loan that has ended is told as ended; one left over by a former approver can be ended', async () => {
  const lent = { delegateId: 'ines', delegateUntilOn: '2026-11-10' }
  await open.db.update(people).set(lent).where(eq(people.id, 'tom'))
  const tom = await as('tom')
  expect(await textOf(await tom.get('/account'))).toContain(
    'Ines stood in for you until 10 Nov 2026',
  )
  expect(await textOf(await (await as('ines')).get('/account'))).not.toContain('stand in for Tom')
  await open.db.update(people).set({ role: 'payables' }).where(eq(people.id, 'tom'))
  expect((await lend(tom, { delegate: 'ines', untilOn: '2026-12-04' })).status).toBe(403)
  expect((await lend(tom, { delegate: '' })).status).toBe(200)
  expect(await loanOf('tom')).toEqual([null, null])
})
