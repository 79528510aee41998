import type { OutsideError } from '#root/errors.ts'
import { answerComparison } from './compare-suppliers.ts'
import { answerExplanation } from './explain-recommendation.ts'
import { answerExceptions } from './find-exceptions.ts'
import { answerItems } from './find-items.ts'
import { answerForecast } from './forecast-demand.ts'
import { answerKpis } from './get-kpis.ts'
import { answerStock } from './get-stock-position.ts'
import { answerPerformance } from './get-supplier-performance.ts'
import { bullets, hole, paragraphs, type Result } from './markdown.ts'
import { answerDraft, answerOrders, answerRevision, answerSubmission } from './purchase-orders.ts'
import { answerReorders } from './recommend-reorders.ts'
import { answerScenario } from './simulate-disruption.ts'

const answers: Record<string, (result: Result) => string> = {
  find_items: answerItems,
  get_stock_position: answerStock,
  forecast_demand: answerForecast,
  recommend_reorders: answerReorders,
  explain_recommendation: answerExplanation,
  compare_suppliers: answerComparison,
  get_supplier_performance: answerPerformance,
  simulate_disruption: answerScenario,
  get_kpis: answerKpis,
  find_exceptions: answerExceptions,
  get_purchase_order: answerOrders,
  draft_purchase_order: answerDraft,
  revise_purchase_order: answerRevision,
  approve_purchase_order: answerSubmission,
}

/** The answer to a finished call as markdown whose placeholders begin with the call's name; figures are never written. */
export function answerCall(
  tool: string,
  call: string,
  outcome: { result: Result | null; error: OutsideError | null },
): string {
  const write = answers[tool]
  const text =
    outcome.error !== null
      ? answerError(outcome.error)
      : outcome.result === null || write === undefined
        ? 'The result is in the details of the call.'
        : write(outcome.result)
  return text.replaceAll('{{', `{{${call}.`)
}

function answerError(error: OutsideError): string {
  const candidates = Array.isArray(error.details['candidates']) ? error.details['candidates'] : []
  const list = bullets(
    'error.details.candidates',
    candidates,
    (at) => `${hole(`${at}.name`)} (${hole(`${at}.code`)})`,
  )
  if (error.code === 'ambiguous' && candidates.length > 0) {
    return paragraphs(hole('error.message'), list, 'Which one do you mean?')
  }
  if (error.code === 'not_found' && candidates.length > 0) {
    return paragraphs(hole('error.message'), `The nearest that I know:\n\n${list}`)
  }
  return paragraphs(hole('error.message'), hole('error.repair'))
}
