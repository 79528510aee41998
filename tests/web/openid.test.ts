import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accountOf, keepSubject } from '#store/accounts.ts'
import { auditOf } from '#store/audit.ts'
import { selectRows, type OpenDatabase } from '#store/database.ts'
import { people } from '#store/schema-people.ts'
import { eq, sql } from 'drizzle-orm'
import { openForBusiness, staff } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { openDoor, type Door } from './door.ts'
import {
  clientSecret,
  openIssuer,
  signedWith,
  type Claims,
  type TestIssuer,
} from './openid-issuer.ts'
import { surfer, type Surfer } from './surfer.ts'

let open: OpenDatabase
let issuer: TestIssuer
let door: Door

beforeAll(async () => {
  open = await freshDatabase()
  issuer = await openIssuer(() => door.shop.now().getTime())
})
afterAll(async () => {
  await issuer.close()
  await open.close()
})
beforeEach(async () => {
  await emptyTables(open.db)
  await openForBusiness(open.db)
  issuer.behave()
  door = openDoor(open, {}, issuer.known())
})

const ana: Claims = { sub: 'subject-of-ana', email: 'Ana@Shop.example', email_verified: true }

const textOf = async (response: Response) =>
  (await response.text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

async function begin(browser: Surfer, next = '/'): Promise<string> {
  const response = await browser.go(`/sign-in/openid?next=${encodeURIComponent(next)}`)
  expect(response.status).toBe(302)
  return response.headers.get('location') ?? ''
}

/** The provider leads back; our own page opens the address once more. */
async function comeBack(browser: Surfer, back: string): Promise<Response> {
  const hop = await browser.go(back, 'cross-site')
  const again = /content="0; url=([^"]+)"/.exec(await hop.text())?.[1]?.replaceAll('&amp;', '&')
  expect(again).toBe(back)
  return browser.go(back, 'same-origin')
}

async function signIn(claims: Claims, browser = surfer(door), next = '/'): Promise<Response> {
  return comeBack(browser, issuer.authorize(await begin(browser, next), claims))
}

const isIn = async (browser: Surfer) => (await browser.go('/account')).status === 200

/** Everything that a sign-in could leave behind. */
async function traces() {
  const [row] = await selectRows<{ sessions: string; subjects: string; people: string }>(
    open.db,
    sql`select (select count(*) from web_session) as sessions, (select count(*) from person) as people,
        (select count(*) from account where oidc_subject is not null) as subjects`,
  )
  return [Number(row?.sessions), Number(row?.subjects), Number(row?.people)]
}
const noTrace = [0, 0, staff.length]

describe('whoever the provider vouches for', () => {
  test('is known by the verified e-mail the first time, and from then on by the subject', async () => {
    const first = surfer(door)
    const response = await signIn(ana, first, '/orders?state=draft')
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('content="0; url=/orders?state=draft"')
    expect(await textOf(await first.go('/account'))).toMatch(
      /ana@shop\.example .* Sign-in provider knows you/,
    )
    await open.db.update(people).set({ email: 'new@shop.example' }).where(eq(people.id, 'ana'))
    const second = surfer(door)
    await signIn({ sub: 'subject-of-ana' }, second)
    expect(await textOf(await second.go('/account'))).toContain('new@shop.example')
    expect((await accountOf(open.db, 'ana'))?.oidcSubject).toBe(`${issuer.address} subject-of-ana`)
    const told = await auditOf(open.db, 'person.')
    expect(told.slice(-3).map(({ action, actor, detail }) => [action, actor, detail])).toEqual([
      ['person.openid_linked', 'ana', { issuer: issuer.address, replaced: false }],
      ['person.signed_in', 'ana', { by: 'openid' }],
      ['person.signed_in', 'ana', { by: 'openid' }],
    ])
    expect(door.errors).toEqual([])
  })

  test.each(['RS256', 'PS256', 'ES256'] as const)('signs with %s', async (alg) => {
    const kid = ({ RS256: 'rsa', PS256: 'pss', ES256: 'curve' } as const)[alg]
    issuer.behaviour.sign = signedWith(alg, kid)
    const browser = surfer(door)
    await signIn(ana, browser)
    expect(await isIn(browser)).toBe(true)
  })

  test('is asked for with a challenge, and nothing of it can be guessed from the rest', async () => {
    const [one, two] = [new URL(await begin(surfer(door))), new URL(await begin(surfer(door)))]
    expect(Object.fromEntries(one.searchParams)).toEqual({
      tenant: '7',
      response_type: 'code',
      client_id: 'console of the shop',
      redirect_uri: 'http://127.0.0.1:4310/sign-in/openid/return',
      scope: 'openid email',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
    const secrets = [one, two].flatMap(({ searchParams: part }) =>
      ['state', 'nonce', 'code_challenge'].map((name) => part.get(name)),
    )
    expect(new Set(secrets).size).toBe(6)
    expect(one.href).not.toContain(encodeURIComponent(clientSecret))
  })

  test('comes back to the public address, with cookies that need https', async () => {
    door = openDoor(open, { publicUrl: new URL('https://buying.example.com') }, issuer.known())
    const browser = surfer(door)
    const asked = new URL(await begin(browser))
    expect(asked.searchParams.get('redirect_uri')).toBe(
      'https://buying.example.com/sign-in/openid/return',
    )
    const [[name, { line }] = ['', { line: '' }]] = [...browser.jar]
    expect(name).toBe('__Host-quartermaster_openid')
    expect(line).toMatch(/; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    await comeBack(browser, issuer.authorize(asked.href, ana))
    expect(await isIn(browser)).toBe(true)
    expect([...browser.jar.keys()]).toEqual(['__Host-quartermaster_session'])
  })

  test('gets a session of its own; the one before in that browser ends, ours alone', async () => {
    const browser = surfer(door)
    await signIn(ana, browser)
    const before = browser.jar.get('quartermaster_session')?.value
    await signIn({ ...ana, sub: 'ben', email: 'ben@shop.example' }, browser)
    expect(await textOf(await browser.go('/account'))).toContain('ben@shop.example')
    const old = door.browser()
    old.cookie = `quartermaster_session=${before}`
    expect((await old.get('/account')).status).toBe(302)
    const asked = issuer.asked.length
    const desk = door.browser()
    desk.cookie = `quartermaster_session=${browser.jar.get('quartermaster_session')?.value}`
    expect((await desk.post('/account/sign-out', '/account')).headers.get('location')).toBe(
      '/sign-in',
    )
    expect(await isIn(browser)).toBe(false)
    expect(issuer.asked).toHaveLength(asked)
  })

  test('proves the client in the body where the provider takes nothing else', async () => {
    issuer.behaviour.discovery = { token_endpoint_auth_methods_supported: ['client_secret_post'] }
    const browser = surfer(door)
    await signIn(ana, browser)
    expect(await isIn(browser)).toBe(true)
  })

  test('is let in with a key that is newer than the kept ones', async () => {
    await signIn(ana)
    issuer.behaviour.published = issuer.keys.published.map((key) => ({
      ...key,
      kid: `${key.kid}-2`,
    }))
    issuer.behaviour.sign = signedWith('RS256', 'rsa', { kid: 'rsa-2' })
    door.wait(1)
    const browser = surfer(door)
    await signIn(ana, browser)
    expect(await isIn(browser)).toBe(true)
    expect(issuer.asked.filter((path) => path === '/keys')).toHaveLength(2)
    expect(issuer.asked.filter((path) => path.startsWith('/.well-known'))).toHaveLength(1)
  })
})

describe('is nobody here, and nothing is made', () => {
  test.each<[string, Claims]>([
    ['an unknown e-mail', { ...ana, email: 'eve@shop.example' }],
    ['no e-mail', { sub: 'x', email_verified: true }],
    ['an unverified e-mail', { ...ana, email_verified: false }],
    ['an e-mail of which nothing is said', { sub: 'x', email: 'ana@shop.example' }],
    ['an e-mail verified as a word', { ...ana, email_verified: 'true' }],
    ['an e-mail with a wildcard', { ...ana, email: 'an_@shop.example' }],
  ])('%s', async (_what, claims) => {
    const browser = surfer(door)
    const response = await signIn(claims, browser)
    expect(response.status).toBe(403)
    const text = await textOf(response)
    expect(text).toContain('an administrator of the shop')
    expect(text).not.toContain('shop.example')
    expect(await isIn(browser)).toBe(false)
    expect(await traces()).toEqual(noTrace)
  })

  test('somebody who has left, by e-mail and by subject', async () => {
    await open.db.update(people).set({ active: false }).where(eq(people.id, 'ana'))
    expect((await signIn(ana)).status).toBe(403)
    expect(await traces()).toEqual(noTrace)
    await keepSubject(open.db, 'ana', `${issuer.address} subject-of-ana`)
    expect((await signIn(ana)).status).toBe(403)
    expect(await traces()).toEqual([0, 1, staff.length])
  })

  test('an e-mail that two people have, also where one of them has left', async () => {
    await open.db.update(people).set({ email: 'ANA@shop.example' }).where(eq(people.id, 'ben'))
    expect((await signIn(ana)).status).toBe(403)
    await open.db.update(people).set({ active: false }).where(eq(people.id, 'ben'))
    expect((await signIn(ana)).status).toBe(403)
    expect(await traces()).toEqual(noTrace)
  })

  test('another subject with the e-mail of somebody who is known already', async () => {
    await signIn(ana)
    const other = surfer(door)
    expect((await signIn({ ...ana, sub: 'somebody-else' }, other)).status).toBe(403)
    expect(await isIn(other)).toBe(false)
    expect((await accountOf(open.db, 'ana'))?.oidcSubject).toContain('subject-of-ana')
  })

  test('a subject that another provider gave: it begins anew with the e-mail', async () => {
    await keepSubject(open.db, 'ben', 'https://old.example subject-of-ana')
    await keepSubject(open.db, 'ana', 'https://old.example 17')
    const browser = surfer(door)
    await signIn(ana, browser)
    expect(await textOf(await browser.go('/account'))).toContain('ana@shop.example')
    expect((await accountOf(open.db, 'ana'))?.oidcSubject).toBe(`${issuer.address} subject-of-ana`)
  })
})

test('without a provider nothing of it shows', async () => {
  door = openDoor(open)
  const browser = surfer(door)
  expect(await (await browser.go('/sign-in')).text()).not.toContain('openid')
  for (const path of ['/sign-in/openid', '/sign-in/openid/return?code=x&state=y']) {
    const { pathname } = new URL((await browser.go(path)).headers.get('location') ?? '', 'http://x')
    expect(pathname).toBe('/sign-in')
  }
  expect(issuer.asked).toEqual([])
})

test('the sign-in page leads to the provider and keeps where somebody wanted to go', async () => {
  const page = await (await surfer(door).go('/sign-in?next=/orders')).text()
  expect(page).toContain('href="/sign-in/openid?next=%2Forders"')
  expect(page).toContain(`Sign in at ${new URL(issuer.address).host}`)
  const browser = surfer(door)
  const response = await signIn(ana, browser, 'https://evil.example/x')
  expect(await response.text()).toContain('content="0; url=/"')
})
