// Everything that a provider, a stranger or the network can do wrong: nobody is let in, and the page says what to do.
import { KeyObject, sign } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { diagnose } from '#operations/diagnose.ts'
import { selectRows, type OpenDatabase } from '#store/database.ts'
import { sql } from 'drizzle-orm'
import { openForBusiness } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { openDoor, type Door } from './door.ts'
import {
  clientId,
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

const ana: Claims = { sub: 'subject-of-ana', email: 'ana@shop.example', email_verified: true }
const seconds = () => Math.floor(door.shop.now().getTime() / 1000)

async function begin(browser: Surfer): Promise<string> {
  const response = await browser.go('/sign-in/openid')
  expect(response.status).toBe(302)
  return response.headers.get('location') ?? ''
}

async function signIn(claims: Claims = ana, browser = surfer(door)): Promise<Response> {
  return browser.go(issuer.authorize(await begin(browser), claims), 'same-origin')
}

async function sessionCount(): Promise<number> {
  const [row] = await selectRows<{ n: string }>(
    open.db,
    sql`select (select count(*) from web_session) + (select count(*) from account) as n`,
  )
  return Number(row?.n)
}

/** The page of a refusal: its words, none of them a secret of the sign-in. */
async function refusal(response: Response, status: number): Promise<string> {
  expect(response.status).toBe(status)
  const page = await response.text()
  expect(page).toContain('href="/sign-in"')
  for (const word of [clientSecret, clientId, issuer.address, 'ana@shop.example', 'subject-of']) {
    expect(page).not.toContain(word)
  }
  expect(page).not.toMatch(/at [a-z]+ \(|node:|ERR_|JW[ST]/)
  if (status === 503) expect(page).toContain('The sign-in provider does not answer as it should.')
  expect(await sessionCount()).toBe(0)
  return page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
}

const told = () => door.errors.map(String).join('\n')

describe('a token is not taken', () => {
  const unsigned = (claims: Claims) =>
    Promise.resolve(
      `${[{ alg: 'none' }, claims]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.')}.`,
    )
  const publicKeyAsSecret = (claims: Claims, { published }: TestIssuer['keys']) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'rsa' })
      .sign(Buffer.from(JSON.stringify(published[0])))
  const clientSecretAsKey = (claims: Claims) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.from(clientSecret.repeat(3)))
  const altered = async (claims: Claims, keys: TestIssuer['keys']) => {
    const [head, , signature] = (await signedWith('RS256', 'rsa')(claims, keys)).split('.')
    const other = Buffer.from(JSON.stringify({ ...claims, sub: 'x' })).toString('base64url')
    return [head, other, signature].join('.')
  }
  // By hand: no library signs what no library takes.
  const byHand =
    (alg: string, hash: string, header: object) => (claims: Claims, keys: TestIssuer['keys']) => {
      const parts = [{ alg, kid: 'rsa', ...header }, claims]
      const text = parts
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.')
      const signature = sign(hash, Buffer.from(text), KeyObject.from(keys.rsa.privateKey as never))
      return Promise.resolve(`${text}.${signature.toString('base64url')}`)
    }
  // Keys that do not say themselves what they are for.
  const keysForAnything = () => issuer.keys.published.map(({ alg: _alg, ...key }) => key)
  const behaviours: [string, () => Partial<TestIssuer['behaviour']>, RegExp][] = [
    ['with another nonce', () => ({ claims: { nonce: 'x'.repeat(43) } }), /nonce/],
    ['without a nonce', () => ({ without: ['nonce'] }), /nonce/],
    ['for another audience', () => ({ claims: { aud: 'other' } }), /aud/],
    ['without an audience', () => ({ without: ['aud'] }), /aud/],
    ['for two without saying for whom', () => ({ claims: { aud: [clientId, 'other'] } }), /azp/],
    [
      'for two, made for the other',
      () => ({ claims: { aud: [clientId, 'other'], azp: 'other' } }),
      /azp/,
    ],
    ['made for another client', () => ({ claims: { azp: 'other' } }), /azp/],
    ['of another issuer', () => ({ claims: { iss: 'https://evil.example' } }), /iss/],
    ['of the issuer with a slash', () => ({ claims: { iss: `${issuer.address}/` } }), /iss/],
    ['that has expired', () => ({ claims: { exp: seconds() - 61 } }), /exp/],
    ['without an end', () => ({ without: ['exp'] }), /exp/],
    ['without a beginning', () => ({ without: ['iat'] }), /iat/],
    ['from the future', () => ({ claims: { iat: seconds() + 90, exp: seconds() + 900 } }), /iat/],
    ['from long ago', () => ({ claims: { iat: seconds() - 700, exp: seconds() + 900 } }), /iat/],
    ['that begins later', () => ({ claims: { nbf: seconds() + 90 } }), /nbf/],
    ['without a subject', () => ({ without: ['sub'] }), /sub/],
    ['with an empty subject', () => ({ claims: { sub: '' } }), /sub/],
    ['with an endless subject', () => ({ claims: { sub: 'x'.repeat(256) } }), /sub/],
    ['without a signature', () => ({ sign: unsigned }), /Algorithm/],
    ['signed with the public key as a secret', () => ({ sign: publicKeyAsSecret }), /Algorithm/],
    ['signed with the client secret', () => ({ sign: clientSecretAsKey }), /Algorithm/],
    [
      'signed with an algorithm not listed',
      () => ({ sign: byHand('RS384', 'sha384', {}), published: keysForAnything() }),
      /not taken/,
    ],
    ['with altered content', () => ({ sign: altered }), /signature/],
    [
      "signed by a stranger in a key's name",
      () => ({ sign: signedWith('RS256', 'stranger', { kid: 'rsa' }) }),
      /signature/,
    ],
    [
      'signed by a key that is not published',
      () => ({ sign: signedWith('RS256', 'stranger') }),
      /key/,
    ],
    [
      'that must be understood to the letter',
      () => ({ sign: byHand('RS256', 'sha256', { crit: ['x'], x: 1 }) }),
      /not taken/,
    ],
    ['that is none', () => ({ sign: () => Promise.resolve('x.y.z') }), /not taken/],
    ['of 70 kB', () => ({ sign: () => Promise.resolve('x'.repeat(70_000)) }), /token endpoint/],
  ]

  test.each(behaviours)('%s', async (_what, behaviour, logged) => {
    Object.assign(issuer.behaviour, behaviour())
    const browser = surfer(door)
    const page = await refusal(await signIn(ana, browser), 503)
    expect(page).toContain('Try again in a minute, or use a password or a sign-in link.')
    expect((await browser.go('/account')).status).toBe(302)
    expect(door.errors).toHaveLength(1)
    expect(told()).toMatch(logged)
    expect(told()).not.toMatch(/shop\.example|subject-of-ana|s3cret|eyJ/)
  })

  test.each([
    ['within a minute after it ended', () => ({ exp: seconds() - 50 })],
    ['signed by hand', () => ({})],
    ['from a clock that is a little ahead', () => ({ iat: seconds() + 50 })],
    ['for two, made for us', () => ({ aud: [clientId, 'other'], azp: clientId })],
  ])('but one %s is', async (what, claims) => {
    issuer.behaviour.claims = claims()
    if (what === 'signed by hand') issuer.behaviour.sign = byHand('RS256', 'sha256', {})
    expect((await signIn()).status).toBe(200)
  })
})

describe('an answer counts once, and only in the browser that asked', () => {
  test('a code that is used twice, also where the provider would redeem it again', async () => {
    for (const redeemsTwice of [false, true]) {
      issuer.behaviour.redeemsTwice = redeemsTwice
      const browser = surfer(door)
      const back = issuer.authorize(await begin(browser), ana)
      const flow = browser.jar.get('quartermaster_openid')
      const first = await browser.go(back, 'same-origin')
      expect(first.status).toBe(200)
      const session = browser.jar.get('quartermaster_session')?.value
      if (flow !== undefined) browser.jar.set('quartermaster_openid', flow)
      const second = await browser.go(back, 'same-origin')
      expect(second.status).toBe(403)
      expect(await second.text()).toContain('used before')
      expect(browser.jar.get('quartermaster_session')?.value).toBe(session)
    }
    expect(door.errors).toEqual([])
  })

  test('the same answer eight times at once', async () => {
    issuer.behaviour.redeemsTwice = true
    const browser = surfer(door)
    const back = issuer.authorize(await begin(browser), ana)
    const flow = browser.jar.get('quartermaster_openid')
    const crowd = await Promise.all(
      Array.from({ length: 8 }, () => {
        const copy = surfer(door)
        if (flow !== undefined) copy.jar.set('quartermaster_openid', flow)
        return copy.go(back, 'same-origin')
      }),
    )
    expect(crowd.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(403)])
  })

  test('in another browser: without its cookie, or with that of its own sign-in', async () => {
    const victim = surfer(door)
    const back = issuer.authorize(await begin(victim), ana)
    const empty = surfer(door)
    await refusal(await empty.go(back, 'same-origin'), 403)
    const other = surfer(door)
    await begin(other)
    await refusal(await other.go(back, 'same-origin'), 403)
    expect(issuer.asked).not.toContain('/token')
  })

  test('a code of another sign-in is bound to its own challenge and nonce', async () => {
    for (const checksVerifier of [true, false]) {
      issuer.behaviour.checksVerifier = checksVerifier
      const [thief, victim] = [surfer(door), surfer(door)]
      const own = new URL(await begin(thief))
      const stolen = new URL(issuer.authorize(await begin(victim), ana), 'http://x')
      stolen.searchParams.set('state', own.searchParams.get('state') ?? '')
      const response = await thief.go(`${stolen.pathname}${stolen.search}`, 'same-origin')
      await refusal(response, checksVerifier ? 403 : 503)
    }
  })

  test.each([
    ['no state', (back: URL) => back.searchParams.delete('state')],
    ['another state', (back: URL) => back.searchParams.set('state', 'x'.repeat(43))],
    ['a state of another length', (back: URL) => back.searchParams.set('state', 'x')],
  ])('with %s', async (_what, change) => {
    const browser = surfer(door)
    const back = new URL(issuer.authorize(await begin(browser), ana), 'http://x')
    change(back)
    await refusal(await browser.go(`${back.pathname}${back.search}`, 'same-origin'), 403)
    expect(issuer.asked).not.toContain('/token')
  })

  test.each(['', 'x', `${'A'.repeat(43)}.1795348800000.!`, `${'A'.repeat(43)}.9.Lw`, '%E0%A4%A'])(
    'with the cookie "%s"',
    async (value) => {
      const browser = surfer(door)
      const back = issuer.authorize(await begin(browser), ana)
      browser.jar.set('quartermaster_openid', { value, line: '' })
      await refusal(await browser.go(back, 'same-origin'), 403)
    },
  )

  test('for ten minutes', async () => {
    const browser = surfer(door)
    const [early, late] = [surfer(door), browser]
    const inTime = issuer.authorize(await begin(early), ana)
    const tooLate = issuer.authorize(await begin(late), ana)
    door.wait(10)
    expect((await early.go(inTime, 'same-origin')).status).toBe(200)
    door.wait(0.1)
    expect((await late.go(tooLate, 'same-origin')).status).toBe(403)
  })

  test('from this provider, where the answer says whose it is', async () => {
    const browser = surfer(door)
    const mixedUp = issuer.authorize(await begin(browser), ana, { iss: 'https://evil.example' })
    await refusal(await browser.go(mixedUp, 'same-origin'), 503)
    issuer.behaviour.discovery = { authorization_response_iss_parameter_supported: true }
    door = openDoor(open, {}, issuer.known())
    await refusal(await signIn(), 503)
    const right = surfer(door)
    const back = issuer.authorize(await begin(right), ana, { iss: issuer.address })
    expect((await right.go(back, 'same-origin')).status).toBe(200)
  })

  test('one that was stopped at the provider says so, in our words', async () => {
    const browser = surfer(door)
    const state = new URL(await begin(browser)).searchParams.get('state')
    const said = 'error=access_denied&error_description=Call+0800+now'
    const response = await browser.go(
      `/sign-in/openid/return?${said}&state=${state}`,
      'same-origin',
    )
    const page = await refusal(response, 403)
    expect(page).toContain('stopped before it was finished')
    expect(page).not.toContain('0800')
    expect(browser.jar.has('quartermaster_openid')).toBe(false)
  })

  test('thirty failures from one address are enough, and passwords are counted apart', async () => {
    const browser = surfer(door)
    for (let attempt = 1; attempt <= 30; attempt++) {
      expect((await browser.go('/sign-in/openid/return?code=x&state=y')).status).toBe(403)
    }
    const page = await refusal(await browser.go('/sign-in/openid/return?code=x&state=y'), 429)
    expect(page).toContain('Wait 10 minutes')
    expect((await signIn(ana, surfer(door, '192.0.2.9'))).status).toBe(200)
    const fields = { email: 'ana@shop.example', password: 'not the right one' }
    expect((await door.browser().post('/sign-in', '/sign-in', fields)).status).toBe(403)
  })
})

describe('a provider that does not do its part', () => {
  const discovery = '/.well-known/openid-configuration'
  const at =
    (path: string, answer: (response: ServerResponse) => void) =>
    (asked: string, response: ServerResponse) => {
      if (asked !== path) return false
      answer(response)
      return true
    }
  const redirectTo = (target: string) => (response: ServerResponse) =>
    response.writeHead(302, { location: target }).end()
  const endless = (response: ServerResponse) => {
    const chunk = Buffer.alloc(64 * 1024, 32)
    const more = () => {
      while (!response.destroyed && response.write(chunk)) continue
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  }
  const bad = (status: number, text: string) => (response: ServerResponse) =>
    response.writeHead(status).end(text)

  const faults: [string, () => Partial<TestIssuer['behaviour']>, RegExp][] = [
    ['answers with an error', () => ({ instead: at(discovery, bad(500, 'x')) }), /status 500/],
    [
      'answers with a page',
      () => ({ instead: at(discovery, bad(200, '<html>')) }),
      /not as it must/,
    ],
    [
      'sends an endless document',
      () => ({ instead: at(discovery, endless) }),
      /larger than 256 kB/,
    ],
    [
      'redirects its document',
      () => ({ instead: at(discovery, redirectTo(`${issuer.address}/elsewhere`)) }),
      /redirect/,
    ],
    ['closes the line', () => ({ instead: at(discovery, (r) => r.destroy()) }), /can not be read/],
    [
      'is another issuer',
      () => ({ discovery: { issuer: 'https://evil.example' } }),
      /another issuer/,
    ],
    [
      'names keys elsewhere',
      () => ({ discovery: { jwks_uri: 'http://127.0.0.1:1/keys' } }),
      /names http:\/\/127\.0\.0\.1:1, which is neither/,
    ],
    [
      'redeems codes elsewhere',
      () => ({ discovery: { token_endpoint: 'http://169.254.169.254/x' } }),
      /names http:\/\/169/,
    ],
    [
      'sends people elsewhere',
      () => ({ discovery: { authorization_endpoint: 'https://evil.example/' } }),
      /names https:\/\/evil/,
    ],
    ['names no keys', () => ({ discovery: { jwks_uri: undefined } }), /jwks_uri/],
    [
      'names a script',
      () => ({ discovery: { authorization_endpoint: 'javascript:alert(1)' } }),
      /names/,
    ],
  ]

  test.each(faults)('%s', async (_what, behaviour, logged) => {
    Object.assign(issuer.behaviour, behaviour())
    const browser = surfer(door)
    await refusal(await browser.go('/sign-in/openid'), 503)
    expect(browser.jar.size).toBe(0)
    expect(told()).toMatch(logged)
    expect(issuer.asked).not.toContain('/elsewhere')
    const check = (await diagnose(door.shop)).checks.find(({ name }) => name === 'Sign-in')
    expect(check).toMatchObject({ state: 'failed', detail: expect.stringMatching(logged) })
    issuer.behave()
    expect((await signIn()).status).toBe(200)
  })

  const lateFaults: [string, () => Partial<TestIssuer['behaviour']>, RegExp][] = [
    ['sends no keys', () => ({ published: [] }), /key set/],
    ['sends endless keys', () => ({ instead: at('/keys', endless) }), /key set is larger/],
    [
      'redirects its keys',
      () => ({ instead: at('/keys', redirectTo(`${issuer.address}/elsewhere`)) }),
      /key set can not be read/,
    ],
    [
      'redirects the code',
      () => ({ instead: at('/token', redirectTo(`${issuer.address}/elsewhere`)) }),
      /token endpoint can not be read/,
    ],
    ['gives no token', () => ({ instead: at('/token', bad(200, '{}')) }), /status 200/],
    [
      'refuses the client',
      () => ({ instead: at('/token', bad(401, '{"error":"invalid_client"}')) }),
      /invalid_client/,
    ],
    [
      'tells a story',
      () => ({ instead: at('/token', bad(400, '{"error":"Call 0800 NOW"}')) }),
      /status 400 \(no reason\)/,
    ],
  ]

  test.each(lateFaults)('%s', async (_what, behaviour, logged) => {
    Object.assign(issuer.behaviour, behaviour())
    await refusal(await signIn(), 503)
    expect(told()).toMatch(logged)
    expect(issuer.asked).not.toContain('/elsewhere')
  })

  test('hangs: five seconds are enough', { timeout: 15_000 }, async () => {
    issuer.behaviour.instead = at(discovery, () => undefined)
    const began = Date.now()
    await refusal(await surfer(door).go('/sign-in/openid'), 503)
    expect(Date.now() - began).toBeLessThan(8_000)
    expect(told()).toContain('no answer in 5 seconds')
  })

  test('is down: the page, the log and the doctor say so, and a link still lets in', async () => {
    const gone = 'http://127.0.0.1:1'
    door = openDoor(open, {}, issuer.known({ issuer: gone, origins: [gone] }))
    await refusal(await surfer(door).go('/sign-in/openid'), 503)
    expect(told()).toMatch(/ECONNREFUSED|bad port/)
    const check = (await diagnose(door.shop)).checks.find(({ name }) => name === 'Sign-in')
    expect(check).toMatchObject({ state: 'failed', repair: expect.stringContaining('OIDC_ISSUER') })
    expect((await door.browser().signIn(await door.linkFor('ana'))).status).toBe(303)
  })

  test('answers: the doctor says so, and where people come back to', async () => {
    const check = (await diagnose(door.shop)).checks.find(({ name }) => name === 'Sign-in')
    expect(check).toEqual({
      name: 'Sign-in',
      state: 'ok',
      detail: `${issuer.address} answers; people come back to http://127.0.0.1:4310/sign-in/openid/return`,
    })
    const without = (await diagnose({ ...door.shop, openId: null })).checks
    expect(without.map(({ name }) => name)).not.toContain('Sign-in')
  })

  test('many who begin at once are one question', async () => {
    await Promise.all(Array.from({ length: 20 }, () => begin(surfer(door))))
    expect(issuer.asked).toEqual([discovery])
  })
})
