// One yes of one person, given many times at once to several servers of one shop on a real server: one submission.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { auditOf } from '#store/audit.ts'
import type { OpenDatabase } from '#store/database.ts'
import { takeRequestState } from '#store/request-states.ts'
import { usedRequestStates } from '#store/schema-mcp.ts'
import { signingKey } from '#store/signing-keys.ts'
import { draft, hoursOn, noon, openForBusiness, orderNow } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { call, serveShop, stateFor, yes } from '../surfaces/mcp-asking.ts'

const together = <Result>(count: number, act: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)))

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())
beforeEach(async () => {
  await emptyTables(open.db)
  await openForBusiness(open.db)
})

test('mrtr-5: 50 equal answers to two servers submit once', async () => {
  const servers = [await serveShop(open), await serveShop(open)]
  const { number } = await draft(open.db, 240)
  const before = (await auditOf(open.db, 'order.submit')).length
  const state = await stateFor(servers[0]!, number)
  const answers = await together(50, (at) => call(servers[at % 2]!, number, { state, answer: yes }))
  await Promise.all(servers.map((each) => each.close()))
  expect(answers.map(({ error }) => error).filter((error) => error !== null)).toEqual([])
  const submitted = answers.map(({ asked }) => asked.structuredContent?.submitted)
  expect(submitted.filter((each) => each === true)).toHaveLength(1)
  expect(submitted.filter((each) => each === false)).toHaveLength(49)
  expect((await orderNow(open.db, number)).state).toBe('submitted')
  expect((await auditOf(open.db, 'order.submit')).length - before).toBe(1)
  expect(await open.db.$count(usedRequestStates)).toBe(1)
})

test('a state has one taker, and is forgotten when it is too old to come back', async () => {
  const state = { stateHash: 'a', principal: 'local', usedAt: noon, expiresAt: hoursOn(1) }
  const taken = await together(20, () => open.db.transaction((tx) => takeRequestState(tx, state)))
  expect(taken.filter(Boolean)).toHaveLength(1)
  const later = { ...state, stateHash: 'b', usedAt: hoursOn(2), expiresAt: hoursOn(3) }
  expect(await takeRequestState(open.db, later)).toBe(true)
  expect(await open.db.$count(usedRequestStates)).toBe(1)
})

test('processes that ask for a key at the same time get the same one', async () => {
  const keys = await together(10, () =>
    signingKey(open.db, 'test', { key: randomBytes(32).toString('base64url'), at: noon }),
  )
  expect(new Set(keys).size).toBe(1)
})
