// Conversations in Slack and in an MCP client, on the demo shop.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { namesMoney } from '#render/costs.ts'
import { pageOf } from '../../evals/report/page.ts'
import { readCase } from '../../evals/suite/case.ts'
import { contestantOf } from '../../evals/suite/contestant.ts'
import { expectedOf } from '../../evals/suite/play.ts'
import { tryCase, type TryRecord } from '../../evals/suite/run-suite.ts'
import { summarise } from '../../evals/suite/score.ts'
import { openWorld, type World } from '../../evals/suite/world.ts'

const file = 'channels/when-it-is-asked-then-it-is-told.yaml'
const nowhere = { modelUrl: null, openaiApiKey: null }

let world: World
beforeAll(async () => {
  world = await openWorld({ seed: 7, asOf: '2026-11-20', variants: [] })
})
afterAll(() => world.close())

function tried(yaml: string, through: 'process' | 'mcp' = 'process') {
  const contestant = contestantOf('offline', nowhere, { through, batch: null })
  return tryCase(readCase(file, yaml), 1, world, contestant)
}

const wrong = ({ verdicts }: TryRecord) =>
  Object.entries(verdicts).filter(([, verdict]) => verdict !== null)

const asked = (person: string, channel: string) => `person: ${person}
channel: ${channel}
turns:
  - say: what should be reordered from Acme?
    calls: [{ recommend_reorders: { supplier: Acme } }]
    says: [1.lines.0.units]
    hides: [1.lines.0.landedCostMinor, £]`

describe('in an MCP client', () => {
  it('the warehouse has no costs in its tools nor in its answer, and the books know what is hidden', async () => {
    const record = (await tried(asked('sam', 'mcp')))!
    expect(wrong(record)).toEqual([])
    const { expected, played } = record
    expect(namesMoney(JSON.stringify(played.turns))).toBe(false)
    expect(namesMoney(JSON.stringify(expected.turns))).toBe(false)
    expect(namesMoney(JSON.stringify(expected.books))).toBe(true)
  })

  it('a buyer sees costs, as everywhere', async () => {
    const record = (await tried(asked('maya', 'mcp')))!
    expect(wrong(record).map(([name]) => name)).toEqual(['abstains'])
  })

  it('all is the same where all tools are asked over MCP', async () => {
    const record = (await tried(asked('sam', 'web'), 'mcp'))!
    expect(namesMoney(JSON.stringify(record.played.turns))).toBe(false)
    const wanted = readCase(file, asked('sam', 'web'))
    expect(record.expected).toEqual(await expectedOf(wanted, world, 'mcp'))
  })
})

it('an error over MCP is the same sentence with what it knows, so that it can be asked back', async () => {
  const ambiguous = (channel: string) => `channel: ${channel}
turns:
  - say: draft 48 mugs for Leeds
    asks: true`
  const [over, beside] = [(await tried(ambiguous('mcp')))!, (await tried(ambiguous('web')))!]
  expect(wrong(over)).toEqual([])
  const errorOf = ({ played }: TryRecord) => played.turns[0]!.toolCalls[0]!.error!
  expect(errorOf(over)).toMatchObject({
    code: errorOf(beside).code,
    message: `${errorOf(beside).message} ${errorOf(beside).repair}`,
    details: errorOf(beside).details,
  })
})

describe('in Slack', () => {
  it('what was delivered is heard as a question, and judged and reported as it is shown', async () => {
    const record = (await tried(`channel: slack
turns:
  - say: <@U0BOT> what should I reorder in Candles &amp; Gifts?
    calls: [{ recommend_reorders: { category: Candles & Gifts } }]
    says: [1.lines.0.landedCostMinor, '4,711']`))!
    expect(wrong(record).map(([name]) => name)).toEqual(['facts'])
    expect(record.channel).toBe('slack')
    const { turns, shown } = record.played
    expect(turns[0]!.question).toBe('what should I reorder in Candles & Gifts?')
    expect(shown[0]!.said).toBe('<@U0BOT> what should I reorder in Candles &amp; Gifts?')
    expect(shown[0]!.text).toContain('Landed cost')
    const identity = {
      model: 'offline',
      promptHash: 'p',
      contractHash: 'c',
      worldSeeds: [7],
      through: 'process' as const,
      date: '2026-11-20',
    }
    const run = { identity, summary: summarise([record], null), cost: null, tries: [record] }
    const page = pageOf(run, null)
    expect(page).toContain('&lt;@U0BOT&gt; what should I reorder in Candles &amp;amp; Gifts?')
    expect(page).toContain('Heard as')
    expect(page).toContain('Answer, as it is read in Slack')
    expect(page).toContain('(1, in Slack)')
  })
})
