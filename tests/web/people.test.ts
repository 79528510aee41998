import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { auditOf } from '#store/audit.ts'
import { selectRows, type OpenDatabase } from '#store/database.ts'
import { personById } from '#store/people.ts'
import { sql } from 'drizzle-orm'
import { openForBusiness } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { openDoor, type Browser, type Door } from './door.ts'

let open: OpenDatabase
let door: Door
let alex: Browser

beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())
beforeEach(async () => {
  await emptyTables(open.db)
  await openForBusiness(open.db)
  door = openDoor(open)
  alex = await as('alex')
})

async function as(person: string): Promise<Browser> {
  const browser = door.browser()
  await browser.signIn(await door.linkFor(person))
  return browser
}

const textOf = async (response: Response) =>
  (await response.text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

/** The hidden fields of one form of a person's page. */
async function hiddenOf(browser: Browser, person: string, action: string) {
  const page = await (await browser.get(`/people/${person}`)).text()
  const form = page.split('<form').find((part) => part.includes(`/people/${person}/${action}"`))
  return Object.fromEntries(
    [...(form ?? '').matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value] as const,
    ),
  )
}

async function change(person: string, action: string, fields: Record<string, string>) {
  const hidden = await hiddenOf(alex, person, action)
  return alex.post(`/people/${person}/${action}`, '/people', {
    ...hidden,
    reason: 'for the tests',
    ...fields,
  })
}

test('an administrator sees who may approve what, and changes it', async () => {
  const list = await textOf(await alex.get('/people'))
  expect(list).toContain('Tom tom@shop.example Approver up to £5,000.00')
  expect(list).toContain('Alex alex@shop.example Administrator nothing')
  expect(await textOf(await change('tom', 'limit', { limit: '7,500.50' }))).toContain(
    'up to £7,500.50',
  )
  expect(await personById(open.db, 'tom')).toMatchObject({ approvalLimitMinor: 750_050 })
  await change('tom', 'limit', { limit: '' })
  expect(await personById(open.db, 'tom')).toMatchObject({ approvalLimitMinor: null })
  await change('ana', 'role', { role: 'approver' })
  expect(await personById(open.db, 'ana')).toMatchObject({ role: 'approver' })
  await change('ines', 'delegate', { delegate: 'tom', untilOn: '2026-12-04' })
  expect(await personById(open.db, 'ines')).toMatchObject({
    delegateId: 'tom',
    delegateUntilOn: '2026-12-04',
  })
  expect((await auditOf(open.db, 'person.')).map(({ actor }) => actor)).toContain('alex')
})

test.each(['', 'abc', '-5', '5 EUR', '1e9'])(
  'a limit of "%s" is no amount in pounds',
  async (limit) => {
    const response = await change('tom', 'limit', { limit: limit === '' ? ' - ' : limit })
    expect(response.status).toBe(400)
    expect(await personById(open.db, 'tom')).toMatchObject({ approvalLimitMinor: 500_000 })
  },
)

test('whoever is deactivated is out with the next request', async () => {
  const ben = await as('ben')
  expect((await ben.get('/account')).status).toBe(200)
  expect(await textOf(await change('ben', 'let-out', {}))).toContain('signed out everywhere')
  expect((await ben.get('/account')).status).toBe(302)
  await change('ben', 'let-in', {})
  expect((await ben.get('/account')).status).toBe(302)
})

test('a link is shown once, to whoever made it, and is in no book', async () => {
  const shown = await (await change('tom', 'link', {})).text()
  const link = /http:\/\/127\.0\.0\.1:4310(\/sign-in\/link\/([\w-]{43}))/.exec(shown)
  expect(await (await alex.get('/people/tom')).text()).not.toContain('/sign-in/link/')
  const kept = await selectRows<{ row: string }>(
    open.db,
    sql`select row_to_json(t)::text as row from command_result t
        union all select row_to_json(t)::text from audit_entry t
        union all select row_to_json(t)::text from sign_in_link t`,
  )
  expect(kept.map(({ row }) => row).join()).not.toContain(link?.[2])
  const tom = door.browser()
  expect((await tom.signIn(link?.[1] ?? '')).status).toBe(303)
  expect(await textOf(await tom.get('/account'))).toMatch(/Sign-in links made for you .* alex /)
})

test.each(['ana', 'tom', 'sam', 'priya'])('%s sees no people and changes none', async (person) => {
  const browser = await as(person)
  expect(await (await browser.get('/account')).text()).not.toContain('href="/people"')
  for (const path of ['/people', '/people/ben']) {
    const response = await browser.get(path)
    expect(response.status).toBe(403)
    expect(await response.text()).not.toContain('ben@shop.example')
  }
  const hidden = await hiddenOf(alex, 'ben', 'let-out')
  const { csrf: _, ...fields } = { ...hidden, reason: 'for the tests' } as Record<string, string>
  for (const action of ['let-out', 'role', 'limit', 'delegate', 'link']) {
    const sent = await browser.post(`/people/ben/${action}`, '/account', {
      ...fields,
      role: 'administrator',
      limit: '1',
    })
    expect([403, 400]).toContain(sent.status)
  }
  expect(await personById(open.db, 'ben')).toMatchObject({ role: 'buyer', active: true })
})

test.each(['role', 'limit', 'delegate', 'let-out', 'link'])(
  '%s needs the token of the form',
  async (action) => {
    for (const csrf of ['', 'x', 'A'.repeat(43)]) {
      expect((await change('ben', action, { csrf, role: 'approver' })).status).toBe(403)
    }
    expect(await personById(open.db, 'ben')).toMatchObject({ role: 'buyer', active: true })
  },
)

test('an unknown person and an unknown change are not found', async () => {
  expect((await alex.get('/people/nobody')).status).toBe(404)
  expect((await change('ben', 'promote', {})).status).toBe(404)
  expect((await change('ben', 'constructor', {})).status).toBe(404)
})
