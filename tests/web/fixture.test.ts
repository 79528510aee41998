import { expect, test } from 'vitest'
import { tools } from '#tools/index.ts'
import { fixtureResults } from './fixture.ts'

// What the pages are tested on must be what the tools really answer.
const inputs: Record<string, Record<string, unknown>[]> = {
  recommend_reorders: [{}, { show: 'withheld' }, { show: 'overstock' }],
  explain_recommendation: ['why', 'why_not', 'supplier', 'fragility', 'change'].map((question) => ({
    recommendation: 'R12-1',
    question,
  })),
  get_purchase_order: [{}, { order: 'PO-2026-0042' }],
  draft_purchase_order: [{ recommendations: ['R12-1', 'R12-2'] }],
  revise_purchase_order: [{ order: 'PO-2026-0042' }],
  approve_purchase_order: [{ order: 'PO-2026-0042' }],
}

test.each(Object.keys(fixtureResults))('the fixture of %s has the shape of the tool', (name) => {
  const tool = tools.find((each) => each.name === name)
  for (const input of inputs[name] ?? [{ item: 'MUG-014' }]) {
    const result = fixtureResults[name]?.(input)
    expect(tool?.output.safeParse(JSON.parse(JSON.stringify(result))).error?.issues ?? []).toEqual(
      [],
    )
  }
})
