import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { OpenDatabase } from '#store/database.ts'
import { policiesSet } from '#store/policy-writes.ts'
import { newestPriceLists } from '#store/price-lists.ts'
import { changesOfSupplier } from '#store/supplier-changes.ts'
import { suppliersByCode } from '#store/suppliers.ts'
import { openForBusiness, submitted } from '../commands/world.ts'
import { smallShop } from '../store/small-shop.ts'
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
  const { suppliers } = smallShop()
  await openForBusiness(open.db, {
    suppliers: suppliers.map((each) => ({
      ...each,
      email: 'orders@acme.example',
      phone: '+44 113 496 0000',
    })),
  })
  door = openDoor(open)
})

async function as(person: string): Promise<Browser> {
  const browser = door.browser()
  await browser.signIn(await door.linkFor(person))
  return browser
}

const textOf = async (response: Response) =>
  (await response.text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

/** The fields of the form that posts to an address, as a browser would send them untouched. */
function fieldsOf(page: string, action: string): Record<string, string> {
  const form = page.split('<form').find((part) => part.includes(`action="${action}"`)) ?? ''
  const value = (tag: string) =>
    (/value="([^"]*)"/.exec(tag)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  const inputs = [...form.matchAll(/<input[^>]*name="([^"]+)"[^>]*>/g)]
  return Object.fromEntries(inputs.map(([tag, name = '']) => [name, value(tag)]))
}

/** Sends the form of a page that posts to an address, some fields changed. */
async function send(browser: Browser, page: string, action: string, fields: object = {}) {
  const form = fieldsOf(await (await browser.get(page)).text(), action)
  return browser.post(action, page, { ...form, ...fields } as Record<string, string>)
}

test('a policy is read by everybody; an administrator sees the difference, then puts it into force', async () => {
  expect(await textOf(await (await as('sam')).get('/policy'))).toContain(
    'What the shop has decided',
  )
  const order = await submitted(open.db, 20)
  const alex = await as('alex')
  const form = { approvalExpiryHours: '24', 'rule.name': 'all', 'rule.approvals': '2' }
  const shown = await send(alex, '/policy', '/policy/purchasing', form)
  const page = await shown.text()
  expect(page).toContain('approval expiry hours')
  expect(page).toContain(order.number)
  expect(await policiesSet(open.db)).toEqual([])
  const seen = fieldsOf(page, '/policy/purchasing/set')
  const stale = { ...seen, reason: 'agreed', seen: 'a'.repeat(64) }
  const again = await alex.post('/policy/purchasing/set', '/policy', stale)
  expect(again.status).toBe(409)
  expect(await again.text()).toContain('Look at the new difference')
  const set = await alex.post('/policy/purchasing/set', '/policy', { ...seen, reason: 'agreed' })
  expect(await textOf(set)).toContain('The policy is in force.')
  const [now] = await policiesSet(open.db)
  expect(now).toMatchObject({ setBy: 'alex', policy: { approvalExpiryHours: 24 } })
  expect(await textOf(await alex.get('/policy'))).toMatch(
    /Alex agreed .*approval expiry hours: 72 → 24/,
  )
})

test('a wrong figure is told with its field; nobody else sees the form or posts it', async () => {
  const alex = await as('alex')
  const wrong = await send(alex, '/policy', '/policy/purchasing', { approvalExpiryHours: 'soon' })
  expect(wrong.status).toBe(400)
  expect(await textOf(wrong)).toContain('&quot;soon&quot;; it must be a plain number')
  const ben = await as('ben')
  expect(await (await ben.get('/policy')).text()).not.toContain('action="/policy/purchasing"')
  const sent = await ben.post('/policy/purchasing', '/policy', { approvalExpiryHours: '24' })
  expect(sent.status).toBe(403)
  const forced = await alex.post('/policy/purchasing/set', '/policy', { changes: '[1', csrf: 'x' })
  expect(forced.status).toBe(403)
})

test('an address changes by request, call and a second person, on the page of the supplier', async () => {
  const page = '/suppliers/ACME'
  const ana = await as('ana')
  const asked = await send(ana, page, `${page}/asked`, {
    field: 'email',
    seenValue: 'orders@acme.example',
    newValue: 'orders@acrne.example',
    reason: 'their letter',
  })
  const text = await textOf(asked)
  expect(text).toContain('acrne.example reads like acme.example')
  const [request] = await changesOfSupplier(open.db, 'ACME')
  expect(request).toMatchObject({ state: 'asked', requestedBy: 'ana' })
  const own = await ana.post(`${page}/called`, page, {
    changeId: 'x'.repeat(22),
    request: request!.id,
    number: '+44 113 496 0000',
    said: 'it was me',
  })
  expect(own.status).toBe(403)
  expect(
    await textOf(await send(await as('ben'), page, `${page}/called`, { said: 'Jo confirmed' })),
  ).toContain('Called back by Ben on +44 113 496 0000')
  const confirmed = await textOf(await send(await as('alex'), page, `${page}/confirmed`))
  expect(confirmed).toContain('counts 10 days after its confirmation')
  expect((await suppliersByCode(open.db, ['ACME'])).get('ACME')?.email).toBe('orders@acme.example')
  const gone = await textOf(
    await send(ana, page, `${page}/withdrawn`, { reason: 'it was not them' }),
  )
  expect(gone).toContain('Withdrawn')
  const bare = await ana.post(`${page}/asked`, page, { csrf: 'no' })
  expect(bare.status).toBe(403)
})

test('a price list is uploaded, looked at, and applied by somebody else', async () => {
  const ana = await as('ana')
  const form = fieldsOf(await (await ana.get('/price-lists')).text(), '/price-lists')
  const body = new FormData()
  for (const [name, value] of Object.entries(form)) if (name !== 'file') body.set(name, value)
  body.set('supplier', 'ACME')
  body.set(
    'file',
    new File(['sku,unit_price\nMUG,5.00\nWHAT,1\n'], 'acme.csv', { type: 'text/csv' }),
  )
  const staged = await textOf(await ana.send('/price-lists', { method: 'POST', body }))
  expect(staged).toContain('The price of MUG moves by +19')
  expect(staged).toContain('You handed it in')
  const [list] = await newestPriceLists(open.db, 1)
  const page = `/price-lists/${list!.id}`
  expect((await ana.post(`${page}/apply`, page, { seen: 'x' })).status).toBe(403)
  expect(await textOf(await send(await as('tom'), page, `${page}/apply`))).toContain('Applied')
  expect((await newestPriceLists(open.db, 1))[0]).toMatchObject({
    state: 'applied',
    settledBy: 'tom',
  })
  const broken = await send(ana, '/price-lists', '/price-lists', {
    supplier: 'ACME',
    text: 'sku\nMUG\n',
  })
  expect(broken.status).toBe(400)
  expect(await textOf(broken)).toContain('lacks unit_price')
})
