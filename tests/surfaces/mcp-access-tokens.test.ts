import { eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setActive } from '#commands/set-active.ts'
import {
  isAccessToken,
  listAccessTokens,
  makeAccessToken,
  revokeAccessToken,
} from '#operations/access-tokens.ts'
import { diagnose } from '#operations/diagnose.ts'
import { operationsOn } from '#operations/operations.ts'
import type { Shop } from '#operations/shop.ts'
import { auditOf } from '#store/audit.ts'
import { selectRows, type OpenDatabase } from '#store/database.ts'
import { people } from '#store/schema-people.ts'
import { mcpOperations } from '#surfaces/mcp/host.ts'
import { draft, noon, openForBusiness, signedIn } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { toolCall } from '../mcp/raw-http.ts'
import { refusal } from '../tools/run.ts'
import { ask, clock, isErrorOf, serveEndpoint, type Endpoint } from './mcp-signing-in.ts'

let open: OpenDatabase
let endpoint: Endpoint

beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())
beforeEach(async () => {
  clock.now = Date.parse(noon)
  await emptyTables(open.db)
  await openForBusiness(open.db)
  endpoint = await serveEndpoint(open, { required: true })
})
afterEach(() => endpoint.close())

const make = (changes: Partial<Parameters<typeof makeAccessToken>[1]> = {}) =>
  makeAccessToken(endpoint.shop, {
    person: 'ana',
    name: 'Claude on a laptop',
    scopes: 'read',
    days: 90,
    ...changes,
  })
const statusOf = async (token: string) => (await ask(endpoint, token)).status
const wait = (days: number) => {
  clock.now += days * 24 * 60 * 60_000
}

describe('a token that is made on the machine', () => {
  test('is known only once: the books keep a hash, and the audit names who and what for', async () => {
    const made = await make()
    expect(made.token).toMatch(/^qm_[\w-]{43}$/)
    expect(isAccessToken(made.token)).toBe(true)
    const [{ books } = { books: '' }] = await selectRows<{ books: string }>(
      open.db,
      sql`select (select json_agg(t)::text from access_token t) || (select json_agg(a)::text from audit_entry a) as books`,
    )
    expect(books).toContain('Claude on a laptop')
    expect(books).not.toContain(made.token.slice(3))
    expect((await auditOf(open.db, 'token.')).at(-1)).toMatchObject({
      actor: 'operator',
      action: 'token.made',
      subject: 'ana',
      detail: { token: made.id, scopes: 'read' },
    })
    expect(JSON.stringify(await listAccessTokens(endpoint.shop))).not.toContain(made.token)
  })

  test('answers in the name of its person until its day', async () => {
    const { token, expiresAt } = await make({ days: 2 })
    expect(expiresAt).toBe('2026-11-22T12:00:00.000Z')
    expect(await statusOf(token)).toBe(200)
    wait(1.9)
    expect(await statusOf(token)).toBe(200)
    wait(0.1)
    expect(await statusOf(token)).toBe(401)
    expect((await listAccessTokens(endpoint.shop)).tokens[0]?.state).toBe('expired')
  })

  test('is worthless as soon as it is revoked; once more does nothing', async () => {
    const { token, id } = await make()
    const [kept] = [await make({ name: 'another' })]
    expect(await statusOf(token)).toBe(200)
    expect(await revokeAccessToken(endpoint.shop, { id })).toMatchObject({ outcome: 'revoked' })
    expect(await statusOf(token)).toBe(401)
    expect(await statusOf(kept!.token)).toBe(200)
    expect(await revokeAccessToken(endpoint.shop, { id })).toMatchObject({ outcome: 'unchanged' })
    expect((await auditOf(open.db, 'token.revoked')).length).toBeGreaterThan(0)
    const unknown = await refusal(revokeAccessToken(endpoint.shop, { id: token }))
    expect([unknown.code, unknown.repair]).toEqual(['not_found', expect.stringMatching(/list/)])
  })

  test('of somebody who leaves is refused at once, and stays so when they come back', async () => {
    const { token } = await make()
    const alex = signedIn(open.db, 'alex')
    const change = { person: 'ana', reason: 'left the shop' }
    await open.db.update(people).set({ active: false }).where(eq(people.id, 'ana'))
    expect(await statusOf(token)).toBe(401)
    await open.db.update(people).set({ active: true }).where(eq(people.id, 'ana'))
    expect(await statusOf(token)).toBe(200)
    await alex(setActive, {
      ...change,
      changeId: crypto.randomUUID(),
      seenActive: true,
      active: false,
    })
    await alex(setActive, {
      ...change,
      changeId: crypto.randomUUID(),
      seenActive: false,
      active: true,
    })
    expect(await statusOf(token)).toBe(401)
    expect((await listAccessTokens(endpoint.shop)).tokens[0]?.state).toBe('revoked')
  })

  test('writes down its use, once an hour at most', async () => {
    const { token } = await make()
    const usedAt = async () => (await listAccessTokens(endpoint.shop)).tokens[0]?.lastUsedAt
    expect(await usedAt()).toBeNull()
    await ask(endpoint, token)
    wait(0.5 / 24)
    await ask(endpoint, token)
    expect(await usedAt()).toBe(noon)
    wait(0.6 / 24)
    await ask(endpoint, token)
    expect(await usedAt()).not.toBe(noon)
  })

  test.each<[string, Parameters<typeof make>[0], string]>([
    ['scopes that decide', { scopes: 'read,approve' }, 'invalid'],
    ['drafting without reading', { scopes: 'draft' }, 'invalid'],
    ['no scopes', { scopes: '' }, 'invalid'],
    ['no name', { name: '  ' }, 'invalid'],
    ['a name of two lines', { name: 'a\nb' }, 'invalid'],
    ['more than a year', { days: 366 }, 'invalid'],
    ['no day', { days: 0 }, 'invalid'],
    ['nobody', { person: 'nobody' }, 'not_found'],
  ])('is not made for %s', async (_name, ask, code) => {
    const refused = await refusal(make(ask))
    expect(refused.code).toBe(code)
    expect((await listAccessTokens(endpoint.shop)).tokens).toEqual([])
  })

  test('is not made for somebody who has left', async () => {
    await open.db.update(people).set({ active: false }).where(eq(people.id, 'ana'))
    expect((await refusal(make())).code).toBe('forbidden')
  })

  test('drafts only where it was made to, and in the name of its person', async () => {
    const drafting = toolCall('draft_purchase_order', {
      items: [{ item: 'MUG', units: 24, location: 'LDS' }],
    })
    const reads = await make()
    const refused = await ask(endpoint, reads.token, drafting)
    expect(refused.status).toBe(403)
    expect(refused.headers['www-authenticate']).toContain('scope="read draft"')
    const drafts = await make({ scopes: 'read,draft', person: 'ben' })
    const made = await ask(endpoint, drafts.token, drafting)
    expect(isErrorOf(made), made.text).toBe(false)
    expect((await auditOf(open.db, 'order.draft')).at(-1)?.actor).toBe('ben')
  })
})

test('a session ends when its person may see or do another thing than when it was opened', async () => {
  const { token } = await make()
  const initialize = {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    },
  }
  const opened = await ask(endpoint, token, { body: initialize })
  const headers = { 'mcp-session-id': String(opened.headers['mcp-session-id']) }
  const list = { headers, body: { jsonrpc: '2.0', id: 2, method: 'tools/list' } }
  expect((await ask(endpoint, token, list)).status).toBe(200)
  expect((await ask(endpoint, (await make()).token, list)).status).toBe(404)
  await open.db.update(people).set({ role: 'warehouse' }).where(eq(people.id, 'ana'))
  expect((await ask(endpoint, token, list)).status).toBe(404)
})

describe('what a client of a person can not do', () => {
  test('is to reach the making of tokens', () => {
    const names = mcpOperations.filter((name) => /token|sign|people|person/.test(name))
    expect(names).toEqual([])
  })

  test('is to be somebody else by naming them', async () => {
    const { token } = await make({ person: 'sam', scopes: 'read,draft' })
    const order = await draft(open.db, 10)
    const submitting = toolCall('approve_purchase_order', { order: order.number })
    const answer = await ask(endpoint, token, {
      ...submitting,
      headers: { ...submitting.headers, 'x-person': 'ana', 'x-client': 'ana' },
    })
    expect(isErrorOf(answer), answer.text).toBe(true)
    const run = operationsOn({ ...endpoint.shop, personId: 'ana' })
    const seen = await run('read_order', { order: order.number }, () => undefined)
    expect(JSON.stringify(seen)).toContain('"draft"')
  })
})

describe('the doctor says how MCP is protected', () => {
  const check = async (mcp: Shop['mcp']) => {
    const { checks } = await diagnose({ ...endpoint.shop, ...(mcp && { mcp }) })
    return checks.find(({ name }) => name === 'MCP')
  }
  const issuer = (trouble: string | null) => ({
    issuer: 'https://login.example.com/',
    claimsOf: () => Promise.resolve('not asked'),
    check: () => Promise.resolve(trouble),
  })

  test('on this machine, and where nobody could sign in', async () => {
    expect(await check({ required: false, issuer: null })).toMatchObject({
      state: 'ok',
      detail: expect.stringMatching(/need no token.*0 valid tokens/),
    })
    expect(await check({ required: true, issuer: null })).toMatchObject({
      state: 'note',
      repair: expect.stringMatching(/token create.*MCP_ISSUER/),
    })
    await make()
    expect(await check({ required: true, issuer: null })).toMatchObject({
      state: 'ok',
      detail: expect.stringMatching(/1 valid token made here/),
    })
  })

  test('with a provider, as it answers', async () => {
    expect(await check({ required: true, issuer: issuer(null) })).toMatchObject({ state: 'ok' })
    expect(await check({ required: true, issuer: issuer('no answer') })).toMatchObject({
      state: 'failed',
      detail: expect.stringMatching(/login.example.com.*no answer/),
      repair: expect.stringMatching(/MCP_ISSUER/),
    })
  })
})
