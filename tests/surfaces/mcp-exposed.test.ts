import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeAccessToken } from '#operations/access-tokens.ts'
import type { OpenDatabase } from '#store/database.ts'
import { startServer } from '#surfaces/cli/server.ts'
import { openForBusiness } from '../commands/world.ts'
import { freshDatabase } from '../database.ts'
import { refusal } from '../tools/run.ts'
import { ask, isErrorOf, serveEndpoint, stockOfMugs, type Endpoint } from './mcp-signing-in.ts'

let open: OpenDatabase
let endpoint: Endpoint
let token: string
const publicUrl = new URL('https://buying.example.com/')

beforeAll(async () => {
  open = await freshDatabase()
  await openForBusiness(open.db)
  endpoint = await serveEndpoint(open, { publicUrl })
  const wanted = { person: 'ana', name: 'test', scopes: 'read', days: 1 }
  token = (await makeAccessToken(endpoint.shop, wanted)).token
})
afterAll(async () => {
  await endpoint.close()
  await open.close()
})

const statusWith = async (bearer: string | null, headers: Record<string, string>) => {
  const sent = { ...stockOfMugs, headers: { ...stockOfMugs.headers, ...headers } }
  return (await ask(endpoint, bearer, sent)).status
}

describe('behind a public address', () => {
  test('nobody goes without a token, whatever the request is called by', async () => {
    for (const host of ['buying.example.com', '127.0.0.1', 'localhost']) {
      expect([host, await statusWith(null, { host })]).toEqual([host, 401])
      expect([host, await statusWith(token, { host })]).toEqual([host, 200])
    }
  })

  test('another name is refused before any token is looked at', async () => {
    const host = 'evil.example.com'
    expect(await statusWith(token, { host })).toBe(403)
    expect(await statusWith(token, { host, 'x-forwarded-host': 'buying.example.com' })).toBe(403)
  })

  test('its own pages may ask, those of others may not', async () => {
    const host = 'buying.example.com'
    expect(await statusWith(token, { host, origin: publicUrl.origin })).toBe(200)
    expect(await statusWith(token, { host, origin: 'https://evil.example.com' })).toBe(403)
    expect(await statusWith(token, { host, origin: 'null' })).toBe(403)
  })

  test('the endpoint is known by its public address', () => {
    expect(endpoint.resource).toBe('https://buying.example.com/mcp')
  })
})

test('an address that others reach is not served without a public one', async () => {
  const options = {
    port: 0,
    dataFolder: null,
    publicUrl: null,
    mail: null,
    slack: null,
    version: '0',
  }
  for (const host of ['0.0.0.0', '::', '192.0.2.7']) {
    const refused = await refusal(startServer(endpoint.shop, { ...options, host }))
    expect(refused.code).toBe('forbidden')
    expect(refused.message).toMatch(/in the clear/)
    expect(refused.repair).toMatch(/PUBLIC_URL/)
  }
})

test('a machine of its own needs no token', async () => {
  const local = await serveEndpoint(open)
  expect((await ask(local, null)).status).toBe(200)
  expect((await ask(local, 'wrong')).status).toBe(401)
  await local.close()
})

test('a program that was started for somebody who left says so at each call', async () => {
  const local = await serveEndpoint(open, { person: 'nobody' })
  const answer = await ask(local, null)
  await local.close()
  expect(isErrorOf(answer), answer.text).toBe(true)
  expect(answer.text).toContain('no active person')
})
