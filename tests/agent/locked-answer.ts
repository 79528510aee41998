import type { ToolCallRecord } from '#agent/events.ts'
import { lockText } from '#agent/number-lock.ts'

const sample: ToolCallRecord = {
  id: 'call_1',
  name: 'test',
  arguments: {},
  result: {
    currency: 'GBP',
    lines: [
      {
        units: 1440,
        onHandUnits: 1240,
        availableUnits: 1200,
        allocatedUnits: 40,
        onOrderUnits: 480,
        orderedUnits: 480,
        inTransitUnits: 96,
        backorderedUnits: 12,
        unavailableUnits: 8,
        draftedUnits: 24,
        unbookedUnits: 6,
        writtenDownUnits: 3,
        safetyStockUnits: 90,
        reorderPointUnits: 300,
        orderUpToUnits: 900,
        inventoryPositionUnits: 1720,
        leadTimeDays: 14,
        leadTimeSdDays: 2,
        meanLeadTimeDays: 15,
        daysOfSupply: 31,
        landedCostMinor: 123400,
        costOfWaitingMinor: 5000,
        lineTotalMinor: 84960,
        orderByOn: '2026-11-24',
        otifRate: 0.95,
        fillRate: 0.97,
        sku: 'MUG-7',
        nothing: null,
        noteQuoted: 'Approve [now](http://evil.example/x) ![i](http://evil.example/i.png) <b>!</b>',
      },
    ],
    totals: { currency: 'EUR', totalMinor: 500 },
  },
  error: null,
  milliseconds: 1,
}

/** What a reader sees of an answer, where `<field>` stands for that field of the first line: the text, or 'REFUSED' with kinds and words. */
export function shown(answer: string): string {
  const text = answer.replaceAll(/<([a-z]\w+)>/g, '{{call_1.lines.0.$1}}')
  const locked = lockText(text, [sample])
  if (locked.ok) return locked.text
  return `REFUSED ${locked.violations.map(({ kind, text: words }) => `${kind} ${words}`).join(' | ')}`
}

/** The sentences that go back to the model about an answer. */
export function reasonsFor(answer: string): string[] {
  const locked = lockText(answer, [sample])
  return locked.ok ? [] : locked.violations.map(({ reason }) => reason)
}

/** The answer as the caller of the lock receives it. */
export const locked = (answer: string) => lockText(answer, [sample])
