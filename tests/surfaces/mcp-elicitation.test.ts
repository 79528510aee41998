import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernTransport,
} from '@modelcontextprotocol/client'
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { withdrawOrder } from '#commands/withdraw-order.ts'
import { auditOf } from '#store/audit.ts'
import type { OpenDatabase } from '#store/database.ts'
import { reviseOrder } from '#store/purchase-order-writes.ts'
import { asOf, draft, noon, openForBusiness, orderNow, signedIn } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import type { Served } from '../mcp/raw-http.ts'
import { call, forms, links, serveShop, stateFor, yes } from './mcp-asking.ts'

let database: OpenDatabase
let served: Served
let order: string
let submitsBefore = 0
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await emptyTables(database.db)
  await openForBusiness(database.db)
  served = await serveShop(database)
  order = (await draft(database.db, 240)).number
  submitsBefore = await submitRows()
})
afterEach(async () => {
  vi.useRealTimers()
  await served.close()
})

const stateOf = async () => (await orderNow(database.db, order)).state
const submitRows = async () => (await auditOf(database.db, 'order.submit')).length
/** Audit rows of submissions in this test: the book itself is never emptied. */
const submissions = async () => (await submitRows()) - submitsBefore

type Said = { action: 'accept' | 'decline' | 'cancel'; content?: Record<string, unknown> }
type Modes = Record<string, Record<string, never>>
type Put = { message: string; mode?: string | undefined; url?: string | undefined }

/** A client of the 2026-07-28 revision that answers questions as told. */
async function modern(say: (put: Put) => Said, elicitation: Modes = { form: {} }) {
  const client = new ModernClient(
    { name: 'test', version: '1' },
    { capabilities: { elicitation }, versionNegotiation: { mode: 'auto' } },
  )
  client.setRequestHandler('elicitation/create', (request) =>
    Promise.resolve(say(request.params as Put) as never),
  )
  await client.connect(new ModernTransport(served.url))
  return client
}

/** As `modern`, of the 2025 revisions, by the older library: the question is pushed over its session. */
async function legacy(say: (put: Put) => Said, elicitation: Modes = { form: {} }) {
  const client = new LegacyClient({ name: 'test', version: '1' }, { capabilities: { elicitation } })
  client.setRequestHandler(ElicitRequestSchema, (request) =>
    Promise.resolve(say(request.params as Put) as never),
  )
  await client.connect(new LegacyTransport(served.url) as unknown as Transport)
  return client as unknown as ModernClient
}

describe.each([
  ['a client of the 2026-07-28 revision', modern],
  ['a client of the 2025 revisions', legacy],
])('%s', (_name, connect) => {
  async function submit(say: (put: Put) => Said, elicitation?: Modes) {
    const client = await connect(say, elicitation)
    const result = await client.callTool({
      name: 'approve_purchase_order',
      arguments: { order },
    })
    await client.close()
    return {
      text: (result.content as { text: string }[])[0]?.text ?? '',
      told: result.structuredContent as { submitted: boolean; state: string },
    }
  }

  it('is asked what would be submitted, and submits it on yes', async () => {
    const put: Put[] = []
    const { told } = await submit((question) => {
      put.push(question)
      return { action: 'accept', content: { submit: true } }
    })
    expect(put).toHaveLength(1)
    expect(put[0]?.message).toMatch(
      new RegExp(`^Submit ${order} \\(Acme[^,]*, 1 line, £[\\d.,]+\\) for approval\\?`),
    )
    expect(told).toMatchObject({ submitted: true, state: 'submitted' })
    expect(await submissions()).toBe(1)
  })

  it.each<[string, Said]>([
    ['a refusal', { action: 'decline' }],
    ['a closed question', { action: 'cancel' }],
    ['a no', { action: 'accept', content: { submit: false } }],
  ])('submits nothing on %s, and says how to do it later', async (_what, said) => {
    const { text, told } = await submit(() => said)
    expect(told).toMatchObject({ submitted: false, state: 'draft' })
    expect(text).toContain('nothing was submitted')
    expect(text).toContain('Ask again')
    expect(await stateOf()).toBe('draft')
  })

  it('is not asked about an order that is submitted', async () => {
    await submit(() => yes as Said)
    const { told, text } = await submit(() => {
      throw new Error('asked again')
    })
    expect(told).toMatchObject({ submitted: false, state: 'submitted' })
    expect(text).toContain('was submitted before')
  })

  it('sends a person to the console where the client only opens links', async () => {
    const console = await serveShop(database, new URL('https://shop.example/'))
    const put: Put[] = []
    const before = served
    served = console
    try {
      const { told, text } = await submit(
        (question) => {
          put.push(question)
          return { action: 'accept' }
        },
        { url: {} },
      )
      expect(put[0]?.url).toBe(`https://shop.example/orders/${order}`)
      expect(told).toMatchObject({ submitted: false, state: 'draft' })
      expect(text).toContain('signs in to the web console')
      expect(await submissions()).toBe(0)
    } finally {
      served = before
      await console.close()
    }
  })
})

describe('an answer', () => {
  it('of a client that can not ask anybody is not needed: its scope submits', async () => {
    const { asked } = await call(served, order, { capabilities: {} })
    expect(asked.structuredContent).toMatchObject({ submitted: true })
  })

  it('by a link is not waited for where the console has no address', async () => {
    const { asked } = await call(served, order, { capabilities: links })
    expect(asked.structuredContent).toMatchObject({ submitted: true })
  })

  it('mrtr-1: with a state that was tampered with is refused', async () => {
    const state = await stateFor(served, order)
    for (const at of [4, Math.floor(state.length / 2), state.length - 2]) {
      const flipped = state[at] === 'A' ? 'B' : 'A'
      const tampered = `${state.slice(0, at)}${flipped}${state.slice(at + 1)}`
      const { error } = await call(served, order, { state: tampered, answer: yes })
      expect(error).toBe(-32602)
    }
    expect(await stateOf()).toBe('draft')
  })

  it('mrtr-3: to the question about another order is refused', async () => {
    const other = (await draft(database.db, 1200)).number
    const state = await stateFor(served, order)
    expect((await call(served, other, { state, answer: yes })).error).toBe(-32602)
    expect((await orderNow(database.db, other)).state).toBe('draft')
    expect(await stateOf()).toBe('draft')
  })

  it('mrtr-5: given twice, and 50 times at once, submits once', async () => {
    const state = await stateFor(served, order)
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => call(served, order, { state, answer: yes })),
    )
    const done = answers.filter(({ asked }) => asked.structuredContent?.submitted === true)
    expect(done).toHaveLength(1)
    await call(served, order, { state, answer: yes })
    expect(await submissions()).toBe(1)
  })

  it('given again after the order was taken back asks anew, and submits nothing', async () => {
    const state = await stateFor(served, order)
    await call(served, order, { state, answer: yes })
    await signedIn(database.db, 'ana')(withdrawOrder, { order, revision: 1, reason: 'wait' })
    const { asked } = await call(served, order, { state, answer: yes })
    expect(asked.resultType).toBe('input_required')
    expect(await submissions()).toBe(1)
  })

  it('given again is taken up by nothing, even where the order is a draft of the same content again', async () => {
    const state = await stateFor(served, order)
    await call(served, order, { state, answer: yes })
    await database.db.execute(
      sql`update purchase_order set state = 'draft', submitted_at = null where number = ${order}`,
    )
    const { asked } = await call(served, order, { state, answer: yes })
    expect(asked.resultType).toBe('input_required')
    expect(await submissions()).toBe(1)
  })

  it('mrtr-7: of a client that does not declare that it can ask is refused', async () => {
    const state = await stateFor(served, order)
    const refused = await call(served, order, { state, answer: yes, capabilities: {} })
    expect(refused.error).toBe(-32021)
    const stateless = await call(served, order, { answer: yes, capabilities: {} })
    expect(stateless.error).toBe(-32021)
    expect(await stateOf()).toBe('draft')
  })

  it('that says no is heard, also where the client could not be asked again', async () => {
    const state = await stateFor(served, order)
    const no = { state, answer: { action: 'decline' }, capabilities: links }
    expect((await call(served, order, no)).asked.structuredContent?.submitted).toBe(false)
    const nothing = { state, answer: {}, capabilities: links }
    expect((await call(served, order, nothing)).error).toBe(-32021)
    expect(await stateOf()).toBe('draft')
  })

  it('without a question before it only asks', async () => {
    const { asked } = await call(served, order, { answer: yes })
    expect(asked.resultType).toBe('input_required')
    expect(await stateOf()).toBe('draft')
  })

  it('of another client is refused', async () => {
    const state = await stateFor(served, order)
    expect((await call(served, order, { state, answer: yes, client: 'other' })).error).toBe(-32602)
    expect(await stateOf()).toBe('draft')
  })

  it('is refused after ten minutes', async () => {
    const state = await stateFor(served, order)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 601_000 })
    expect((await call(served, order, { state, answer: yes })).error).toBe(-32602)
    expect(await stateOf()).toBe('draft')
  })

  it('still counts after the server was started again', async () => {
    const state = await stateFor(served, order)
    const again = await serveShop(database)
    const { asked } = await call(again, order, { state, answer: yes })
    expect(asked.structuredContent).toMatchObject({ submitted: true })
    await again.close()
  })

  it('to what the order said before an edit asks about what it says now', async () => {
    const state = await stateFor(served, order)
    const line = {
      lineNumber: 1,
      sku: 'MUG',
      units: 6000,
      unitPrice: '3.900000',
      expectedOn: '2026-12-04',
    }
    const content = {
      supplierCode: 'ACME',
      locationCode: 'LDS',
      currency: 'GBP',
      expectedOn: '2026-12-04',
      lines: [line],
    }
    const wanted = { content, rateToBase: '1', planRunId: null, recommendationIds: {} }
    const author = { id: 'ana', at: noon, asOf }
    await reviseOrder(database.db, { number: order, revision: 1, wanted }, author)
    const { asked } = await call(served, order, { state, answer: yes })
    expect(asked.resultType).toBe('input_required')
    expect(await stateOf()).toBe('draft')
    const after = { state: asked.requestState, answer: yes }
    expect((await call(served, order, after)).asked.structuredContent?.submitted).toBe(true)
  })

  it.each([
    ['no content', { action: 'accept' }],
    ['words for a yes', { action: 'accept', content: { submit: 'yes' } }],
    ['another field', { action: 'accept', content: { approve: true } }],
    ['a list', { action: 'accept', content: [true] }],
    ['no action', { content: { submit: true } }],
    ['an unknown action', { action: 'approve', content: { submit: true } }],
  ])('with %s is no answer: it is asked again', async (_what, answer) => {
    const state = await stateFor(served, order)
    const { asked } = await call(served, order, { state, answer })
    expect(asked.resultType).toBe('input_required')
    expect(await stateOf()).toBe('draft')
  })

  it('never approves, whatever else it says', async () => {
    const state = await stateFor(served, order)
    const content = { submit: true, approve: true, decision: 'approved', order: 'PO-1' }
    await call(served, order, { state, answer: { action: 'accept', content } })
    expect(await stateOf()).toBe('submitted')
    expect(await auditOf(database.db, 'order.approve')).toEqual([])
  })
})

describe('a question', () => {
  it('is not put where the draft can not be handed in', async () => {
    const odd = await draft(database.db, 5)
    const { asked } = await call(served, odd.number, { capabilities: forms })
    expect(asked.isError).toBe(true)
    expect(asked.content?.[0]?.text).toContain('can not be ordered')
  })

  it('is not put to somebody whose role drafts nothing', async () => {
    const { asked } = await call(served, 'PO-unknown')
    expect(asked.isError).toBe(true)
    expect(asked.content?.[0]?.text).toContain('not_found')
  })
})
