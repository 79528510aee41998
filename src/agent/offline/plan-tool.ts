import type { Focus } from './context.ts'
import type { Interpretation } from './interpreter.ts'
import { planDraft, planExplanation, planRevision, planSubmission } from './orders.ts'
import type { Plan, PlannedCall } from './plan.ts'
import { focusedItem, pointsBack } from './references.ts'
import { argumentsFrom, mentionOf, slotOf } from './slot-rules.ts'
import { askFor } from './talk.ts'

const MOST_CALLS = 3

/** The call of a tool from the words of the question and, where they point back, from what was said before. */
export function planTool(
  interpretation: Interpretation,
  tool: string,
  fixed: Record<string, string | boolean>,
  focus: Focus,
): Plan {
  const { reading, leftover } = interpretation
  if (tool === 'draft_purchase_order') return planDraft(reading, focus, fixed['due'] === true)
  if (tool === 'revise_purchase_order') return planRevision(reading, focus)
  if (tool === 'approve_purchase_order') return planSubmission(reading, focus)
  if (tool === 'explain_recommendation') {
    const item = mentionOf(reading, 'item') ?? mentionOf(reading, 'category')
    const named = item === undefined && leftover !== null && focus.lines.length === 0
    return named
      ? { kind: 'calls', calls: [{ tool, input: { item: leftover, question: fixed['question'] } }] }
      : planExplanation(reading, focus, String(fixed['question'] ?? 'why'))
  }
  const input = { ...argumentsFrom(tool, reading), ...fixed }
  const missing = completeInput(tool, input, interpretation, focus)
  if (missing !== null) return { kind: 'say', text: missing }
  return { kind: 'calls', calls: severalItems(tool, input, interpretation) }
}

type Input = Record<string, unknown>

const SUBJECTS = ['item', 'query', 'category', 'supplier', 'location', 'order']

/** Fills what the tool needs from the focus or from words that no name explains; else says what to ask back. */
function completeInput(tool: string, input: Input, { reading, leftover }: Interpretation, focus: Focus): string | null {
  const named = SUBJECTS.some((subject) => subject in input)
  const pointed = pointsBack(reading.text) || slotOf(reading, 'ordinal') !== undefined
  const fill = (argument: string, value: string | null) => {
    if (!(argument in input) && value !== null) input[argument] = value
  }
  if (tool === 'forecast_demand' || tool === 'compare_suppliers') {
    const category = mentionOf(reading, 'category')?.phrase ?? null
    fill('item', category ?? leftover ?? focusedItem(reading, focus))
    return 'item' in input ? null : askFor.item
  }
  if (tool === 'find_items' && !named) fill('query', leftover ?? (pointed ? focusedItem(reading, focus) : null))
  if (tool === 'get_stock_position' && !named && !('order_by' in input)) {
    fill('item', leftover ?? (pointed || reading.text.split(/\s+/).length <= 6 ? focusedItem(reading, focus) : null))
  }
  if (tool === 'recommend_reorders' && !named && pointed && !('show' in input)) {
    if (/\b(?:it|that|this) ?(?:one)?\b/i.test(reading.text)) fill('item', focusedItem(reading, focus))
  }
  if (tool === 'get_supplier_performance' && !named && (pointed || leftover !== null)) fill('supplier', leftover ?? focus.supplier)
  if (tool === 'get_purchase_order' && !named && !('state' in input) && pointed) fill('order', focus.orders.length === 1 ? focus.orders[0]!.order : null)
  if (tool === 'simulate_disruption') return completeScenario(input, leftover, focus, fill)
  return null
}

function completeScenario(
  input: Input,
  leftover: string | null,
  focus: Focus,
  fill: (argument: string, value: string | null) => void,
): string | null {
  if (input['kind'] === 'supplier_down') {
    fill('supplier', leftover ?? focus.supplier)
    if (!('supplier' in input)) return askFor.supplier
  }
  if (input['kind'] === 'location_lost' && !('location' in input)) {
    fill('location', leftover)
    if (!('location' in input)) return askFor.location
  }
  const needsPercent = input['kind'] === 'demand_change' || input['kind'] === 'tariff'
  return needsPercent && !('percent' in input) ? askFor.percent : null
}

/** A tool that takes one item is called once for each that the question names. */
function severalItems(tool: string, input: Input, { reading }: Interpretation): PlannedCall[] {
  const items = reading.mentions.filter((mention) => mention.kind === 'item')
  if (!('item' in input) || items.length < 2 || tool === 'simulate_disruption') return [{ tool, input }]
  const names = [...new Set(items.map((mention) => mention.code ?? mention.phrase))]
  return names.slice(0, MOST_CALLS).map((item) => ({ tool, input: { ...input, item } }))
}
