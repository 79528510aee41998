import type { LanguageModelV4Prompt } from '@ai-sdk/provider'
import type { OutsideError } from '#root/errors.ts'

/** A call of an earlier turn or of this one, with what came back (earlier results are cut to their handles). */
export type PastCall = {
  tool: string
  arguments: Record<string, unknown>
  /** 'call_1' in this turn, 'earlier' before it. */
  call: string
  result: Record<string, unknown> | null
  error: OutsideError | null
}

export type PastTurn = { question: string; calls: PastCall[] }

/** One line a person may point at. */
export type FocusLine = {
  recommendation: string | null
  sku: string | null
  name: string | null
  supplierCode: string | null
  locationCode: string | null
  units: number | null
}

export type FocusOrder = {
  order: string
  revision: number
  supplierCode: string | null
  lines: FocusLine[]
}

/** What words like "it", "those" and "the second one" can mean: the newest of each kind. */
export type Focus = {
  /** Lines of the newest list or the one line explained last. */
  lines: FocusLine[]
  /** Orders of the newest answer that showed any. */
  orders: FocusOrder[]
  item: { sku: string; locationCode: string | null } | null
  supplier: string | null
  /** The budget of the newest buy list and where it was for; null = it had none. */
  budget: Record<string, unknown> | null
}

export type PromptState = { question: string; earlier: PastTurn[]; present: PastCall[] }

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)
export const recordsOf = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isRecord) : []

/** The prompt as turns: the last user message is the question, calls after it belong to this turn. */
export function readPrompt(prompt: LanguageModelV4Prompt): PromptState {
  const turns: PastTurn[] = []
  const pending = new Map<string, PastCall>()
  for (const message of prompt) {
    if (message.role === 'user') {
      const question = message.content
        .map((part) => (part.type === 'text' ? part.text : ''))
        .join(' ')
      turns.push({ question, calls: [] })
    }
    if (message.role === 'assistant') {
      for (const part of message.content) {
        if (part.type !== 'tool-call') continue
        const input = isRecord(part.input) ? part.input : {}
        const call: PastCall = {
          tool: part.toolName,
          arguments: input,
          call: '',
          result: null,
          error: null,
        }
        pending.set(part.toolCallId, call)
        turns.at(-1)?.calls.push(call)
      }
    }
    if (message.role === 'tool') {
      for (const part of message.content) {
        if (part.type !== 'tool-result') continue
        const call = pending.get(part.toolCallId)
        const value: unknown = 'value' in part.output ? part.output.value : null
        if (call !== undefined && isRecord(value)) completeCall(call, value)
      }
    }
  }
  const last = turns.at(-1)
  return { question: last?.question ?? '', earlier: turns.slice(0, -1), present: last?.calls ?? [] }
}

function completeCall(call: PastCall, reply: Record<string, unknown>): void {
  call.call = textOf(reply['call']) ?? ''
  if (isRecord(reply['result'])) call.result = reply['result']
  if (isRecord(reply['error'])) call.error = reply['error'] as OutsideError
}

function focusLine(record: Record<string, unknown>): FocusLine {
  return {
    recommendation: textOf(record['recommendation']),
    sku: textOf(record['sku']),
    name: textOf(record['name']),
    supplierCode: textOf(record['supplierCode']),
    locationCode: textOf(record['locationCode']),
    units: numberOf(record['units']),
  }
}

function focusOrder(record: Record<string, unknown>): FocusOrder | null {
  const order = textOf(record['order'])
  const revision = numberOf(record['revision'])
  if (order === null || revision === null) return null
  return {
    order,
    revision,
    supplierCode: textOf(record['supplierCode']),
    lines: recordsOf(record['lines']).map(focusLine),
  }
}

/** The focus after the earlier turns, the newest mention winning. */
export function focusOf(earlier: readonly PastTurn[]): Focus {
  const focus: Focus = { lines: [], orders: [], item: null, supplier: null, budget: null }
  for (const call of earlier.flatMap((turn) => turn.calls)) {
    const supplier = textOf(call.arguments['supplier'])
    if (supplier !== null) focus.supplier = supplier
    if (call.result !== null) moveFocus(focus, call, call.result)
  }
  return focus
}

/** The arguments of a buy list that a budget cut; null where it had none. */
function budgetIn({ budget, supplier, location, item, category }: Record<string, unknown>) {
  if (budget === undefined) return null
  return {
    budget,
    ...(supplier !== undefined && { supplier }),
    ...(location !== undefined && { location }),
    ...((item !== undefined || category !== undefined) && { narrowed: true }),
  }
}

function moveFocus(focus: Focus, call: PastCall, result: Record<string, unknown>): void {
  const lines = recordsOf(result['lines']).map(focusLine)
  if (call.tool === 'recommend_reorders') focus.budget = budgetIn(call.arguments)
  const orders = recordsOf(result['orders'])
    .map(focusOrder)
    .filter((order) => order !== null)
  const order = focusOrder(result)
  const shown = order === null ? orders : [order]
  if (shown.length > 0) focus.orders = shown
  const own = focusLine(result)
  // A line that was explained is meant as it was explained, not as a budget cut it.
  if (own.recommendation !== null) [focus.lines, focus.budget] = [[own], null]
  else if (lines.length > 0 && shown.length === 0 && call.tool !== 'simulate_disruption')
    focus.lines = lines
  const skus = new Set(lines.map((line) => line.sku).filter((sku) => sku !== null))
  if (own.sku !== null)
    focus.item = { sku: own.sku, locationCode: textOf(call.arguments['location']) }
  else if (skus.size === 1)
    focus.item = { sku: [...skus][0]!, locationCode: textOf(call.arguments['location']) }
  const suppliers = new Set(lines.map((line) => line.supplierCode).filter((code) => code !== null))
  if (call.tool === 'get_supplier_performance' && suppliers.size === 1)
    focus.supplier = [...suppliers][0]!
}
