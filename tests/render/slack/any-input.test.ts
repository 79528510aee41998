// Whatever others wrote and however much there is: Slack takes the message, nothing in it comes alive, no flag is lost.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerMessages } from '#render/slack/answer.ts'
import { buyListMessage } from '#render/slack/buy-list.ts'
import { digestMessage } from '#render/slack/digest.ts'
import { draftModal } from '#render/slack/draft-modal.ts'
import { explainModal } from '#render/slack/explain.ts'
import { homeView } from '#render/slack/home.ts'
import { decisionCard } from '#render/slack/order-card.ts'
import { buyLine, buyList, draftLine, exceptions, explanation, inbox } from './fixture-lists.ts'
import { hostile, lineOf, orderOf, rightToLeft } from './fixture-orders.ts'
import { buttonsOf, expectTaken, expectTakenView, textOf } from './seen.ts'

const sign = fc.oneof(
  fc.constantFrom(
    '<',
    '>',
    '&',
    '*',
    '_',
    '`',
    ':',
    '@',
    '|',
    '"',
    '\\',
    '\n',
    '\u202E',
    '\u0000',
    '👨‍👩‍👧‍👦',
    '\uD800',
  ),
  fc.constantFrom(
    hostile,
    rightToLeft,
    'evil.example',
    '<!here>',
    '[x](https://evil.example)',
    ' ',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
/** Up to three thousand characters that nobody would call a name. */
const name = fc
  .tuple(fc.array(sign, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 60 }))
  .map(([signs, times]) => signs.join('').repeat(times).slice(0, 3_000))
const count = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 400 }))
const many = <Each>(length: number, of: (index: number) => Each) =>
  Array.from({ length }, (_, index) => of(index))
const runs = { numRuns: 40 }

describe('whatever others wrote, and however much', () => {
  it('a card is taken, with its flags counted and its buttons there', () => {
    fc.assert(
      fc.property(name, count, count, count, (text, lines, flags, changes) => {
        const card = decisionCard(
          orderOf({
            supplierName: text,
            createdBy: text,
            note: text,
            lines: many(lines, (index) => lineOf(index, { name: text, sku: text })),
            flags: many(flags, (index) => ({
              code: 'price_rise',
              sentence: `Flag ${index}: ${text}`,
            })),
            changes: many(changes, () => ({ sku: text, what: 'supplier', from: text, to: text })),
            deciders: many(changes, () => ({ name: text, role: text, forName: text })),
          }),
          { orderUrl: 'https://shop.example/orders/1' },
        )
        expectTaken(card)
        expect(buttonsOf(card)).toEqual(['approve_po', 'reject_po', 'ask_requester', 'open_order'])
        const more = /and (\d+) more flags?/.exec(textOf(card))?.[1] ?? 0
        const shown = textOf(card).match(/^\u2068?Flag \d+: ?/gm)?.length ?? 0
        expect(shown + Number(more)).toBe(flags)
      }),
      runs,
    )
  })

  it('a buy list and a digest are taken, every line shown or counted', () => {
    fc.assert(
      fc.property(name, count, count, fc.boolean(), (text, due, held, costsShown) => {
        const lines = many(due, (index) =>
          buyLine(index, { name: text, sku: text, supplierCode: text }),
        )
        const list = { ...buyList(0), lines, totals: { ...buyList(0).totals, lineCount: due } }
        const withheld = many(held, () =>
          buyLine(1, { units: 0, defect: text, repair: text, name: text }),
        )
        const message = buyListMessage(list, { costsShown, mayDraft: true, list: 'L', withheld })
        expectTaken(message)
        const whys = buttonsOf(message).filter((id) => id.startsWith('explain_line')).length
        const more = /(\d+) more lines?: Show all/.exec(textOf(message))?.[1] ?? 0
        expect(whys + Number(more)).toBe(due)
        if (held > 0) expect(textOf(message)).toContain('Withheld until a fact is mended')
        const found = exceptions(Math.min(held, 20))
        const said = found.lines.map((line) => ({ ...line, display: text, action: text }))
        expectTaken(
          digestMessage({
            asOf: '2026-11-22',
            weekOn: '2026-11-23',
            list,
            exceptions: { ...found, lines: said },
            inbox: inbox(due),
            listName: 'L',
          }),
        )
      }),
      runs,
    )
  })

  it('an answer is taken piece by piece', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 8 }), (texts) => {
        const text = texts.join('\n\n')
        const answer = { text, toolCalls: [], followUps: texts, notices: texts }
        for (const message of answerMessages(answer, 'A1')) expectTaken(message)
      }),
      runs,
    )
  })

  it('modals and the home tab are taken', () => {
    fc.assert(
      fc.property(name, count, (text, lines) => {
        const line = (index: number) => draftLine(index, { name: text, units: index })
        expectTakenView(
          draftModal({ lines: many(lines, line), suppliers: [], moreCount: 0 }, { metadata: '' }),
        )
        const steps = many(Math.min(lines, 20), () => ({ label: text, units: 1, display: text }))
        const why = explanation({ name: text, display: text, lines: steps, warnings: [text, text] })
        const explained = { why, whyNot: why, supplier: why, fragility: why }
        expectTakenView(explainModal(explained, { costsShown: true, metadata: '' }))
        const waiting = inbox(Math.min(lines, 50))
        expectTakenView(
          homeView({
            name: text,
            asOf: '2026-11-22',
            inbox: {
              ...waiting,
              mine: waiting.mine.map((order) => ({ ...order, supplierName: text })),
            },
            exceptions: exceptions(20),
            list: buyList(lines),
            settings: { digest: true, quietFrom: null, quietUntil: null, timeZone: text },
            listName: 'L',
            consoleUrl: null,
          }),
        )
      }),
      runs,
    )
  })
})
