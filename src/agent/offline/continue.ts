// Follow-ups that repeat the call before with something changed: "and for Northwind?", "what about Leeds?", "more".
import { focusOf, recordsOf, type PastCall, type PastTurn } from './context.ts'
import type { Lexicon } from '../lexicon.ts'
import type { Interpreter } from './interpreter.ts'
import { planDraft } from './orders.ts'
import type { Reading } from './mention.ts'
import { argumentsFrom, mentionOf, takes } from './slot-rules.ts'
import { notUnderstood, NOTHING_MORE } from './talk.ts'
import { planTool } from './plan-tool.ts'
import { oneCall, type Plan } from './plan.ts'

/** The question before, asked again with what this one names. */
export function repeatLast(
  reading: Reading,
  earlier: readonly PastTurn[],
  interpreter: Interpreter,
): Plan {
  const focus = focusOf(earlier)
  const before = earlier.at(-1)
  const last = before?.calls.at(-1)
  if (last === undefined)
    return finishQuestion(reading, before, interpreter) ?? askAboutMention(reading)
  if (last.tool === 'draft_purchase_order') return planDraft(reading, focus, false)
  const changed = argumentsFrom(last.tool, reading)
  if (Object.keys(changed).length === 0) return askAboutMention(reading)
  const category = mentionOf(reading, 'category')
  if (category !== undefined && !takes(last.tool, 'category') && takes(last.tool, 'item'))
    changed['item'] = category.phrase
  const item = mentionOf(reading, 'item')
  if (item !== undefined && item.code === null) {
    const argument = 'query' in changed ? 'query' : 'item'
    changed[argument] =
      narrowed(item.candidates[0]?.spelled ?? [item.phrase], last, interpreter.lexicon) ??
      item.phrase
  }
  return oneCall(last.tool, replaceArguments(last, changed))
}

/** "The blue one" after mugs is the blue mug: the new words together with what was talked about, where an item has both. */
function narrowed(words: string[], last: PastCall, lexicon: Lexicon): string | null {
  const before = last.arguments['item'] ?? last.arguments['query']
  const first = recordsOf(last.result?.['lines'])[0]
  const name = typeof last.result?.['name'] === 'string' ? last.result['name'] : first?.['name']
  for (const earlier of [before, name]) {
    if (typeof earlier !== 'string' || lexicon.byCode(earlier) !== null) continue
    const found = lexicon
      .find('item', `${words.join(' ')} ${earlier}`)
      .filter((candidate) => words.every((word) => candidate.spelled.includes(word)))
    const [best, next] = found
    if (best === undefined || best.spelled.length <= words.length) continue
    return next !== undefined && next.coverage >= best.coverage - 0.01
      ? best.spelled.join(' ')
      : best.code
  }
  return null
}

function replaceArguments(
  last: PastCall,
  changed: Record<string, unknown>,
): Record<string, unknown> {
  const kept: Record<string, unknown> = { ...last.arguments }
  for (const argument of ['limit', 'offset']) delete kept[argument]
  const subjects = ['item', 'query', 'category', 'recommendation', 'order']
  if (subjects.some((subject) => subject in changed))
    for (const subject of subjects) delete kept[subject]
  if ('item' in changed || 'query' in changed) delete kept['supplier']
  if ('recommendation' in kept && 'location' in changed) {
    delete kept['recommendation']
    if (typeof last.result?.['sku'] === 'string') kept['item'] = last.result['sku']
  }
  return { ...kept, ...changed }
}

/** The question before lacked something that this one gives. */
function finishQuestion(
  reading: Reading,
  before: PastTurn | undefined,
  interpreter: Interpreter,
): Plan | null {
  if (before === undefined) return null
  const { meaning, reading: asked } = interpreter.interpret(before.question)
  if (meaning.kind !== 'tool') return null
  const merged: Reading = {
    ...asked,
    mentions: [...reading.mentions, ...asked.mentions],
    slots: [...reading.slots, ...asked.slots],
  }
  return planTool(
    { reading: merged, meaning, probability: 1, leftover: null },
    meaning.tool,
    meaning.fixed,
    focusOf([]),
  )
}

/** A name and nothing else: the plainest thing to know about it. */
function askAboutMention(reading: Reading): Plan {
  const [mention] = reading.mentions
  const tool = mention?.kind === 'supplier' ? 'get_supplier_performance' : 'get_stock_position'
  if (mention === undefined) return { kind: 'say', text: notUnderstood(null) }
  return oneCall(tool, argumentsFrom(tool, reading))
}

const MOST_LINES: Record<string, number> = {
  find_items: 25,
  get_stock_position: 12,
  find_exceptions: 20,
  get_purchase_order: 15,
}

/** The next page of the list before, or the list as long as its tool gives it. */
export function continueLast(_reading: Reading, earlier: readonly PastTurn[]): Plan {
  const last = earlier
    .flatMap((turn) => turn.calls)
    .findLast((past) => recordsOf(past.result?.['lines'] ?? past.result?.['orders']).length > 0)
  if (last === undefined) return { kind: 'say', text: NOTHING_MORE }
  if (last.tool === 'recommend_reorders') {
    const offset = Number(last.arguments['offset'] ?? 0) + recordsOf(last.result?.['lines']).length
    return oneCall(last.tool, { ...last.arguments, offset })
  }
  const limit = MOST_LINES[last.tool]
  return limit === undefined
    ? { kind: 'say', text: NOTHING_MORE }
    : oneCall(last.tool, { ...last.arguments, limit })
}
