import { describe, expect, it } from 'vitest'
import { randomSource } from '#planning/forecast/random.ts'
import { draftsByArea } from '../../evals/init/areas.ts'
import { fileOf, textOf, type CaseDraft } from '../../evals/init/case-draft.ts'
import type { Catalogue } from '../../evals/init/catalogue.ts'
import { namesOf, slugOf } from '../../evals/init/names.ts'
import { speechOf } from '../../evals/init/speech.ts'
import { readCase } from '../../evals/suite/case.ts'

const items = [
  { code: 'CSH-OCH', name: 'Cushion cover, ochre, 45 cm' },
  { code: 'CSH-NVY', name: 'Cushion cover, navy, 45 cm' },
  { code: 'KNF-15', name: "Chef's knife, 15 cm" },
  { code: 'KNF-20', name: "Chef's knife, 20 cm" },
  { code: 'MUG', name: 'Blue mug' },
  { code: 'MUG-L', name: 'Blue mug large' },
  { code: 'TWIN-1', name: 'Tray' },
  { code: 'TWIN-2', name: 'Tray' },
]

describe('what people call an item', () => {
  const names = namesOf(items, { alone: false })
  it.each([
    ['CSH-OCH', ['CSH-OCH', 'cushion cover ochre 45 cm', 'ochre cover']],
    ['KNF-15', ['KNF-15', "chef's knife 15 cm"]],
    ['MUG-L', ['MUG-L', 'blue mug large', 'blue large']],
    ['TWIN-1', ['TWIN-1']],
    ['NOT-THERE', []],
  ])('%s: %j', (code, ways) => {
    expect(names.waysToSay(code)).toEqual(ways)
  })

  it('may be one word for a supplier', () => {
    const suppliers = [
      { code: 'S1', name: 'Sahar Olivewood' },
      { code: 'S2', name: 'Nordwind Handel GmbH' },
    ]
    expect(namesOf(suppliers, { alone: true }).waysToSay('S2')).toContain('nordwind')
  })

  it('is not said where it can not be seen', () => {
    const odd = namesOf([{ code: 'A\u202EB', name: '\u200B' }], { alone: false })
    expect(odd.waysToSay('A\u202EB')).toEqual([])
  })

  it('may mean several, but not where it is the whole name or the code of one', () => {
    expect(names.sharedBy(['CSH-NVY', 'KNF-20', 'MUG', 'TWIN-1'], 2)).toEqual([
      { words: 'cushion cover', codes: ['CSH-OCH', 'CSH-NVY'] },
      { words: "chef's knife", codes: ['KNF-15', 'KNF-20'] },
      { words: 'tray', codes: ['TWIN-1', 'TWIN-2'] },
    ])
  })
})

describe('a file', () => {
  it.each([
    ['Café Crème 2 l', 'cafe-creme-2-l'],
    ['../../etc/passwd', 'etc-passwd'],
    ['CON: <>|?*"', 'con'],
    ['日本', 'it'],
    ['x'.repeat(300), 'x'.repeat(80)],
  ])('is named after %j', (text, slug) => {
    expect(slugOf(text)).toBe(slug)
  })

  const hostile = [
    'null',
    'yes',
    '- [a: b]',
    '"}: &anchor *alias !!js/function | > % @ `',
    '# not a comment',
    'it\'s \\ "quoted"',
    '2026-11-20',
    '1.lines.0.units',
    '{{call_1.units}}',
    '--- ...',
    'schön 😀 日本',
  ]
  it.each(hostile)('holds %j as it is', (text) => {
    const draft: CaseDraft = {
      area: 'stock',
      when: `the stock of ${text} is asked`,
      outcome: 'it is told',
      turn: {
        say: text,
        calls: [{ get_stock_position: { item: text } }],
        orElse: [[{ find_items: { query: text } }]],
        says: [text, [text, `not ${text}`]],
        hides: [text],
      },
    }
    const read = readCase(
      fileOf(draft),
      textOf(draft, { asOf: '2026-11-24', person: text }),
      'ours/cases',
    )
    expect(read.turns[0]).toMatchObject(draft.turn)
    expect(read.person).toBe(text)
    expect(read.world).toMatchObject({ asOf: '2026-11-24', shop: 'ours/shop' })
    expect(read.area).toBe('stock')
  })
})

const line = (sku: string, locationCode: string, decision: 'order' | 'enough' | 'withheld') => ({
  sku,
  locationCode,
  decision,
  supplierCode: 'ACME',
  places: sku === 'MUG' ? ['LDS', 'RTM'] : ['LDS'],
  defect: decision === 'withheld' ? 'no_lead_time' : null,
  moqUnits: 12,
  breakUnits: sku === 'MUG' ? 144 : null,
})

const shop: Catalogue = {
  items,
  locations: [
    { code: 'LDS', name: 'Leeds' },
    { code: 'RTM', name: 'Rotterdam' },
  ],
  suppliers: [
    { code: 'ACME', name: 'Acme Pottery', scored: true, dueCount: 1 },
    { code: 'NEW', name: 'Newcomer', scored: false, dueCount: 0 },
  ],
  lines: [
    line('MUG', 'LDS', 'order'),
    line('MUG', 'RTM', 'enough'),
    line('CSH-OCH', 'LDS', 'withheld'),
    line('KNF-15', 'LDS', 'enough'),
  ],
}

const draftsOf = (seed: number) => {
  const random = randomSource(seed)
  return draftsByArea(shop, speechOf(shop, random)).flat()
}

describe('the questions about a shop', () => {
  it('are cases, of every area', () => {
    const read = draftsOf(1).map((draft) =>
      readCase(fileOf(draft), textOf(draft, { asOf: '2026-11-24', person: 'ana' })),
    )
    expect([...new Set(read.map(({ area }) => area))].toSorted()).toEqual(
      `ambiguity drafting explain forecast irrelevance price-breaks refusals reorder stock suppliers
      weak-data`.split(/\s+/),
    )
  })

  it('are the same for the same seed, and others for another', () => {
    expect(draftsOf(4)).toEqual(draftsOf(4))
    expect(draftsOf(4)).not.toEqual(draftsOf(5))
  })

  it('name the place of an item that is kept in several, and only of such', () => {
    const stock = draftsOf(2).filter(({ area }) => area === 'stock')
    const placed = stock.filter(({ turn }) => / in (LDS|RTM|leeds|rotterdam)/.test(turn.say))
    expect(placed.map(({ when }) => when.includes('MUG at'))).toEqual([true, true])
  })

  it('hide the quantity of a withheld line and ask for its repair', () => {
    const [turn] = draftsOf(1).flatMap(({ area, turn: each }) => (area === 'weak-data' ? each : []))
    expect(turn?.hides).toContain('12 units')
    expect(turn?.says?.[1]).toContain('lead time')
  })

  it('of a shop without anything are only what needs no shop', () => {
    const empty = { items: [], locations: [], suppliers: [], lines: [] }
    const drafts = draftsByArea(empty, speechOf(empty, randomSource(1))).flat()
    expect(new Set(drafts.map(({ area }) => area))).toEqual(
      new Set(['reorder', 'refusals', 'irrelevance']),
    )
  })
})
