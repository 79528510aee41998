import type { Focus } from './context.ts'
import type { Interpretation } from './interpreter.ts'
import { planDraft, planExplanation, planRevision, planSubmission } from './orders.ts'
import { oneCall, type Plan, type PlannedCall } from './plan.ts'
import { grantedBy, toolMeant } from './meant.ts'
import { focusedItem, listedItems, pointsBack } from './references.ts'
import { completeScenario } from './scenario.ts'
import { argumentsFrom, mentionOf, slotOf } from './slot-rules.ts'
import type { Reading } from './mention.ts'
import { askFor, notUnderstood } from './talk.ts'
import { valuesFrom } from './values.ts'

const MOST_CALLS = 3

/** The call of a tool from the words of the question and, where they point back, from what was said before. */
export function planTool(
  interpretation: Interpretation,
  likeliest: string,
  learned: Record<string, string | boolean>,
  focus: Focus,
): Plan {
  const { reading, leftover } = interpretation
  const tool = toolMeant(likeliest, reading)
  const fixed = tool === likeliest ? learned : (grantedBy[tool] ?? {})
  if (!asksToAct(tool, reading)) {
    const order = slotOf(reading, 'order')?.order
    return order === undefined
      ? { kind: 'say', text: notUnderstood(null) }
      : oneCall('get_purchase_order', { order })
  }
  if (tool === 'draft_purchase_order') return planDraft(reading, focus, fixed['due'] === true)
  if (tool === 'revise_purchase_order') return planRevision(reading, focus)
  if (tool === 'approve_purchase_order') return planSubmission(reading, focus)
  if (tool === 'explain_recommendation') {
    const item = mentionOf(reading, 'item') ?? mentionOf(reading, 'category')
    const named = item === undefined && leftover !== null && focus.lines.length === 0
    return named
      ? {
          kind: 'calls',
          calls: [{ tool, input: { item: leftover, question: questionOf(reading, fixed) } }],
        }
      : planExplanation(reading, focus, questionOf(reading, fixed))
  }
  const input: Input = {
    ...argumentsFrom(tool, reading),
    ...fixed,
    ...valuesFrom(tool, reading),
  }
  // An order that is named has its own state, supplier and items.
  if ('order' in input) for (const own of ['state', 'supplier', 'item', 'limit']) delete input[own]
  const missing = completeInput(tool, input, interpretation, focus)
  if (missing !== null) return { kind: 'say', text: missing }
  return { kind: 'calls', calls: severalItems(tool, input, interpretation) }
}

const questionOf = (reading: Reading, fixed: Record<string, string | boolean>): string =>
  valuesFrom('explain_recommendation', reading)['question'] ?? String(fixed['question'] ?? 'why')

/** Words without which nothing is drafted, changed or handed in, however a question resembles such a request. */
const ACTION_WORDS: Record<string, RegExp> = {
  draft_purchase_order:
    /\b(?:dra?ft\w*|order\w*|re-?order\w*|buy|purchase|pos?|raise|create|make|prepare|write|place|put|generate|issue|turn|convert|go ahead|go for|go on|do it|do the|do those|yes|yep|yeah|ok|okay|let'?s|let us|proceed|get|take|stick|knock|sort|secure|grab|accept|book|set up|draw up|happen)\b/i,
  revise_purchase_order: /./,
  approve_purchase_order:
    /\b(?:submit\w*|approv\w*|sign\w*|hand\w*|release|authori\w*|authority|decide\w*|boss|manager|okay|decision|said yes|say yes|ok'?e?d|unapproved|go\/no-?go|aprov\w*|green-?light|nod|finali[sz]e|good to go|off to|send it up|put through|push)\b/i,
}

/** Whether the words ask for an act of this tool; reading tools need none. "I need" acts with a quantity only. */
function asksToAct(tool: string, reading: Interpretation['reading']): boolean {
  const needed = ACTION_WORDS[tool]
  if (needed === undefined || needed.test(reading.text)) return true
  return tool === 'draft_purchase_order' && slotOf(reading, 'number') !== undefined
}

type Input = Record<string, unknown>

const SUBJECTS = ['item', 'query', 'category', 'supplier', 'location', 'order']

/** What stands around the name of a thing that is looked for. */
const SOUGHT =
  /\b(?:carry|sell|stock|keep|look up|find|search for|looking for|have|such a thing as)\s+(?:the |any |an? |some |our )?([\p{L}-]+(?: [\p{L}-]+)?)$/iu
const AROUND =
  /\s*(?:\bat all\b|\bfor me\b|\bplease\b|\bin (?:the|our) (?:catalogue|catalog|range|assortment|system|shop|books)\b|[?!.])\s*$/i

/** 'Pizza stones' in "do we carry pizza stones": ordinary words where the name of a thing stands. */
function thingSought({ text, slots, mentions }: Reading): string | null {
  if (slots.length > 0 || mentions.length > 0) return null
  let plain = text
  while (AROUND.test(plain)) plain = plain.replace(AROUND, '')
  return SOUGHT.exec(plain)?.[1] ?? null
}

/** Fills what the tool needs from the focus or from words that no name explains; else says what to ask back. */
function completeInput(
  tool: string,
  input: Input,
  { reading, leftover }: Interpretation,
  focus: Focus,
): string | null {
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
  if (tool === 'find_items' && !named)
    fill(
      'query',
      leftover ??
        (pointed ? focusedItem(reading, focus) : null) ??
        (Object.keys(input).length === 0 ? thingSought(reading) : null),
    )
  if (tool === 'get_stock_position' && !named && !('order_by' in input)) {
    fill(
      'item',
      leftover ??
        (pointed || reading.text.split(/\s+/).length <= 6 ? focusedItem(reading, focus) : null),
    )
  }
  if (tool === 'recommend_reorders' && !named && pointed && !('show' in input)) {
    if (/\b(?:it|that|this) ?(?:one)?\b/i.test(reading.text))
      fill('item', focusedItem(reading, focus))
  }
  if (tool === 'get_supplier_performance' && !named && (pointed || leftover !== null))
    fill('supplier', leftover ?? focus.supplier)
  if (tool === 'get_purchase_order' && !named && !('state' in input) && pointed)
    fill('order', focus.orders.length === 1 ? focus.orders[0]!.order : null)
  if (tool === 'simulate_disruption')
    return completeScenario(input, reading, { leftover, supplier: focus.supplier }, fill)
  return null
}

/** A tool that takes one item is called once for each that the question names. */
function severalItems(tool: string, input: Input, { reading }: Interpretation): PlannedCall[] {
  const items = listedItems(reading)
  if (!('item' in input) || items.length < 2 || tool === 'simulate_disruption')
    return [{ tool, input }]
  const names = [...new Set(items.map((mention) => mention.code ?? mention.phrase))]
  return names.slice(0, MOST_CALLS).map((item) => ({ tool, input: { ...input, item } }))
}
