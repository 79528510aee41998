import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeAttempts } from '#operations/attempts.ts'
import { fitsPassword, hashPassword, passwordFault } from '#operations/password.ts'
import { signInByPassword } from '#operations/sign-in-password.ts'
import { accountOf, keepPassword } from '#store/accounts.ts'
import type { OpenDatabase } from '#store/database.ts'
import { people } from '#store/schema-people.ts'
import { eq } from 'drizzle-orm'
import { ownPath } from '#surfaces/web/own-path.ts'
import { openForBusiness } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { cheaplyHashed } from './cheap-password.ts'
import { openDoor, type Browser, type Door } from './door.ts'

const good = 'violet teapot under ladder'
let open: OpenDatabase
let door: Door
const kept = cheaplyHashed(good)

beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())
beforeEach(async () => {
  await emptyTables(open.db)
  await openForBusiness(open.db)
  door = openDoor(open)
})

const textOf = async (response: Response) =>
  (await response.text())
    .replace(/name="csrf" value="[^"]*"/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')

const withPassword = (person: string) =>
  keepPassword(open.db, person, { hash: kept, at: door.shop.now().toISOString() })

const attempt = (browser: Browser, email: string, password: string, next = '/') =>
  browser.post('/sign-in', `/sign-in?next=${encodeURIComponent(next)}`, { email, password, next })

describe('which passwords are taken', () => {
  const ana = { name: 'Ana Lindqvist', email: 'ana.lindqvist@shop.example' }
  test.each([
    ['short one', '12 to 128'],
    ['x'.repeat(129), '12 to 128'],
    ['password1234', 'everybody tries first'],
    ['Quartermaster123', 'everybody tries first'],
    ['correct horse battery staple', 'everybody tries first'],
    ['abababababab', 'too few characters'],
    ['hello lindqvist hello', '"lindqvist"'],
    ['my ANA.LINDQVIST@SHOP.EXAMPLE', 'names you'],
  ])('%s', (password, because) => {
    expect(passwordFault(password, ana)).toContain(because)
  })

  test.each([
    good,
    'bräutigam-schiff-uhr',
    '馬'.repeat(3) + 'abcdefghij',
    '🐟🐠🐡🦈🐬🐳🐋🦭🐙🦑🦐🦞',
  ])('%s', (password) => {
    expect(passwordFault(password, ana)).toBe(null)
  })

  test('is kept with a salt of its own, however its letters were composed', async () => {
    const kept = await hashPassword('cafe\u0301 in the rain')
    expect(kept).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/)
    expect(await hashPassword('cafe\u0301 in the rain')).not.toBe(kept)
    expect(await fitsPassword(kept, 'caf\u00e9 in the rain')).toBe(true)
    expect(await fitsPassword(kept, 'cafe in the rain')).toBe(false)
    expect(await fitsPassword(null, 'cafe in the rain')).toBe(false)
  })
})

describe('choosing one', () => {
  test('a link lets in, the password then does; every other browser and every unused link is out', async () => {
    const elsewhere = door.browser()
    await elsewhere.signIn(await door.linkFor('ana'))
    const unused = await door.linkFor('ana')
    const here = door.browser()
    await here.signIn(await door.linkFor('ana'))
    const set = await here.post('/account/password', '/account', { next: good, repeated: good })
    expect(set.status).toBe(200)
    expect((await here.get('/account')).status).toBe(200)
    expect((await elsewhere.get('/account')).status).toBe(302)
    expect((await door.browser().signIn(unused)).status).toBe(403)
    const browser = door.browser()
    expect((await attempt(browser, 'ANA@shop.example ', good)).status).toBe(303)
    expect((await browser.get('/account')).status).toBe(200)
  })

  test('later needs the old one, unless a link let them in within the hour', async () => {
    await withPassword('ana')
    const browser = door.browser()
    await attempt(browser, 'ana@shop.example', good)
    const next = 'copper sailboat over meadow'
    const change = (current: string) =>
      browser.post('/account/password', '/account', { current, next, repeated: next })
    expect((await change('')).status).toBe(403)
    expect((await change('not the one it is')).status).toBe(403)
    expect((await change(good)).status).toBe(200)
    const forgetful = door.browser()
    await forgetful.signIn(await door.linkFor('ana'))
    door.wait(61)
    const late = { next: good, repeated: good }
    expect((await forgetful.post('/account/password', '/account', late)).status).toBe(403)
  })

  test('a weak one and two that differ change nothing', async () => {
    const browser = door.browser()
    await browser.signIn(await door.linkFor('ana'))
    for (const [next, repeated] of [
      ['short', 'short'],
      [good, `${good}!`],
    ] as const) {
      const refused = await browser.post('/account/password', '/account', { next, repeated })
      expect(refused.status).toBe(400)
    }
    expect(await accountOf(open.db, 'ana')).toBe(null)
  })
})

describe('whoever is refused learns nothing', () => {
  test('unknown, wrong, without a password, left and resting: one answer', async () => {
    await withPassword('ana')
    await withPassword('ben')
    await open.db.update(people).set({ active: false }).where(eq(people.id, 'ben'))
    await withPassword('tom')
    for (let count = 0; count < 5; count++) {
      await attempt(door.browser(), 'tom@shop.example', 'wrong wrong wrong')
    }
    const answers = await Promise.all(
      [
        ['nobody@shop.example', good],
        ['ana@shop.example', 'wrong wrong wrong'],
        ['ines@shop.example', good],
        ['ben@shop.example', good],
        ['tom@shop.example', good],
        ['', ''],
      ].map(async ([email = '', password = '']) => {
        const response = await attempt(door.browser(), email, password)
        return `${response.status} ${await textOf(response)}`
      }),
    )
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toMatch(/^403 .*do not let anybody in now/)
  })

  test('and every one of them took the same work: one password is derived', async () => {
    await withPassword('ana')
    await withPassword('ben')
    await open.db.update(people).set({ active: false }).where(eq(people.id, 'ben'))
    const seen: (string | null)[] = []
    const fits = (kept: string | null) => {
      seen.push(kept)
      return Promise.resolve(false)
    }
    const attempts = makeAttempts(100, 60_000)
    const addresses = [
      'nobody@x.example',
      'ana@shop.example',
      'ines@shop.example',
      'ben@shop.example',
    ]
    for (const email of addresses) {
      const asked = { email, password: good, address: 'a' }
      await signInByPassword(door.shop, asked, attempts, fits)
    }
    expect(seen.map((kept) => kept === null)).toEqual([true, false, true, true])
    // The work for nobody has the parameters of the work for somebody.
    const [began, known] = [performance.now(), await hashPassword(good)]
    expect(await fitsPassword(known, 'x')).toBe(false)
    const somebody = performance.now() - began
    const from = performance.now()
    expect(await fitsPassword(null, 'x')).toBe(false)
    expect(performance.now() - from).toBeGreaterThan(somebody / 20)
  })
})

describe('guessing', () => {
  const wrong = (count: number, attempts = makeAttempts(1_000, 60_000)) =>
    Promise.all(
      Array.from({ length: count }, () =>
        signInByPassword(
          door.shop,
          { email: 'ana@shop.example', password: 'x', address: 'a' },
          attempts,
          (kept) => {
            if (kept !== null) looked += 1
            return Promise.resolve(false)
          },
        ),
      ),
    )
  let looked = 0
  beforeEach(async () => {
    looked = 0
    await withPassword('ana')
  })

  test('forty at the same instant see the password five times', async () => {
    await wrong(40)
    expect(looked).toBe(5)
  })

  test('each failure after the fifth doubles the rest, up to an hour', async () => {
    await wrong(5)
    const rests: number[] = []
    for (let count = 0; count < 8; count++) {
      const until = (await accountOf(open.db, 'ana'))?.lockedUntilAt ?? ''
      const minutes = (Date.parse(until) - door.shop.now().getTime()) / 60_000
      rests.push(minutes)
      looked = 0
      await wrong(1)
      expect(looked).toBe(0)
      door.wait(minutes)
      await wrong(1)
      expect(looked).toBe(1)
    }
    expect(rests).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
  })

  test('the right password within the free attempts starts the count anew; a link works while it rests', async () => {
    await wrong(4)
    expect((await attempt(door.browser(), 'ana@shop.example', good)).status).toBe(303)
    await wrong(4)
    expect((await accountOf(open.db, 'ana'))?.failedCount).toBe(4)
    await wrong(1)
    expect((await attempt(door.browser(), 'ana@shop.example', good)).status).toBe(403)
    const browser = door.browser()
    expect((await browser.signIn(await door.linkFor('ana'))).status).toBe(303)
  })

  test('one address fails thirty times in ten minutes, then waits; others do not', async () => {
    const attempts = makeAttempts(30, 600_000)
    await wrong(31, attempts)
    const from = (address: string) =>
      signInByPassword(
        door.shop,
        { email: 'tom@shop.example', password: 'x', address },
        attempts,
        () => Promise.resolve(false),
      )
    expect(await from('a')).toEqual({ outcome: 'too_many', minutes: 10 })
    expect(await from('b')).toEqual({ outcome: 'refused' })
    door.wait(10)
    expect(await from('a')).toEqual({ outcome: 'refused' })
  })

  test('the page says so with 429, by the address that the proxy added', async () => {
    const behind = openDoor(open, { publicUrl: new URL('https://buying.example.com') })
    // Nobody costs the whole work; so most of them are somebody, whose kept password was cheaply derived.
    const names = Array.from({ length: 31 }, (_, count) =>
      count % 10 === 3 ? '' : `guest-${count}`,
    )
    for (const id of names.filter((name) => name !== '')) {
      await open.db
        .insert(people)
        .values({ id, name: id, email: `${id}@shop.example`, role: 'buyer' })
      await withPassword(id)
    }
    let last = 0
    for (let count = 0; count < 31; count++) {
      const browser = behind.browser('127.0.0.1')
      const page = await browser.get('/sign-in')
      const csrf = /name="csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
      const email = names[count] === '' ? 'nobody@x.example' : `${names[count]}@shop.example`
      const body = new URLSearchParams({ csrf, email, password: 'x' })
      const sent = await browser.send('/sign-in', {
        method: 'POST',
        body,
        headers: { 'x-forwarded-for': `198.51.100.${count}, 203.0.113.9` },
      })
      last = sent.status
      expect(last).toBe(count < 30 ? 403 : 429)
    }
    expect((await attempt(behind.browser('127.0.0.1'), 'ana@shop.example', good)).status).toBe(303)
  })
})

describe('where the sign-in leads', () => {
  test.each([
    ['/orders/PO-1?x=1', '/orders/PO-1?x=1'],
    ['/', '/'],
    ['', '/'],
    [undefined, '/'],
    ['https://evil.test/', '/'],
    ['//evil.test/', '/'],
    ['/\\evil.test/', '/'],
    ['/\t/evil.test/', '/'],
    ['/..//evil.test', '/'],
    ['/%2f/evil.test', '/%2f/evil.test'],
    ['javascript:alert(1)', '/'],
    ['/sign-in?next=/sign-in', '/'],
    ['orders', '/'],
  ])('%j leads to %s', (next, target) => {
    expect(ownPath(next)).toBe(target)
  })

  test('an address that came with the form as little as one of the page', async () => {
    await withPassword('ana')
    const led = async (next: string) => {
      const response = await attempt(door.browser(), 'ana@shop.example', good, next)
      return response.headers.get('location')
    }
    expect(await led('//evil.test/orders')).toBe('/')
    expect(await led('/orders')).toBe('/orders')
    const page = await door.browser().get('/sign-in?next=//evil.test')
    expect(await page.text()).not.toContain('evil.test')
  })
})

test('the sign-in needs the token of its form', async () => {
  await withPassword('ana')
  const browser = door.browser()
  const fields = { email: 'ana@shop.example', password: good, csrf: '' }
  expect((await browser.post('/sign-in', '/sign-in', fields)).status).toBe(403)
  const link = await door.linkFor('ana')
  const token = link.split('/').at(-1) ?? ''
  expect((await browser.post('/sign-in/link', link, { token, csrf: 'x' })).status).toBe(403)
  expect((await browser.get('/account')).status).toBe(302)
})
