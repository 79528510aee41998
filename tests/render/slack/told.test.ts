import { describe, expect, it } from 'vitest'
import { lateInboundAlert } from '#render/slack/alert.ts'
import { digestMessage } from '#render/slack/digest.ts'
import { homeView, settingsText } from '#render/slack/home.ts'
import type { Home } from '#render/slack/home.ts'
import { settingsModal } from '#render/slack/settings.ts'
import { refusalMessage } from '#render/slack/refusal.ts'
import type { Refusal } from '#render/slack/refusal.ts'
import { buyList, exceptions, inbox } from './fixture-lists.ts'
import { hostile, rightToLeft } from './fixture-orders.ts'
import { buttonsOf, expectTaken, expectTakenView, pageOf, textOf, valueOf } from './seen.ts'

const home: Home = {
  name: 'Ines Costa',
  asOf: '2026-11-22',
  inbox: inbox(2),
  exceptions: exceptions(3),
  list: buyList(22),
  settings: { digest: true, quietFrom: '19:00', quietUntil: '07:30', timeZone: 'Europe/Lisbon' },
  listName: 'L1',
  consoleUrl: 'https://shop.example/',
}
const long = `${hostile} ${rightToLeft} `.repeat(20).slice(0, 3_000)

describe('the home tab', () => {
  const view = homeView(home)

  it('has what waits first, then exceptions, the list and how one is told', () => {
    expectTakenView(view)
    expect(pageOf(view)).toMatchSnapshot()
    expect(valueOf(view, 'review_order')).toBe('PO-2026-0041')
    expect(textOf(view)).toContain('Monday digest on · Quiet from 19:00 to 07:30 · Europe/Lisbon')
  })

  it.each([
    [null, '07:30'],
    ['08:00', '08:00'],
  ])('has no quiet hours from %s until %s', (quietFrom, quietUntil) => {
    const settings = { ...home.settings, digest: false, quietFrom, quietUntil }
    expect(settingsText(settings)).toBe('Monday digest off · No quiet hours · Europe/Lisbon')
  })

  it('shows the parts that it has when one fails', () => {
    const failed = {
      failed: { message: 'The plan is being made.', repair: 'Refresh in a minute.' },
    }
    const partly = homeView({ ...home, list: failed, exceptions: failed })
    expectTakenView(partly)
    expect(textOf(partly)).toContain('The plan is being made. Refresh in a minute.')
    expect(buttonsOf(partly)).toContain('review_order')
  })

  it('says which part it still looks for', () => {
    const early = homeView({ ...home, exceptions: { looking: true } })
    expectTakenView(early)
    expect(textOf(early)).toContain('Exceptions\nLooking …\nReorder this week')
  })

  it('says so when nothing waits', () => {
    expect(textOf(homeView({ ...home, inbox: inbox(0) }))).toContain(
      'No order waits for you, 3 for others.',
    )
  })

  it('counts what it has no room for', () => {
    const mine = inbox(50).mine.map((order) => ({
      ...order,
      supplierName: long,
      requestedBy: long,
      flags: Array.from({ length: 40 }, () => ({ sentence: long })),
    }))
    const lines = exceptions(50).lines.map((line) => ({ ...line, display: long, action: long }))
    const full = homeView({
      ...home,
      name: long,
      inbox: { ...inbox(0), mine },
      exceptions: { ...exceptions(50), lines, moreCount: 9 },
    })
    expectTakenView(full)
    const shown = buttonsOf(full).filter((id) => id === 'review_order').length
    expect(textOf(full)).toContain(`and ${50 - shown} more orders waiting for you`)
    expect(textOf(full)).toMatch(/and 49 smaller ones/)
  })
})

describe('the settings', () => {
  it('show what holds, and are taken without hours too', () => {
    const view = settingsModal(home.settings, 'm')
    expectTakenView(view)
    expect(pageOf(view)).toMatchSnapshot()
    const none = settingsModal(
      { ...home.settings, digest: false, quietFrom: null, quietUntil: '25:99' },
      'm',
    )
    expectTakenView(none)
    expect(JSON.stringify(none)).not.toMatch(/initial_/)
  })
})

describe('the Monday digest', () => {
  it('reads like this', () => {
    const message = digestMessage({
      ...home,
      weekOn: '2026-11-23',
      list: buyList(22),
      exceptions: exceptions(7),
      inbox: inbox(2),
    })
    expectTaken(message)
    expect(pageOf(message)).toMatchSnapshot()
    expect(message.text).toContain('Week of 23 Nov 2026')
  })

  it('fits with the longest names, and says what it left out', () => {
    const lines = buyList(15).lines.map((line) => ({ ...line, name: long, sku: long }))
    const found = {
      ...exceptions(20),
      lines: exceptions(20).lines.map((line) => ({ ...line, display: long, action: long })),
    }
    const message = digestMessage({
      ...home,
      weekOn: '2026-11-23',
      list: { ...buyList(400), lines },
      exceptions: found,
      inbox: null,
    })
    expectTaken(message)
    expect(textOf(message)).toMatch(/\d+ more lines: Show all/)
  })
})

describe('an alert about late inbound', () => {
  const url = (number: string) => `https://shop.example/orders/${number}`

  it('reads like this', () => {
    const message = lateInboundAlert({ ...exceptions(2), asOf: '2026-11-22' }, url)
    expectTaken(message)
    expect(pageOf(message)).toMatchSnapshot()
    expect(buttonsOf(message)).toEqual(['open_order:1', 'open_order:2'])
  })

  it('counts an order that is late once, however many of its lines are', () => {
    const line = exceptions(1).lines[0]!
    const late = { ...exceptions(1), lines: [line, line, line], asOf: '2026-11-22' }
    expect(textOf(lateInboundAlert(late, () => null))).toMatch(/^1 delivery late\n/)
  })

  it('says one delivery as one, and counts those beyond its room', () => {
    expect(textOf(lateInboundAlert({ ...exceptions(1), asOf: '2026-11-22' }, () => null))).toMatch(
      /^1 delivery late/,
    )
    const many = lateInboundAlert(
      {
        ...exceptions(60),
        lines: exceptions(60).lines.map((line) => ({ ...line, display: long, action: long })),
        asOf: '2026-11-22',
      },
      url,
    )
    expectTaken(many)
    expect(textOf(many)).toMatch(/^60 deliveries late/)
    expect(textOf(many)).toMatch(/and \d+ smaller ones/)
  })
})

describe('a polite no', () => {
  const refusals: Refusal[] = [
    { kind: 'unknown_person', shop: 'Kiln & Co' },
    { kind: 'waits_for_confirmation', shop: 'Kiln & Co', administrator: 'Ana Sousa' },
    { kind: 'waits_for_confirmation', shop: 'Kiln & Co', administrator: null },
    { kind: 'guest', shop: 'Kiln & Co' },
    { kind: 'external', shop: 'Kiln & Co' },
    { kind: 'deactivated', shop: 'Kiln & Co' },
    { kind: 'no_costs_here' },
    { kind: 'question_too_long', characters: 12_000, most: 4_000 },
    { kind: 'failed', message: 'PO-1 was approved already.', repair: 'Open it to see by whom.' },
  ]

  it('says what is wrong and who can change it', () => {
    for (const refusal of refusals) expectTaken(refusalMessage(refusal))
    expect(
      refusals.map((refusal) => pageOf(refusalMessage(refusal))).join('\n\n'),
    ).toMatchSnapshot()
  })

  it('makes nothing of what it quotes', () => {
    expectTaken(refusalMessage({ kind: 'failed', message: long, repair: long }))
    expectTaken(refusalMessage({ kind: 'unknown_person', shop: long }))
  })
})
