import { describe, expect, it } from 'vitest'
import { tools } from '#tools/index.ts'
import { casesIn, readCase } from '../../evals/suite/case.ts'
import type { ChannelName } from '../../evals/suite/channel.ts'
import { variantNames } from '../../evals/worlds/worlds.ts'

const cases = casesIn('evals/cases')
const turns = cases.flatMap((each) => each.turns)

const areas =
  `ambiguity budget channels drafting exceptions explain forecast injection irrelevance kpis multi-turn policy-traps
  price-breaks refusals reorder revising roles scenarios stock submitting suppliers weak-data why-not`.split(
    /\s+/,
  )

describe('the cases of the suite', () => {
  it('are at least 150, of every area', () => {
    expect(cases.length).toBeGreaterThanOrEqual(150)
    expect([...new Set(cases.map(({ area }) => area))].toSorted()).toEqual(areas)
  })

  it('have a name of their own and a question of their own', () => {
    const twice = (texts: string[]) => texts.filter((text, at) => texts.indexOf(text) < at)
    expect(twice(cases.map(({ name }) => name))).toEqual([])
    expect(twice(cases.map((each) => each.turns.map(({ say }) => say).join('\n')))).toEqual([])
  })

  it.each(tools.map(({ name }) => name))('ask for %s at least five times', (name) => {
    const asking = cases.filter((each) =>
      each.turns.some(({ calls }) => calls.some((call) => Object.hasOwn(call, name))),
    )
    expect(asking.length).toBeGreaterThanOrEqual(5)
  })

  it('play in every variant of the shop, and in none that there is not', () => {
    const used = new Set(cases.flatMap(({ world }) => world.variants))
    expect([...used].toSorted()).toEqual(variantNames.toSorted())
  })

  it('are asked by people of every role', () => {
    expect([...new Set(cases.map(({ person }) => person))].toSorted()).toEqual([
      'alex',
      'ines',
      'maya',
      'priya',
      'sam',
      'tom',
    ])
  })

  it('take place in every channel, in Slack and in MCP clients several times', () => {
    const by = (name: ChannelName) => cases.filter(({ channel }) => channel === name).length
    expect(by('slack')).toBeGreaterThanOrEqual(10)
    expect(by('mcp')).toBeGreaterThanOrEqual(5)
    expect(by('web')).toBeGreaterThanOrEqual(150)
  })

  it('each say what must be said, be asked, not be said, or that nothing is called', () => {
    const empty = turns.filter(
      ({ calls, says, asks, hides }) =>
        calls.length > 0 && says.length === 0 && hides.length === 0 && !asks,
    )
    expect(empty.map(({ say }) => say)).toEqual([])
  })
})

describe('a file that is no case', () => {
  const file = 'stock/when-it-is-asked-then-it-is-told.yaml'
  it.each([
    ['turns: [', 'is no case'],
    ['turns: []', 'turns'],
    ['turns: [{ say: hi, calls: [{ get_weather: {} }] }]', 'get_weather'],
    ['turns: [{ say: hi, says: [[one]] }]', 'turns.0.says'],
    [
      'turns: [{ say: hi, orElse: [[{ draft_purchase_order: { due: true } }]] }]',
      'other right calls may only read',
    ],
    ['turns: [{ say: hi, sings: true }]', 'sings'],
    ['channel: phone\nturns: [{ say: hi }]', 'channel'],
    ['world: { shop: ../shop, asOf: 2026-11-20, seed: 7 }\nturns: [{ say: hi }]', 'without a seed'],
    [
      'world: { shop: ../shop, asOf: 2026-11-20, variants: [] }\nturns: [{ say: hi }]',
      'without variants',
    ],
    ['world: { shop: ../shop }\nturns: [{ say: hi }]', 'needs its day'],
    ['world: { shop: ../shop, asOf: yesterday }\nturns: [{ say: hi }]', 'world.asOf'],
  ])('is refused and says why: %s', (text, why) => {
    expect(() => readCase(file, text)).toThrow(why)
  })

  it('finds a shop of its own from where it is', () => {
    const world = 'world: { shop: ../../shop, asOf: 2026-11-24 }'
    const read = readCase(file, `${world}\nturns: [{ say: hi }]`, 'ours/cases')
    expect(read.world).toEqual({ shop: 'ours/shop', asOf: '2026-11-24', seed: 7, variants: [] })
  })

  it('is refused for its name', () => {
    expect(() => readCase('stock/blue-mugs.yaml', 'turns: [{ say: hi }]')).toThrow('when-')
  })
})
