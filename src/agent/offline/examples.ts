import { examples as approvePurchaseOrder } from '#tools/approve_purchase_order.examples.ts'
import { examples as compareSuppliers } from '#tools/compare_suppliers.examples.ts'
import { examples as draftPurchaseOrder } from '#tools/draft_purchase_order.examples.ts'
import { examples as explainRecommendation } from '#tools/explain_recommendation.examples.ts'
import { examples as findExceptions } from '#tools/find_exceptions.examples.ts'
import { examples as findItems } from '#tools/find_items.examples.ts'
import { examples as forecastDemand } from '#tools/forecast_demand.examples.ts'
import { examples as getKpis } from '#tools/get_kpis.examples.ts'
import { examples as getPurchaseOrder } from '#tools/get_purchase_order.examples.ts'
import { examples as getStockPosition } from '#tools/get_stock_position.examples.ts'
import { examples as getSupplierPerformance } from '#tools/get_supplier_performance.examples.ts'
import { examples as recommendReorders } from '#tools/recommend_reorders.examples.ts'
import { examples as revisePurchaseOrder } from '#tools/revise_purchase_order.examples.ts'
import { examples as simulateDisruption } from '#tools/simulate_disruption.examples.ts'
import type { Example } from './classifier.ts'
import { findSlots } from './slots.ts'
import { talkExamples, type TalkLabel } from './talk-examples.ts'

/** What a class of examples stands for: a tool with arguments that its words fix, or a kind of talk. */
export type Meaning =
  | { kind: 'tool'; tool: string; fixed: Record<string, string | boolean> }
  | { kind: 'talk'; talk: TalkLabel }

const toolExamples: Record<string, string[]> = {
  find_items: findItems,
  get_stock_position: getStockPosition,
  forecast_demand: forecastDemand,
  recommend_reorders: recommendReorders,
  explain_recommendation: explainRecommendation,
  compare_suppliers: compareSuppliers,
  get_supplier_performance: getSupplierPerformance,
  simulate_disruption: simulateDisruption,
  get_kpis: getKpis,
  find_exceptions: findExceptions,
  get_purchase_order: getPurchaseOrder,
  draft_purchase_order: draftPurchaseOrder,
  revise_purchase_order: revisePurchaseOrder,
  approve_purchase_order: approvePurchaseOrder,
}

/** The example as the classifier reads a question: figures that it spells out become their slots. */
function patternOf(example: string): string {
  const slots = findSlots(example, (position) => insideSlot(example, position))
  let pattern = ''
  let end = 0
  for (const slot of slots) {
    pattern += `${example.slice(end, slot.start)} {${slot.kind}} `
    end = slot.end
  }
  return (pattern + example.slice(end)).replace(/\s+/g, ' ').trim()
}

const insideSlot = (text: string, position: number): boolean =>
  text.lastIndexOf('{', position) > text.lastIndexOf('}', position - 1)

function toolExample(tool: string, line: string): { meaning: Meaning; text: string } {
  const match = /^\[(\w+)=(\w+)\]\s*(.*)$/.exec(line)
  const value = match?.[2] === 'true' ? true : match?.[2]
  const fixed = match === null || value === undefined ? {} : { [match[1]!]: value }
  return { meaning: { kind: 'tool', tool, fixed }, text: match?.[3] ?? line }
}

/** All examples with their classes, and what each class means. */
export function readExamples(): { examples: Example[]; meanings: Map<string, Meaning> } {
  const examples: Example[] = []
  const meanings = new Map<string, Meaning>()
  const add = (label: string, meaning: Meaning, text: string) => {
    meanings.set(label, meaning)
    examples.push({ label, pattern: patternOf(text) })
  }
  for (const [tool, lines] of Object.entries(toolExamples)) {
    for (const line of lines) {
      const { meaning, text } = toolExample(tool, line)
      add(`${tool} ${JSON.stringify(meaning.kind === 'tool' ? meaning.fixed : {})}`, meaning, text)
    }
  }
  for (const [talk, lines] of Object.entries(talkExamples)) {
    for (const line of lines) add(talk, { kind: 'talk', talk: talk as TalkLabel }, line)
  }
  return { examples, meanings }
}
