import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderStates } from '#purchasing/life-cycle.ts'
import type { OrderState } from '#purchasing/life-cycle.ts'
import type { Actor } from '#purchasing/order-step.ts'
import { judgeReceipt } from '#purchasing/receipt.ts'
import type { OrderedLine, ReceiptLine, ReceiptRequest } from '#purchasing/receipt.ts'
import { policyWith, rowsOf, verdict } from './order-world.ts'

const kim: Actor = { kind: 'person', id: 'kim', role: 'warehouse', active: true }

const ordered = (lineNumber: number, sku: string, units: number, received = 0): OrderedLine => ({
  lineNumber,
  sku,
  orderedUnits: units,
  receivedUnits: received,
})
const came = (sku: string, counted: number, changes: Partial<ReceiptLine> = {}): ReceiptLine => ({
  sku,
  countedUnits: counted,
  damagedUnits: 0,
  lotCode: null,
  expiresOn: null,
  held: false,
  ...changes,
})

function receive(changes: Partial<ReceiptRequest> & { lines?: ReceiptLine[] } = {}) {
  const { lines = [came('MUG', 100)], ...rest } = changes
  return judgeReceipt({
    policy: policyWith(),
    order: { number: 'PO-1', state: 'sent', revision: 2, approvedBy: ['eva'] },
    actor: kim,
    seenRevision: 2,
    ordered: [ordered(1, 'MUG', 100)],
    rules: [],
    receipt: { documentNumber: 'DN-1', receivedOn: '2026-11-24', lines },
    bookedNumbers: [],
    today: '2026-11-24',
    ...rest,
  })
}

/** "accepted/held state findings" of a receipt, or the code of its refusal. */
function short(decision: ReturnType<typeof receive>): string {
  if (decision.outcome === 'refused') return decision.code
  const sum = (key: 'acceptedUnits' | 'heldUnits') =>
    decision.booked.reduce((total, each) => total + each[key], 0)
  const findings = decision.findings.map(({ code, units }) => `${code} ${units}`)
  return [`${sum('acceptedUnits')}/${sum('heldUnits')}`, decision.state, ...findings].join(' ')
}

describe('goods at the door', () => {
  // counted, of them damaged | received before | what is booked/held, where the order stands, what was found
  const table = `
    100, 0  | 0   | 100/0 received
    60, 0   | 0   | 60/0 partly_received short 40
    40, 0   | 60  | 40/0 received
    102, 0  | 0   | 102/0 received over_tolerated 2
    103, 0  | 0   | 102/0 received over_tolerated 2 over 1
    1000, 0 | 0   | 102/0 received over_tolerated 2 over 898
    50, 0   | 60  | 42/0 received over_tolerated 2 over 8
    100, 10 | 0   | 90/0 partly_received damaged 10 short 10
    110, 10 | 0   | 100/0 received damaged 10
    100, 100| 0   | 0/0 sent damaged 100 short 100
    5, 0    | 102 | 0/0 sent over 5`
  it.each(rowsOf(table))('%s after %s: %s', (counts, before, expected) => {
    const [counted, damagedUnits] = counts!.split(', ').map(Number)
    const line = ordered(1, 'MUG', 100, Number(before))
    expect(
      short(
        receive({
          ordered: [line],
          lines: [came('MUG', counted!, { damagedUnits: damagedUnits! })],
        }),
      ),
    ).toBe(expected)
  })

  it('of another item are not booked on the order', () => {
    expect(short(receive({ lines: [came('TEA', 5)] }))).toBe('0/0 sent wrong_item 5 short 100')
    expect(short(receive({ lines: [came('MUG', 100), came('TEA', 5)] }))).toBe(
      '100/0 received wrong_item 5',
    )
  })

  it('without the lot or date that the item needs, or to be checked, are held and still count as received', () => {
    const rule = { sku: 'MUG', lotTracked: true, expires: true, inspect: false }
    const held = (line: Partial<ReceiptLine>, changes: Partial<typeof rule> = {}) =>
      short(receive({ rules: [{ ...rule, ...changes }], lines: [came('MUG', 100, line)] }))
    expect(held({})).toBe('0/100 received no_lot 100')
    expect(held({ lotCode: 'L1' })).toBe('0/100 received no_expiry 100')
    expect(held({ lotCode: 'L1', expiresOn: '2026-12-01' })).toBe('100/0 received')
    expect(held({ lotCode: 'L1', expiresOn: '2026-12-01', held: true })).toBe(
      '0/100 received held 100',
    )
    expect(held({ lotCode: 'L1', expiresOn: '2026-12-01' }, { inspect: true })).toBe(
      '0/100 received held 100',
    )
    expect(held({ lotCode: 'L1', expiresOn: '2026-11-25' })).toBe('100/0 received')
    expect(held({ lotCode: 'L1', expiresOn: '2026-11-24' })).toBe('0/0 sent expired 100 short 100')
  })

  it('fill the lines of an item in order, and keep their lots', () => {
    const lines = [came('MUG', 70, { lotCode: 'L1' }), came('MUG', 50, { lotCode: 'L2' })]
    const decision = receive({ ordered: [ordered(1, 'MUG', 60), ordered(2, 'MUG', 60)], lines })
    expect(decision).toMatchObject({
      state: 'received',
      booked: [
        { lineNumber: 1, acceptedUnits: 60, lotCode: 'L1' },
        { lineNumber: 2, acceptedUnits: 10, lotCode: 'L1' },
        { lineNumber: 2, acceptedUnits: 50, lotCode: 'L2' },
      ],
    })
  })

  it('are complete a little short where the shop says so', () => {
    const policy = policyWith({ receiving: { overRate: 0, shortRate: 0.05 } })
    expect(short(receive({ policy, lines: [came('MUG', 95)] }))).toBe('95/0 received')
    expect(short(receive({ policy, lines: [came('MUG', 94)] }))).toBe(
      '94/0 partly_received short 6',
    )
    expect(short(receive({ policy, lines: [came('MUG', 101)] }))).toBe('100/0 received over 1')
  })

  it('leave the other lines open', () => {
    const two = [ordered(1, 'MUG', 100), ordered(2, 'TEA', 10)]
    expect(short(receive({ ordered: two }))).toBe('100/0 partly_received short 10')
  })
})

describe('a receipt is refused', () => {
  it.each([
    ['more damaged than came', [came('MUG', 5, { damagedUnits: 6 })]],
    ['a part of a unit', [came('MUG', 5.5)]],
    ['less than nothing', [came('MUG', -5)]],
    ['no number', [came('MUG', Number.NaN)]],
    ['damage below nothing', [came('MUG', 5, { damagedUnits: -1 })]],
    ['a date that is none', [came('MUG', 5, { expiresOn: '2026-02-30' })]],
    ['nothing at all', [came('MUG', 0)]],
    ['no lines', []],
  ])('with %s', (_what, lines) => {
    expect(verdict(receive({ lines }))).toBe('impossible_receipt')
  })

  it('from the future, or twice, or by the approver, or of an old revision', () => {
    const receipt = { documentNumber: 'DN-1', receivedOn: '2026-11-25', lines: [came('MUG', 1)] }
    expect(verdict(receive({ receipt }))).toBe('impossible_receipt')
    expect(verdict(receive({ receipt: { ...receipt, receivedOn: 'yesterday' } }))).toBe(
      'impossible_receipt',
    )
    expect(verdict(receive({ bookedNumbers: ['DN-0', 'DN-1'] }))).toBe('duplicate_document')
    expect(verdict(receive({ bookedNumbers: ['dn/0001'] }))).toBe('duplicate_document')
    expect(verdict(receive({ bookedNumbers: ['DN-10'] }))).toBe('booked')
    const over = { number: 'PO-1', state: 'received' as const, revision: 2, approvedBy: [] }
    expect(verdict(receive({ order: over, bookedNumbers: ['DN-1'] }))).toBe('duplicate_document')
    expect(verdict(receive({ actor: { ...kim, id: 'eva' } }))).toBe('approver_receives')
    expect(verdict(receive({ actor: { ...kim, role: 'buyer' } }))).toBe('wrong_role')
    expect(verdict(receive({ actor: { ...kim, kind: 'tool' } }))).toBe('people_only')
    expect(verdict(receive({ seenRevision: 1 }))).toBe('old_revision')
  })

  it('before the order was sent and after it was finished', () => {
    const open = ['sent', 'acknowledged', 'partly_received']
    for (const state of orderStates) {
      const order = { number: 'PO-1', state, revision: 2, approvedBy: [] }
      expect(verdict(receive({ order }))).toBe(open.includes(state) ? 'booked' : 'wrong_state')
    }
  })
})

it('whatever comes in however many parts, no more is booked than may come, and every unit is accounted for', () => {
  const line = fc.record({
    sku: fc.constantFrom('MUG', 'TEA', 'CUP'),
    counted: fc.integer({ min: 0, max: 200 }),
    damaged: fc.integer({ min: 0, max: 50 }),
    held: fc.boolean(),
  })
  fc.assert(
    fc.property(
      fc.array(fc.array(line, { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
      (parts) => {
        const books = [ordered(1, 'MUG', 100), ordered(2, 'TEA', 7), ordered(3, 'MUG', 50)]
        let state: OrderState = 'sent'
        for (const part of parts) {
          const lines = part.map(({ sku, counted, damaged, held }) =>
            came(sku, counted, { damagedUnits: Math.min(damaged, counted), held }),
          )
          const order = { number: 'PO-1', state, revision: 2, approvedBy: [] }
          const decision = receive({ order, ordered: books, lines })
          if (decision.outcome === 'refused') continue
          for (const { lineNumber, acceptedUnits, heldUnits } of decision.booked) {
            books.find((each) => each.lineNumber === lineNumber)!.receivedUnits +=
              acceptedUnits + heldUnits
          }
          const units = (codes: string[]) =>
            decision.findings
              .filter(({ code }) => codes.includes(code))
              .reduce((sum, each) => sum + each.units, 0)
          const booked = decision.booked.reduce(
            (sum, each) => sum + each.acceptedUnits + each.heldUnits,
            0,
          )
          const counted = lines.reduce((sum, each) => sum + each.countedUnits, 0)
          expect(booked + units(['damaged', 'wrong_item', 'over', 'expired'])).toBe(counted)
          state = decision.state
        }
        const received = (sku: string) =>
          books
            .filter((each) => each.sku === sku)
            .reduce((sum, each) => sum + each.receivedUnits, 0)
        expect(received('MUG')).toBeLessThanOrEqual(153)
        expect(received('TEA')).toBeLessThanOrEqual(7)
        const complete = books.every((each) => each.receivedUnits >= each.orderedUnits)
        expect(state === 'received').toBe(complete)
      },
    ),
    { numRuns: 500 },
  )
})
