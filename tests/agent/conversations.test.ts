import { afterAll, beforeAll, expect, test } from 'vitest'
import { appendExchange, createConversation, readConversation } from '#store/conversations.ts'
import type { OpenDatabase } from '#store/database.ts'
import { lexiconRows } from '#store/lexicon-rows.ts'
import { earlierMessages, trimResult } from '#agent/conversation.ts'
import { freshDatabase } from '../database.ts'
import { buyList } from './results.ts'

let database: OpenDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

const now = '2026-11-21T09:00:00.000Z'
const exchange = (question: string) => ({
  question,
  text: `About ${question}`,
  placeholders: { 'call_1.totals.units': '4,698' },
  toolCalls: [
    {
      id: 'call_1',
      name: 'recommend_reorders',
      arguments: {},
      result: buyList,
      error: null,
      milliseconds: 3,
    },
  ],
  followUps: ['Draft it'],
  model: 'offline',
  notices: [],
})

test('a conversation gives back its newest exchanges, the oldest of them first', async () => {
  const { id } = await createConversation(database.db, { personId: 'maya', surface: 'cli', now })
  for (const question of ['one', 'two', 'three'])
    await appendExchange(database.db, id, exchange(question), now)
  const { exchanges } = await readConversation(database.db, id, { last: 2 })
  expect(exchanges.map(({ question }) => question)).toEqual(['two', 'three'])
  const { question: _, ...answer } = exchange('three')
  expect(exchanges[1]!.answer).toEqual(answer)
})

test('answers that end at once are both kept, in some order', async () => {
  const { id } = await createConversation(database.db, { personId: 'maya', surface: 'cli', now })
  await Promise.all(
    ['a', 'b', 'c'].map((question) => appendExchange(database.db, id, exchange(question), now)),
  )
  const { exchanges } = await readConversation(database.db, id)
  expect(exchanges.map(({ question }) => question).toSorted()).toEqual(['a', 'b', 'c'])
})

test('an unknown conversation, or that of somebody else, is not found', async () => {
  const { id } = await createConversation(database.db, { personId: 'maya', surface: 'web', now })
  await expect(readConversation(database.db, 'nowhere')).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(readConversation(database.db, id, { personId: 'tom' })).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(readConversation(database.db, id, { personId: 'maya' })).resolves.toMatchObject({
    id,
  })
})

test('hostile text comes back as it was', async () => {
  const { id } = await createConversation(database.db, { personId: 'maya', surface: 'cli', now })
  const hostile = `'; drop table conversation; -- "{{call_1.x}}" \u202E <script> 😀`
  await appendExchange(database.db, id, exchange(hostile), now)
  expect((await readConversation(database.db, id)).exchanges[0]!.question).toBe(hostile)
})

test('a model remembers handles of earlier results, under a name that no placeholder reaches', () => {
  const { question, ...answer } = exchange('what should I reorder?')
  const messages = JSON.stringify(earlierMessages({ id: 'x', exchanges: [{ question, answer }] }))
  expect(messages).toContain('R12-1')
  expect(messages).toContain('"call":"earlier"')
  expect(messages).not.toContain('"call":"call_1"')
  expect(messages).not.toContain('landedCostMinor')
})

test('a trimmed result keeps the order of its lists', () => {
  expect(trimResult(buyList)).toMatchObject({
    lines: [
      { recommendation: 'R12-1', units: 288 },
      { recommendation: 'R12-2' },
      { recommendation: 'R12-3' },
    ],
  })
})

test('an empty shop has no names', async () => {
  expect(await lexiconRows(database.db)).toEqual({
    items: [],
    suppliers: [],
    locations: [],
    purchaseOrders: [],
  })
})
