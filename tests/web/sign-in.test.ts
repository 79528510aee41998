import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checkAuditChain } from '#store/audit-chain.ts'
import { auditOf } from '#store/audit.ts'
import { selectRows, type OpenDatabase } from '#store/database.ts'
import { people } from '#store/schema-people.ts'
import { eq, sql } from 'drizzle-orm'
import { openForBusiness } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { PAGES } from './client.ts'
import { openDoor, type Door } from './door.ts'

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

const setActive = (id: string, active: boolean) =>
  open.db.update(people).set({ active }).where(eq(people.id, id))

const textOf = async (response: Response) =>
  (await response.text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

describe('nobody is let in unasked', () => {
  test.each([...PAGES, '/list.csv', '/nowhere'])('%s', async (path) => {
    const response = await door.browser().get(path)
    expect(response.status).toBe(302)
    const target = new URL(response.headers.get('location') ?? '', 'http://127.0.0.1')
    expect(target.pathname).toBe('/sign-in')
    expect(target.searchParams.get('next') ?? '/').toBe(path)
  })

  test('a script, and a form, are refused', async () => {
    const browser = door.browser()
    const asked = await browser.post('/api/ask', '/sign-in', {})
    expect(asked.status).toBe(403)
    expect(await asked.json()).toMatchObject({ error: { code: 'forbidden' } })
    const sent = await browser.post('/orders/draft', '/sign-in', { recommendation: 'R1-1' })
    expect(sent.status).toBe(403)
    expect(await textOf(sent)).toContain('Nobody is signed in')
  })

  test('the pages before the sign-in say nothing of the shop', async () => {
    const browser = door.browser()
    for (const path of ['/sign-in', '/sign-in/link/x', '/sign-in?next=/orders']) {
      expect(await textOf(await browser.get(path))).not.toContain('Small shop')
    }
    expect((await browser.get('/assets/style.css')).status).toBe(200)
  })
})

describe('a sign-in link', () => {
  test('signs in once, by its button; looking at it uses nothing up', async () => {
    const link = await door.linkFor('ana')
    for (const preview of [door.browser(), door.browser(), door.browser()]) {
      expect(await textOf(await preview.get(link))).toContain('Sign in as Ana')
      expect((await preview.get('/orders')).status).toBe(302)
    }
    const browser = door.browser()
    expect((await browser.signIn(link)).status).toBe(303)
    expect(await textOf(await browser.get('/account'))).toContain('ana@shop.example')
  })

  test('is worth nothing the second time, also to two at once', async () => {
    const link = await door.linkFor('ana')
    const crowd = await Promise.all(Array.from({ length: 8 }, () => door.browser().signIn(link)))
    expect(crowd.filter(({ status }) => status === 303)).toHaveLength(1)
    const late = door.browser()
    expect((await late.signIn(link)).status).toBe(403)
    expect((await late.get(link)).status).toBe(403)
    expect((await late.get('/orders')).status).toBe(302)
  })

  test('ends after 15 minutes', async () => {
    const [early, late] = [await door.linkFor('ana'), await door.linkFor('ana')]
    door.wait(14.9)
    expect((await door.browser().signIn(early)).status).toBe(303)
    door.wait(0.2)
    expect((await door.browser().signIn(late)).status).toBe(403)
  })

  test('lets nobody in who has left, and none is made for them', async () => {
    const link = await door.linkFor('ana')
    await setActive('ana', false)
    expect((await door.browser().signIn(link)).status).toBe(403)
    await expect(door.linkFor('ana')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(door.linkFor('nobody')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('shows a person of a real shop where to choose a password first', async () => {
    const response = await door.browser().signIn(await door.linkFor('ana'))
    expect(response.headers.get('location')).toBe('/account')
  })

  test('is kept as a hash only, as is the session; both stand in the audit without it', async () => {
    const link = await door.linkFor('ana')
    const browser = door.browser()
    await browser.signIn(link)
    const kept = await selectRows<{ row: string }>(
      open.db,
      sql`select row_to_json(t)::text as row from sign_in_link t
          union all select row_to_json(t)::text from web_session t
          union all select row_to_json(t)::text from audit_entry t
          union all select row_to_json(t)::text from command_result t`,
    )
    const text = kept.map(({ row }) => row).join('\n')
    expect(text).toContain('token_hash')
    expect(text).not.toContain(link.split('/').at(-1))
    expect(text).not.toContain(browser.cookie.split('=')[1])
    const told = (await auditOf(open.db, 'person.')).slice(-2)
    expect(told.map(({ action, actor }) => [action, actor])).toEqual([
      ['person.link_made', 'operator'],
      ['person.signed_in', 'ana'],
    ])
  })
})

describe('a session', () => {
  test('has a token of its own: whatever the browser had before stays worthless', async () => {
    const browser = door.browser()
    browser.cookie = `quartermaster_session=${'x'.repeat(43)}`
    await browser.signIn(await door.linkFor('ana'))
    expect(browser.cookie).not.toContain('xxx')
    const attacker = door.browser()
    attacker.cookie = `quartermaster_session=${'x'.repeat(43)}`
    expect((await attacker.get('/orders')).status).toBe(302)
  })

  test('begins anew at every sign-in and ends the one before in that browser', async () => {
    const browser = door.browser()
    await browser.signIn(await door.linkFor('ana'))
    const before = browser.cookie
    await browser.signIn(await door.linkFor('ben'))
    expect(browser.cookie).not.toBe(before)
    const old = door.browser()
    old.cookie = before
    expect((await old.get('/account')).status).toBe(302)
    expect(await textOf(await browser.get('/account'))).toContain('ben@shop.example')
  })

  test('its cookie is out of reach of scripts and other sites; behind https it needs https', async () => {
    const browser = door.browser()
    await browser.signIn(await door.linkFor('ana'))
    expect(browser.setCookie).toMatch(
      /^quartermaster_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    const safe = openDoor(open, { publicUrl: new URL('https://buying.example.com') })
    const far = safe.browser()
    await far.signIn(await safe.linkFor('ana'))
    expect(far.setCookie).toMatch(
      /^__Host-quartermaster_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    )
  })

  test('ends after two hours without a request, and after twelve in any case', async () => {
    const idle = door.browser()
    const busy = door.browser()
    await idle.signIn(await door.linkFor('ana'))
    await busy.signIn(await door.linkFor('ana'))
    door.wait(119)
    expect((await busy.get('/account')).status).toBe(200)
    door.wait(2)
    expect((await idle.get('/account')).status).toBe(302)
    for (let hour = 3; hour <= 11; hour++) {
      door.wait(60)
      expect((await busy.get('/account')).status).toBe(200)
    }
    door.wait(60)
    expect((await busy.get('/account')).status).toBe(302)
  })

  test('is gone at once when its person is no longer active', async () => {
    const browser = door.browser()
    await browser.signIn(await door.linkFor('ana'))
    await setActive('ana', false)
    expect((await browser.get('/account')).status).toBe(302)
    expect((await browser.post('/orders/draft', '/sign-in', {})).status).toBe(403)
  })

  test('and the tokens of its forms outlive the server', async () => {
    const browser = door.browser()
    await browser.signIn(await door.linkFor('ana'))
    const page = await (await browser.get('/account')).text()
    const csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const again = openDoor(open).browser()
    again.cookie = browser.cookie
    expect((await again.get('/account')).status).toBe(200)
    const sent = await again.post('/account/sign-out', '/sign-in', { csrf })
    expect(sent.headers.get('location')).toBe('/sign-in')
  })

  test('is signed out here, or everywhere', async () => {
    const [desk, phone, other] = [door.browser(), door.browser(), door.browser()]
    for (const browser of [desk, phone, other]) await browser.signIn(await door.linkFor('ana'))
    const taken = desk.cookie
    expect((await desk.post('/account/sign-out', '/account')).status).toBe(303)
    expect(desk.cookie).toBe('')
    desk.cookie = taken
    expect((await desk.get('/account')).status).toBe(302)
    expect((await phone.get('/account')).status).toBe(200)
    await phone.post('/account/sign-out-everywhere', '/account')
    expect((await other.get('/account')).status).toBe(302)
  })

  test.each(['/account/sign-out', '/account/sign-out-everywhere', '/account/password'])(
    '%s needs the token of the form',
    async (path) => {
      const browser = door.browser()
      await browser.signIn(await door.linkFor('ana'))
      for (const csrf of ['', 'x', 'A'.repeat(43)]) {
        expect((await browser.post(path, '/account', { csrf })).status).toBe(403)
      }
      expect((await browser.get('/account')).status).toBe(200)
    },
  )
})

test('who asks is who is signed in, in one and the same server', async () => {
  const [ana, tom, alex] = [door.browser(), door.browser(), door.browser()]
  await ana.signIn(await door.linkFor('ana'))
  await tom.signIn(await door.linkFor('tom'))
  expect(await textOf(await ana.get('/suppliers'))).toContain('Ana')
  expect(await textOf(await tom.get('/suppliers'))).toContain('Tom')
  expect(await textOf(await tom.get('/suppliers'))).not.toContain('Ana')
  // The program asks who it is by itself, whatever the page says in its head.
  await alex.signIn(await door.linkFor('alex'))
  expect((await alex.get('/people')).status).toBe(200)
  expect((await tom.get('/people')).status).toBe(403)
})

test('a link in an e-mail finds the session: our own page opens the address once more', async () => {
  const browser = door.browser()
  await browser.signIn(await door.linkFor('ana'))
  const kept = browser.cookie
  browser.cookie = ''
  const path = '/orders/PO-1?a=1&b=%22'
  const first = await browser.get(path, { 'sec-fetch-site': 'cross-site' })
  expect(first.status).toBe(200)
  expect(await first.text()).toContain('content="0; url=/orders/PO-1?a=1&amp;b=%22"')
  expect((await browser.get(path, { 'sec-fetch-site': 'same-origin' })).status).toBe(302)
  browser.cookie = kept
  expect((await browser.get('/orders', { 'sec-fetch-site': 'cross-site' })).status).toBe(200)
})

test('the audit chain holds with sign-ins in it', async () => {
  await door.browser().signIn(await door.linkFor('ana'))
  expect(await checkAuditChain(open.db)).toMatchObject({ broken: [] })
  expect(door.errors).toEqual([])
})
