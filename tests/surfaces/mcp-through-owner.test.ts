// A client that starts its own server, while another process holds the data folder: what it does goes through the door.
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { operationsOn } from '#operations/operations.ts'
import { mcpHostThrough } from '#surfaces/cli/mcp-host.ts'
import { ownerClient } from '#surfaces/owner/client.ts'
import { ownerDoor } from '#surfaces/owner/door.ts'
import type { OpenDatabase } from '#store/database.ts'
import { draft, openForBusiness, orderNow } from '../commands/world.ts'
import { freshDatabase } from '../database.ts'
import { serveHost, type Served } from '../mcp/raw-http.ts'
import { call, shopOf, stateFor, yes } from './mcp-asking.ts'

const token = 'a-token-of-this-test'
let database: OpenDatabase
let owner: ReturnType<typeof serve>
let attached: Served
beforeAll(async () => {
  database = await freshDatabase()
  await openForBusiness(database.db)
  const door = ownerDoor(operationsOn(shopOf(database)), token, () => undefined)
  const routes = new Hono().route('/owner', door)
  owner = serve({ fetch: routes.fetch, hostname: '127.0.0.1', port: 0 })
  await new Promise((resolve) => owner.once('listening', resolve))
  const { port } = owner.address() as AddressInfo
  attached = await serveHost(mcpHostThrough(ownerClient({ port, token }), '0'))
})
afterAll(async () => {
  await attached.close()
  await new Promise((resolve) => owner.close(resolve))
  await database.close()
})

it('a question is asked, sealed with the key of the shop, and answered once', async () => {
  const { number } = await draft(database.db, 240)
  const state = await stateFor(attached, number)
  const { asked } = await call(attached, number, { state, answer: yes })
  expect(asked.structuredContent).toMatchObject({ order: number, submitted: true })
  expect((await orderNow(database.db, number)).state).toBe('submitted')
  const again = await call(attached, number, { state, answer: yes })
  expect(again.asked.structuredContent).toMatchObject({ submitted: false, state: 'submitted' })
})

it('a refusal arrives in its own words', async () => {
  const { number } = await draft(database.db, 5)
  const { asked } = await call(attached, number)
  expect(asked.isError).toBe(true)
  expect(asked.content?.[0]?.text).toContain('can not be ordered')
})
