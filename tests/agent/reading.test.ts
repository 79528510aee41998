// What a question names, as a table: words -> items, and the figures beside them.
import { describe, expect, test } from 'vitest'
import { createInterpreter } from '#agent/offline/interpreter.ts'
import { understand } from '#agent/offline/understand.ts'
import { demoLexicon } from './shop.ts'

const interpreter = createInterpreter(demoLexicon())
const readingOf = (question: string) => interpreter.interpret(question).reading

const rows = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(' -> ') as [string, string])

describe('names that go on after a comma or a small word', () => {
  test.each(
    rows(`
      stock of the mugs in grey, the 500s -> MUG-GRY-500
      part number for the 30 m garden hose? -> HSE-GRN-30
      what's inbound for the natural seagrass basket, medium -> BSK-NAT-M
      how many paring knives in red are left -> PKN-RED
      who's cheapest for the stovetop kettle in black -> KTL-BLK
      why so many 1 litre white storage jars -> JAR-WHT-1000
      is the jump in tea lights box of 50 real or just a blip -> TLT-UNS-50
      how many kits of tea for two can we still ship -> KIT-TEA-TWO
      how many of the nine-litre zinc watering cans -> WCN-ZNC-9
      What would 500 of the small white storage jars cost us, the half-litre ones? -> JAR-WHT-500
      chopping board XL, two suppliers? -> BRD-XLG
      three hundred of the olive-wood chopping board, large -> BRD-LRG
      how many wok, 36 cm do we have -> WOK-CRB-36
      need count of mug grn 500 -> MUG-GRN-500
      BSK BLK L on hand? -> BSK-BLK-L
      please draft 96 tea towels TWL-STR for Leeds -> TWL-STR
      why 144 of the grey 350 mugs -> MUG-GRY-350
    `),
  )('%s -> %s', (question, code) => {
    const items = readingOf(question).mentions.filter(({ kind }) => kind === 'item')
    expect(items.map((item) => item.code)).toEqual([code])
  })

  test('a quantity before a name stays one', () => {
    expect(readingOf('draft 96 grey mugs').slots).toMatchObject([{ kind: 'number', value: 96 }])
    expect(readingOf('change the wok to 36').slots).toMatchObject([{ kind: 'number', value: 36 }])
  })
})

describe('figures', () => {
  test.each(
    rows(`
      submit 9001 -> order PO-9001
      what is on po 2026 0007 -> order PO-2026-0007
      draft R1-2 to R1-5 please -> recommendation R1-2
      PO-9001, rev 2, lids to 48 -> revision 2
      PO-9003 in its 3rd revision -> revision 3
      the buy list, skip the first 10 -> page 10
      lines 11 to 20 of the buy list -> page 10
      what to buy for 2.000 GBP -> money 2000
      duty up by 12,5 percent -> percent 12.5
      two dozen bread bins -> number 24
      half a gross of kettles -> number 72
      a year and a half of lead times -> duration 548
      the figures of the last 12 months -> duration 365
    `),
  )('%s -> %s', (question, wanted) => {
    const slots = readingOf(question).slots.map((slot) => {
      const value = Object.entries(slot).find(([key]) => !/^(kind|start|end|text)$/.test(key))
      return `${slot.kind} ${String(value?.[1])}`
    })
    expect(slots).toContain(wanted)
  })

  test('an amount is no order, whatever orders there are', () => {
    for (const question of ['9001 units of MUG-BLU-350', 'I have £9001'])
      expect(readingOf(question).slots.map(({ kind }) => kind)).not.toContain('order')
  })
})

const callsOf = (question: string) => {
  const plan = understand(question, [], interpreter)
  return plan.kind === 'calls' ? plan.calls : []
}

describe('what only asks changes nothing', () => {
  test.each([
    "what would you order from Ferrante today? just show me, don't draft yet",
    'no draft please, only show me what is due from Acme',
    "PO-9001 shouldn't bother Ines. Who else could decide about it?",
    'can I approve PO-9001 myself?',
    'who has to sign PO-9001',
    'am I allowed to approve PO-9001?',
    'has Sahar given a date for PO-9001?',
  ])('%s', (question) => {
    const tools = callsOf(question).map(({ tool }) => tool)
    expect(tools.filter((tool) => /^(draft|revise|approve)_/.test(tool))).toEqual([])
  })
})

describe('orders in one sentence', () => {
  test('one item for two places', () => {
    expect(callsOf('Draft 96 MUG-BLU-350 for Leeds and another 48 for Rotterdam.')).toEqual([
      {
        tool: 'draft_purchase_order',
        input: {
          items: [
            { item: 'MUG-BLU-350', units: 96, location: 'LDS' },
            { item: 'MUG-BLU-350', units: 48, location: 'RTM' },
          ],
        },
      },
    ])
  })

  test('every line of a change has its own figure, the new one where both are said', () => {
    const question =
      'PO-9003 revision 3: advent candle 2,000 to 1,500, fig candle to 300, take off the cedar candle'
    expect(callsOf(question)).toEqual([
      {
        tool: 'revise_purchase_order',
        input: {
          order: 'PO-9003',
          revision: 3,
          changes: [
            { item: 'ADV-NUM', units: 1500 },
            { item: 'CND-FIG', units: 300 },
            { item: 'CND-CED', units: 0 },
          ],
        },
      },
    ])
  })

  test('a range of handles is every line of it, whichever end comes first; a longer one than a draft takes is not cut', () => {
    const handles = (question: string) => callsOf(question)[0]?.input['recommendations']
    expect(handles('draft R1-2 to R1-4')).toEqual(['R1-2', 'R1-3', 'R1-4'])
    expect(handles('draft R1-4 to R1-2')).toEqual(['R1-2', 'R1-3', 'R1-4'])
    expect(handles('draft R1-1 to R1-91')).toHaveLength(91)
    expect(handles('draft R1-1 to R1-999999')).toHaveLength(201)
  })

  test('what ran out is not taken off', () => {
    const plan = understand(
      'PO-9001 revision 1: we ran out of glass lids, change them',
      [],
      interpreter,
    )
    expect(plan).toMatchObject({ kind: 'say' })
  })

  test('a change without its figure is asked for', () => {
    expect(understand('PO-9001 revision 1, change the lids', [], interpreter)).toMatchObject({
      kind: 'say',
      text: expect.stringContaining('?'),
    })
  })
})
