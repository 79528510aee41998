// The path of real models, against endpoints on loopback: what they get right, and every way in which they go wrong.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCase } from '../../evals/suite/case.ts'
import { contestantOf } from '../../evals/suite/contestant.ts'
import { readOptions } from '../../evals/suite/options.ts'
import { runModel } from '../../evals/suite/run-model.ts'
import { tryCase, type TryRecord } from '../../evals/suite/run-suite.ts'
import { openWorld, type World } from '../../evals/suite/world.ts'
import { startModelServer, type Reply } from '../agent/model-server.ts'
import { startBatchServer } from './batch-server.ts'

const stock = readCase(
  'stock/when-stock-is-asked-then-it-is-told.yaml',
  `turns:
  - say: what is the stock of MUG-BLU-350 in Leeds?
    calls: [{ get_stock_position: { item: MUG-BLU-350, location: LDS } }]
    says: [1.lines.0.availableUnits]
`,
)

let world: World
beforeAll(async () => {
  world = await openWorld(stock.world)
})
afterAll(() => world.close())

async function asked(...replies: Reply[]): Promise<TryRecord> {
  const server = await startModelServer(replies)
  const where = { modelUrl: server.url, openaiApiKey: null }
  const contestant = contestantOf('fake', where, { through: 'process', batch: null })
  const record = await tryCase(stock, 1, world, contestant)
  await server.close()
  return record!
}

const call = (input: object | string, name = 'get_stock_position') => ({
  name,
  arguments: typeof input === 'string' ? input : JSON.stringify(input),
})
const inLeeds = { item: 'MUG-BLU-350', location: 'LDS' }
const told: Reply = { text: '{{call_1.lines.0.availableUnits}} are available.' }
const wrong = ({ verdicts }: TryRecord) =>
  Object.entries(verdicts).flatMap(([name, verdict]) => (verdict === null ? [] : [name]))

describe('a model', () => {
  it('that does it right is right, with its words streamed in pieces', async () => {
    const pieces = { text: ['{{call_1.lines.0.avail', 'ableUnits}} are', ' available.'] }
    const record = await asked({ calls: [call(inLeeds)] }, pieces)
    expect(wrong(record)).toEqual([])
    expect(record.passed).toBe(true)
    expect(record.calls).toBe(1)
    expect([record.inputTokens, record.outputTokens]).toEqual([200, 20])
  })

  it('may read more than it needs, also at the same time', async () => {
    const record = await asked({ calls: [call(inLeeds), call({}, 'find_exceptions')] }, told)
    expect(wrong(record)).toEqual([])
  })

  it('that writes a figure of its own does not answer', async () => {
    const record = await asked({ calls: [call(inLeeds)] }, { text: '4,711 are available.' })
    expect(wrong(record)).toContain('answered')
  })

  it('that says too little lacks the fact', async () => {
    const record = await asked({ calls: [call(inLeeds)] }, { text: 'There are some left.' })
    expect(wrong(record)).toEqual(['facts'])
  })

  it('that asks for the wrong item has the wrong arguments', async () => {
    const record = await asked({ calls: [call({ item: 'MUG-WHT-350' })] }, told)
    expect(wrong(record)).toEqual(['arguments', 'facts'])
  })

  it('that drafts what nobody asked for leaves rows that are wrong', async () => {
    const items = { items: [{ item: 'MUG-BLU-350', location: 'LDS' }] }
    const calls = [call(inLeeds), call(items, 'draft_purchase_order')]
    const record = await asked({ calls }, told)
    expect(wrong(record)).toEqual(['arguments', 'end state'])
  })

  it('that names a tool that there is not is told, and may mend it', async () => {
    const mended = await asked(
      { calls: [call({}, 'approve')] },
      { calls: [call(inLeeds)] },
      {
        text: '{{call_1.lines.0.availableUnits}} are available.',
      },
    )
    expect(wrong(mended)).toEqual([])
  })

  it.each<[string, Reply]>([
    ['arguments that are no JSON', { calls: [call('{"item": ')] }],
    ['a refusal of its own', { filtered: true }],
    ['a limit of its rate', { status: 429, headers: { 'retry-after': '0' } }],
    ['a fault of its server', { status: 500 }],
    ['a page instead of an answer', { raw: '<html>gateway</html>' }],
    ['half an answer', { cut: true }],
  ])(
    'that gives %s, again and again, did not answer, and nothing was changed',
    async (_what, reply) => {
      const record = await asked(reply)
      expect(record.passed).toBe(false)
      expect(wrong(record)).toContain('answered')
      expect(record.played.effects).toEqual({ added: [], removed: [] })
    },
  )
})

describe('in batches', () => {
  let out: string
  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'quartermaster-evals-'))
  })
  afterAll(() => rm(out, { recursive: true, force: true }))

  const words = () => [
    '--model',
    'fake',
    '--filter',
    'an item by its words',
    '--batch',
    '--out',
    out,
  ]
  const run = (url: string, more: string[] = []) =>
    runModel({
      ...readOptions([...words(), ...more]),
      address: { openaiApiKey: null, modelUrl: url },
      date: '2026-11-20',
      say: () => undefined,
      lookEveryMs: 1,
    })
  const toolCall = {
    id: 'call-1',
    type: 'function',
    function: { name: 'get_stock_position', arguments: '{"item":"blue mugs"}' },
  }
  const right = ({ messages }: { messages: { role: string }[] }) =>
    messages.some(({ role }) => role === 'tool')
      ? { content: '{{call_1.lines.0.availableUnits}} are available.' }
      : { content: null, tool_calls: [toolCall] }

  it('a batch that fails says why and keeps what was answered; the next run asks only what is missing, and nothing twice', async () => {
    const failing = await startBatchServer(right, { failsFirst: true })
    await expect(run(failing.url)).rejects.toThrow('token limit of the day reached')
    await failing.close()
    const server = await startBatchServer(right)
    const { run: made, missing } = await run(server.url, ['--k', '2', '--prices', '1,10 USD'])
    expect(missing).toBe(0)
    expect(made.tries.map(({ passed }) => passed)).toEqual([true, true])
    // Two tries ask alike and are asked apart, in two rounds: the question, and what its call answered.
    expect(server.sizes).toEqual([2, 2])
    expect(made.summary.cost).toBeCloseTo((400 * 1 + 40 * 10) / 1_000_000, 9)
    const again = await run(server.url, ['--k', '2'])
    expect(again.run.tries.map(({ passed }) => passed)).toEqual([true, true])
    expect(server.sizes).toEqual([2, 2])
    await server.close()
  })
})
