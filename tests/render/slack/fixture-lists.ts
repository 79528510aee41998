// Lists, explanations and exceptions as the tools answer them.
import type { BuyLine, BuyList } from '#render/slack/buy-list-lines.ts'
import type { DraftLine } from '#render/slack/draft-modal.ts'
import type { Explanation } from '#render/slack/explain.ts'
import type { Exceptions, Inbox } from '#render/slack/watch-parts.ts'

export function buyLine(number: number, more: Partial<BuyLine> = {}): BuyLine {
  return {
    recommendation: `R12-${number}`,
    sku: `MUG-${String(number).padStart(2, '0')}`,
    name: 'Blue mug',
    locationCode: 'LON',
    units: 144,
    supplierCode: 'KILN',
    landedCostMinor: 61_234,
    orderByOn: '2026-11-24',
    urgency: number === 1 ? 'overdue' : 'this_week',
    ...more,
  }
}

export const withheldLine = buyLine(90, {
  units: 0,
  urgency: 'none',
  landedCostMinor: undefined,
  defect: 'no_lead_time',
  repair: 'Enter the lead time in days of MUG-90 at Kiln Pottery.',
  worthMinor: 98_700,
})

export function buyList(count: number, more: Partial<BuyList> = {}): BuyList {
  const lines = Array.from({ length: Math.min(count, 15) }, (_, index) => buyLine(index + 1))
  return {
    asOf: '2026-11-22',
    source: 'Plan 12 of 22 Nov 2026',
    currency: 'GBP',
    lines,
    totals: {
      lineCount: count,
      units: count * 144,
      landedCostMinor: count * 61_234,
      withheldCount: 0,
      display: `${count} lines due, £6,123.40 landed`,
    },
    moreCount: count - lines.length,
    ...more,
  }
}

export function explanation(more: Partial<Explanation> = {}): Explanation {
  return {
    recommendation: 'R12-1',
    sku: 'MUG-01',
    name: 'Blue mug',
    locationCode: 'LON',
    currency: 'GBP',
    decision: 'order',
    units: 144,
    supplierCode: 'KILN',
    landedCostMinor: 61_234,
    orderByOn: '2026-11-24',
    leadTimeDays: 14,
    leadTimeSdDays: 3,
    cycleServiceLevel: 0.95,
    reorderPointUnits: 96,
    orderUpToUnits: 168,
    inventoryPositionUnits: 24,
    lines: [
      { label: 'Demand over the lead time', units: 96, display: 'Demand over the lead time: +96' },
      { label: 'Safety stock', units: 40, display: 'Safety stock: +40' },
      { label: 'Available', units: -24, display: 'Available: -24' },
      { label: 'Order multiple', units: 32, display: 'Order multiple: +32 (multiples of 48)' },
    ],
    warnings: ['Only 40 days of sales are known.'],
    replayedSame: true,
    display: 'R12-1: MUG-01 at LON: order 144 units from KILN, order by 24 Nov 2026.',
    source: 'Plan 12 of 22 Nov 2026',
    asOf: '2026-11-22',
    ...more,
  }
}

export const supplierAnswer = explanation({
  display: 'KILN is £12.40 cheaper than KYOTO at 144 units.',
  lines: [{ label: 'Kiln Pottery', units: 144, display: 'Kiln Pottery: £612.34 in all' }],
})

export function draftLine(number: number, more: Partial<DraftLine> = {}): DraftLine {
  return {
    recommendation: `R12-${number}`,
    sku: `MUG-${String(number).padStart(2, '0')}`,
    name: 'Blue mug',
    locationCode: 'LON',
    supplierName: 'Kiln Pottery',
    units: 144,
    recommendedUnits: 144,
    moqUnits: 100,
    orderMultipleUnits: 48,
    maximumUnits: null,
    ...more,
  }
}

export function exceptions(count: number): Exceptions {
  return {
    currency: 'GBP',
    lines: Array.from({ length: count }, (_, index) => ({
      kind: 'late_inbound',
      order: `PO-2026-00${10 + index}`,
      atRiskMinor: 120_000 - index,
      dueOn: '2026-11-18',
      action: 'Ask the supplier for a new day.',
      display: `PO-2026-00${10 + index} is 4 days late; MUG-01 runs out on 26 Nov 2026.`,
    })),
    totals: { exceptionCount: count, display: `${count} exceptions, £1,200.00 at risk in all` },
    moreCount: 0,
  }
}

export function inbox(count: number): Inbox {
  return {
    mine: Array.from({ length: count }, (_, index) => ({
      number: `PO-2026-00${41 + index}`,
      supplierName: 'Kyoto Ceramics',
      currency: 'USD',
      totalMinor: 122_400,
      requestedBy: 'Sam Reed',
      submittedAt: '2026-11-21T10:00:00.000Z',
      lineCount: 2,
      flags: [
        { sentence: 'KYOTO is a supplier of less than 30 days.' },
        { sentence: 'The amount is just under a limit.' },
      ],
    })),
    others: [{}],
    moreCount: 2,
  }
}
