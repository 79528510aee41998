import { describe, expect, it } from 'vitest'
import { orderOfValue } from '#render/slack/action-names.ts'
import {
  decidedCard,
  decisionCard,
  differenceCard,
  draftCard,
  orderCard,
  staleCard,
} from '#render/slack/order-card.ts'
import {
  questionMessage,
  questionModal,
  rejectModal,
  typedAmountModal,
} from '#render/slack/order-modals.ts'
import { deskNamed } from '../../web/fixture-desk.ts'
import { after, hostile, monsterOrder, orderOf } from './fixture-orders.ts'
import {
  buttonsOf,
  expectTaken,
  expectTakenView,
  nodesOf,
  pageOf,
  textOf,
  valueOf,
} from './seen.ts'

const links = { orderUrl: 'https://shop.example/orders/PO-2026-0041' }
const decisions = ['approve_po', 'reject_po', 'ask_requester', 'submit_po', 'adjust_po']
const decides = (message: Parameters<typeof buttonsOf>[0]) =>
  buttonsOf(message).filter((id) => decisions.includes(id))

describe('the card of an order that waits', () => {
  const card = decisionCard(orderOf(), links)

  it('has the flags before anything else, and the four buttons', () => {
    expectTaken(card)
    expect(textOf(card).split('\n').filter(Boolean).slice(0, 3)).toEqual([
      'PO-2026-0041 waits for a decision',
      '⚠ Look at this first',
      'KYOTO is a supplier of less than 30 days.',
    ])
    expect(buttonsOf(card)).toEqual(['approve_po', 'reject_po', 'ask_requester', 'open_order'])
    expect(valueOf(card, 'approve_po')).toBe('PO-2026-0041:rev3')
    expect(orderOfValue('PO-2026-0041:rev3')).toEqual({ number: 'PO-2026-0041', revision: 3 })
  })

  it('reads like this', () => {
    const note = 'Please before Christmas'
    const changes = [{ sku: 'MUG-01', what: 'units' as const, from: '96', to: '144' }]
    expect(pageOf(decisionCard(orderOf({ note, changes }), links))).toMatchSnapshot()
  })

  it('takes the desk of the web console as it is', () => {
    expectTaken(orderCard(deskNamed('PO-2026-0041')!, null, links))
  })

  it.each([
    [
      'who may not approve',
      {
        approval: {
          allowed: false as const,
          sentence: 'You asked for it.',
          repair: 'Somebody else decides.',
        },
      },
      ['reject_po', 'ask_requester'],
    ],
    [
      'who may do nothing',
      {
        approval: { allowed: false as const, sentence: 'You asked for it.', repair: '' },
        commands: [],
      },
      [],
    ],
    [
      'when it is not as it was',
      {
        differences: [
          { kind: 'not_offered' as const, sku: 'MUG-01', sentence: 'Not sold any more.' },
        ],
      },
      ['reject_po', 'ask_requester'],
    ],
  ])('offers %s no approval', (_, more, buttons) => {
    const shown = decisionCard(orderOf(more), { orderUrl: null })
    expectTaken(shown)
    expect(buttonsOf(shown)).toEqual(buttons)
  })

  it('says what became of a first yes, and that the total is typed', () => {
    const shown = decisionCard(
      orderOf({
        lastApprovedAt: '2026-11-18T09:00:00.000Z',
        approval: { allowed: true, typedAmount: true },
      }),
      links,
    )
    expect(textOf(shown)).toContain('Your approval of 18 Nov 2026, 09:00 UTC has lapsed')
    expect(textOf(shown)).toContain('The total is typed before it is approved.')
  })
})

describe('a card that is decided', () => {
  it.each([
    [after('approve', 'approved'), 'Approved by Ines Costa, 22 Nov 2026, 10:32 UTC'],
    [after('approve', 'sent'), 'Approved by Ines Costa, 22 Nov 2026, 10:32 UTC · now sent'],
    [
      after('reject', 'rejected', 'Too many mugs'),
      'Rejected by Ines Costa, 22 Nov 2026, 10:32 UTC: “Too many mugs”',
    ],
    [after('expire', 'expired'), 'The approval expired, 22 Nov 2026, 10:32 UTC'],
    [
      after('cancel', 'cancelled', 'Not needed'),
      'Cancelled by Ines Costa, 22 Nov 2026, 10:32 UTC: “Not needed”',
    ],
  ])('%#: says who and when, and has no button', (order, said) => {
    const card = orderCard(order, { revision: 3 }, links)
    expectTaken(card)
    expect(textOf(card)).toContain(said)
    expect(card.text).toContain(said.slice(0, 20))
    expect(buttonsOf(card)).toEqual([])
    expect(nodesOf(card.blocks)).toContainEqual({
      type: 'link',
      url: links.orderUrl,
      text: 'Open PO-2026-0041',
    })
  })

  it('names both where two approved', () => {
    const order = after('approve', 'approved')
    const first = { ...order.history.at(-1)!, who: 'Maya Okafor', at: '2026-11-22T09:00:00.000Z' }
    expect(textOf(decidedCard({ ...order, history: [first, ...order.history] }, links))).toContain(
      'Approved by Maya Okafor, 22 Nov 2026, 09:00 UTC; Ines Costa, 22 Nov 2026, 10:32 UTC',
    )
  })

  it('reads like this', () => {
    expect(pageOf(decidedCard(after('reject', 'rejected', 'Too many'), links))).toMatchSnapshot()
  })
})

describe('a card of a revision that is past', () => {
  const changes = [
    { sku: 'MUG-01', what: 'units' as const, from: '96', to: '144' },
    { sku: null, what: 'supplier' as const, from: 'KILN', to: 'KYOTO' },
  ]

  it('says what changed and has nothing to decide on, in every state', () => {
    for (const state of ['submitted', 'draft', 'approved'] as const) {
      const order = orderOf({
        state,
        revision: 4,
        changes,
        commands: ['reject', 'submit', 'revise'],
      })
      const card = orderCard(order, { revision: 3 }, links)
      expectTaken(card)
      expect(buttonsOf(card)).toEqual([])
      expect(textOf(card)).toContain('it showed revision 3, the order is at revision 4.')
      expect(textOf(card)).toContain('MUG-01, units: 96 → 144')
      expect(textOf(card)).toContain('The order, supplier: KILN → KYOTO')
    }
  })

  it('keeps a right-to-left name apart from what stands beside it', () => {
    const named = [{ sku: 'כוס', what: 'units' as const, from: '96', to: '144' }]
    const card = staleCard(orderOf({ revision: 4, changes: named }), { revision: 3 }, links)
    expect(textOf(card)).toContain('\u2068כוס\u2069, units: 96 → 144')
  })

  it('reads like this', () => {
    const withdrawn = after('withdraw', 'draft', 'Wrong supplier')
    expect(
      pageOf(staleCard({ ...withdrawn, revision: 4, changes }, { revision: 3 }, links)),
    ).toMatchSnapshot()
  })
})

describe('after a click that approved nothing', () => {
  it('the difference stands where the card was', () => {
    const differences = [
      {
        kind: 'price' as const,
        sku: 'MUG-01',
        from: '4.25',
        to: '4.90',
        sentence: 'The price of MUG-01 is now 4.90, not 4.25 (+15.3 %).',
      },
    ]
    const card = differenceCard(orderOf({ differences }), links)
    expectTaken(card)
    expect(decides(card)).toEqual(['reject_po', 'ask_requester'])
    expect(pageOf(card)).toMatchSnapshot()
  })
})

describe('a draft for its buyer', () => {
  it('is submitted or adjusted', () => {
    const card = draftCard(
      orderOf({ state: 'draft', commands: ['submit', 'revise'], approval: null }),
      links,
    )
    expectTaken(card)
    expect(buttonsOf(card)).toEqual(['submit_po', 'adjust_po', 'open_order'])
    expect(pageOf(card)).toMatchSnapshot()
  })
})

describe('an order that nobody should have written', () => {
  const monster = monsterOrder()
  const cards = {
    decision: decisionCard(monster, links),
    difference: differenceCard(monster, links),
    stale: staleCard(monster, { revision: 1 }, links),
    draft: draftCard({ ...monster, state: 'draft', commands: ['submit', 'revise'] }, links),
    decided: decidedCard({ ...monster, state: 'approved' }, { orderUrl: null }),
    asked: questionMessage(
      monster,
      { by: hostile.repeat(30), question: hostile.repeat(60) },
      links,
    ),
  }

  it.each(Object.entries(cards))('fits as a %s card, quietly', (_, card) => expectTaken(card))

  it.each(['decision', 'difference', 'draft', 'decided', 'stale'] as const)(
    'keeps its flags counted on a %s card',
    (name) => {
      expect(textOf(cards[name])).toContain('Flag 0: ')
      const [, more] = /and (\d+) more flags/.exec(textOf(cards[name])) ?? []
      const shown = textOf(cards[name]).match(/^\u2068?Flag \d+: /gm)?.length ?? 0
      expect(shown + Number(more)).toBe(300)
    },
  )

  it('keeps what can be decided', () => {
    expect(decides(cards.decision)).toEqual(['reject_po', 'ask_requester'])
    expect(decides(cards.draft)).toEqual(['submit_po', 'adjust_po'])
    const approvable = decisionCard({ ...monster, differences: [] }, links)
    expectTaken(approvable)
    expect(decides(approvable)).toEqual(['approve_po', 'reject_po', 'ask_requester'])
  })
})

describe('what a decision asks for', () => {
  it.each([
    ['the amount', typedAmountModal, 'approve_typed', 'Type the total, $1,224.00'],
    ['the reason', rejectModal, 'reject_reason', 'Why not'],
    ['the question', questionModal, 'ask_question', 'Your question to Sam Reed'],
  ] as const)('%s, with the flags once more', (_, modalOf, callback, label) => {
    const view = modalOf(orderOf(), 'PO-2026-0041:rev3')
    expectTakenView(view)
    expect(view).toMatchObject({ callback_id: callback, private_metadata: 'PO-2026-0041:rev3' })
    expect(textOf(view)).toContain(label)
    expect(textOf(view)).toContain('KYOTO is a supplier of less than 30 days.')
    expectTakenView(modalOf(monsterOrder(), 'x'))
  })

  it('takes a reason as the command does, 3 to 500 characters', () => {
    const input = rejectModal(orderOf(), '').blocks.find(({ type }) => type === 'input')
    expect(input).toMatchObject({ element: { min_length: 3, max_length: 500 } })
  })

  it('refuses to carry more than Slack keeps', () => {
    expect(() => rejectModal(orderOf(), 'x'.repeat(3_001))).toThrow(/3001 characters/)
  })
})
