import { eq } from 'drizzle-orm'
import { SignJWT, UnsecuredJWT, exportJWK, exportSPKI } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeAccessToken } from '#operations/access-tokens.ts'
import { keepSubject } from '#store/accounts.ts'
import { auditOf } from '#store/audit.ts'
import type { OpenDatabase } from '#store/database.ts'
import { people } from '#store/schema-people.ts'
import { draft, noon, openForBusiness } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { toolCall } from '../mcp/raw-http.ts'
import { openIssuer, type Claims, type TestIssuer } from '../web/openid-issuer.ts'
import {
  ask,
  clock,
  isErrorOf,
  issued,
  serveEndpoint,
  stockOfMugs,
  type Endpoint,
} from './mcp-signing-in.ts'

let open: OpenDatabase
let issuer: TestIssuer
let endpoint: Endpoint

beforeAll(async () => {
  open = await freshDatabase()
  issuer = await openIssuer(() => clock.now)
})
afterAll(async () => {
  await issuer.close()
  await open.close()
})
beforeEach(async () => {
  clock.now = Date.parse(noon)
  await emptyTables(open.db)
  await openForBusiness(open.db)
  issuer.behave()
  endpoint = await serveEndpoint(open, { issuer })
})
afterEach(() => endpoint.close())

const seconds = () => Math.floor(clock.now / 1000)
const token = (claims: Claims = {}, header = {}) => issued(issuer, endpoint, claims, header)
const set = (id: string, changes: Partial<typeof people.$inferInsert>) =>
  open.db.update(people).set(changes).where(eq(people.id, id))

async function expectRefused(bearer: string): Promise<void> {
  const answer = await ask(endpoint, bearer)
  expect(answer.status).toBe(401)
  expect(answer.headers['www-authenticate']).toMatch(
    /^Bearer error="invalid_token".*resource_metadata="/,
  )
  expect(answer.text).not.toContain(bearer)
}

describe("a token of the shop's provider", () => {
  test('opens the endpoint in the name of the person with its verified e-mail, and changes nothing in the books', async () => {
    const rows = (await auditOf(open.db, '')).length
    const answer = await ask(endpoint, await token())
    expect(answer.status).toBe(200)
    expect(isErrorOf(answer)).toBe(false)
    expect((await auditOf(open.db, '')).length).toBe(rows)
  })

  test('of a subject that is linked needs no e-mail, and no e-mail overrules the link', async () => {
    await keepSubject(open.db, 'ben', `${issuer.address} subject-of-ben`)
    const linked = { sub: 'subject-of-ben', email: null as never, scope: 'read draft' }
    const drafting = toolCall('draft_purchase_order', {
      items: [{ item: 'MUG', units: 24, location: 'LDS' }],
    })
    const drafted = await ask(endpoint, await token(linked), drafting)
    expect(isErrorOf(drafted), drafted.text).toBe(false)
    expect(JSON.stringify(drafted.message)).toMatch(/PO-/)
    const made = (await auditOf(open.db, 'order.draft')).at(-1)
    expect(made?.actor).toBe('ben')
    const usurper = await token({ sub: 'another', email: 'ben@shop.example' })
    expect((await ask(endpoint, usurper)).status).toBe(403)
  })

  test.each<[string, Claims]>([
    ['as a list among other audiences', { aud: ['https://other.example/', 'RESOURCE'] }],
    ['with the scopes as a list in scp', { scope: null as never, scp: ['openid', 'read'] }],
    ['with scopes that carry our name', { scope: 'openid quartermaster:read' }],
    ['signed a moment in the future', { iat: 0, nbf: 30 }],
    ['that ended within the skew', { exp: -50 }],
  ])('is taken: %s', async (_name, changed) => {
    const claims = { ...changed }
    for (const name of ['exp', 'nbf', 'iat'] as const) {
      if (typeof claims[name] === 'number') claims[name] += seconds()
    }
    if (Array.isArray(claims.aud)) claims.aud = [claims.aud[0]!, endpoint.resource]
    expect((await ask(endpoint, await token(claims))).status).toBe(200)
  })

  test.each<[string, Claims]>([
    ['made for another server', { aud: 'https://other.example/mcp' }],
    ['that has ended', { exp: -61 }],
    ['without an end', { exp: null as never }],
    ['that is not valid yet', { nbf: 120 }],
    ['of nobody', { sub: null as never }],
    ['of an issuer that only begins alike', { iss: 'ISSUER/' }],
  ])('is refused: %s', async (_name, changed) => {
    const claims = { ...changed }
    for (const name of ['exp', 'nbf'] as const) {
      if (typeof claims[name] === 'number') claims[name] += seconds()
    }
    if (claims.iss !== undefined) claims.iss = `${issuer.address}/`
    await expectRefused(await token(claims))
  })

  test('signed by HS256 with the public key as its secret is refused', async () => {
    const { publicKey } = issuer.keys.rsa
    const secrets = [await exportSPKI(publicKey), (await exportJWK(publicKey)).n!]
    for (const secret of secrets) {
      const forged = await new SignJWT({
        iss: issuer.address,
        aud: endpoint.resource,
        sub: 'subject-of-ana',
        email: 'ana@shop.example',
        email_verified: true,
        scope: 'read draft',
        exp: seconds() + 300,
      })
        .setProtectedHeader({ alg: 'HS256', kid: 'rsa' })
        .sign(new TextEncoder().encode(secret))
      await expectRefused(forged)
    }
  })

  test('names no place where its own key would be: only the issuer is asked', async () => {
    await ask(endpoint, await token())
    issuer.asked.length = 0
    const stranger = await new SignJWT({ iss: issuer.address, aud: endpoint.resource, sub: 'x' })
      .setProtectedHeader({
        alg: 'RS256',
        kid: 'stranger',
        jku: `${issuer.address}/evil-jku`,
        x5u: `${issuer.address}/evil-x5u`,
        jwk: await exportJWK(issuer.keys.stranger.publicKey),
      })
      .setExpirationTime(seconds() + 300)
      .sign(issuer.keys.stranger.privateKey)
    await expectRefused(stranger)
    expect(issuer.asked.filter((path) => path.includes('evil'))).toEqual([])
  })

  test('of somebody who is not in the shop, or not any more, is told so without an e-mail', async () => {
    const unknown = await ask(endpoint, await token({ email: 'nobody@shop.example' }))
    expect(unknown.status).toBe(403)
    expect(unknown.message?.error?.message).toMatch(/administrator/)
    expect(unknown.text).not.toContain('nobody@')
    const unverified = await token({ email_verified: false })
    expect((await ask(endpoint, unverified)).status).toBe(403)
    const good = await token()
    await set('ana', { active: false })
    expect((await ask(endpoint, good)).status).toBe(403)
  })

  test('without our scopes is told which to ask for', async () => {
    const answer = await ask(endpoint, await token({ scope: 'openid email approve' }))
    expect(answer.status).toBe(403)
    expect(answer.headers['www-authenticate']).toMatch(
      /error="insufficient_scope".*scope="read".*resource_metadata="/,
    )
  })

  test('must be made for MCP_AUDIENCE where that is set, and for nothing else', async () => {
    const named = await serveEndpoint(open, { issuer, audience: 'buying' })
    const statusFor = async (aud: string) => (await ask(named, await token({ aud }))).status
    expect(await statusFor('buying')).toBe(200)
    expect(await statusFor(named.resource)).toBe(401)
    await named.close()
  })

  test.each(['ES256', 'PS256'])('may be signed with %s', async (alg) => {
    const kid = alg === 'ES256' ? 'curve' : 'pss'
    const signed = await new SignJWT({ sub: 'x', email: 'ana@shop.example', scope: 'read' })
      .setProtectedHeader({ alg, kid })
      .setIssuer(issuer.address)
      .setAudience(endpoint.resource)
      .setExpirationTime(seconds() + 300)
      .sign(issuer.keys[kid].privateKey)
    // Without a verified e-mail it is a good token of nobody.
    expect((await ask(endpoint, signed)).status).toBe(403)
  })

  test('is not judged by keys of an origin that nobody named', async () => {
    issuer.behaviour.discovery = { jwks_uri: 'http://127.0.0.1:9/keys' }
    expect((await ask(endpoint, await token())).status).toBe(503)
  })

  test('is not judged while the provider does not answer', async () => {
    issuer.behaviour.instead = (_path, response) => {
      response.writeHead(500).end()
      return true
    }
    const answer = await ask(endpoint, await token())
    expect(answer.status).toBe(503)
    expect(answer.headers['retry-after']).toBe('30')
    expect(answer.text).not.toContain(issuer.address)
  })
})

describe('the cases of abuse', () => {
  test('auth-2: a token in the query string is refused, though it is good', async () => {
    const path = `/mcp?access_token=${await token()}`
    const answer = await ask(endpoint, null, { ...stockOfMugs, path })
    expect(answer.status).toBe(401)
    expect(issuer.asked).toEqual([])
    const beside = await ask(endpoint, await token(), { ...stockOfMugs, path })
    expect(beside.status).toBe(401)
  })

  test('auth-4: a token without an audience is refused', async () => {
    await expectRefused(await token({ aud: null as never }))
  })

  test('auth-6: a token with the algorithm "none" is refused', async () => {
    const unsigned = new UnsecuredJWT({ scope: 'read', email: 'ana@shop.example', sub: 'x' })
      .setIssuer(issuer.address)
      .setAudience(endpoint.resource)
      .setExpirationTime(seconds() + 300)
      .encode()
    await expectRefused(unsigned)
  })

  test('auth-8: a token of another issuer is refused', async () => {
    await expectRefused(await token({ iss: 'https://evil.example' }))
  })

  test('auth-10: a key that is a path or an address is looked for nowhere', async () => {
    await ask(endpoint, await token())
    for (const kid of ['../../etc/passwd', `${issuer.address}/evil`, 'file:///etc/passwd']) {
      await expectRefused(await token({}, { kid }))
    }
    expect(new Set(issuer.asked)).toEqual(new Set(['/.well-known/openid-configuration', '/keys']))
  })

  test('tenant-1: an order of another shop is not found, and nothing of it is told', async () => {
    const other = await freshDatabase()
    try {
      await openForBusiness(other.db)
      await draft(open.db, 10)
      await draft(other.db, 10)
      const { number } = await draft(other.db, 77_777)
      const asking = (order: string) => toolCall('get_purchase_order', { order })
      const good = await token()
      const foreign = await ask(endpoint, good, asking(number))
      expect(isErrorOf(foreign)).toBe(true)
      expect(foreign.text).toMatch(/not_found/)
      expect(foreign.text).not.toMatch(/77.?777/)
      // Not a word differs from what is said of an order that there never was anywhere.
      const invented = await ask(endpoint, good, asking('PO-2026-9999'))
      expect(foreign.text).toBe(invented.text.replaceAll('PO-2026-9999', number))
      const { token: theirs } = await makeAccessToken(
        { ...endpoint.shop, database: other, db: other.db },
        { person: 'ana', name: 'a client there', scopes: 'read', days: 1 },
      )
      await expectRefused(theirs)
    } finally {
      await other.close()
    }
  })
})
