import type { z } from 'zod'
import type { Tool } from '#root/tool.ts'
import type { approvePurchaseOrder } from '#tools/approve_purchase_order.ts'
import type { compareSuppliers } from '#tools/compare_suppliers.ts'
import type { draftPurchaseOrder } from '#tools/draft_purchase_order.ts'
import type { explainRecommendation } from '#tools/explain_recommendation.ts'
import type { findExceptions } from '#tools/find_exceptions.ts'
import type { forecastDemand } from '#tools/forecast_demand.ts'
import type { getPurchaseOrder } from '#tools/get_purchase_order.ts'
import type { getStockPosition } from '#tools/get_stock_position.ts'
import type { getSupplierPerformance } from '#tools/get_supplier_performance.ts'
import type { recommendReorders } from '#tools/recommend_reorders.ts'
import type { revisePurchaseOrder } from '#tools/revise_purchase_order.ts'
import type { WebApplication } from './application.ts'

/** The tools that pages call; types only, so that no page can reach past `callTool`. */
type PageTools = {
  approve_purchase_order: typeof approvePurchaseOrder
  compare_suppliers: typeof compareSuppliers
  draft_purchase_order: typeof draftPurchaseOrder
  explain_recommendation: typeof explainRecommendation
  find_exceptions: typeof findExceptions
  forecast_demand: typeof forecastDemand
  get_purchase_order: typeof getPurchaseOrder
  get_stock_position: typeof getStockPosition
  get_supplier_performance: typeof getSupplierPerformance
  recommend_reorders: typeof recommendReorders
  revise_purchase_order: typeof revisePurchaseOrder
}

type Input<Each> = Each extends Tool<infer Schema> ? z.input<Schema> : never
type Output<Each> = Each extends Tool<z.ZodType, infer Schema> ? z.output<Schema> : never

export type ToolResult<Name extends keyof PageTools> = Output<PageTools[Name]>

export type BuyList = ToolResult<'recommend_reorders'>
export type BuyLine = BuyList['lines'][number]
export type Explanation = ToolResult<'explain_recommendation'>
export type Order = ToolResult<'get_purchase_order'>['orders'][number]

/** Calls one tool by its typed name; `callTool` has validated the output against the tool's own schema. */
export async function callPageTool<Name extends keyof PageTools>(
  application: WebApplication,
  name: Name,
  input: Input<PageTools[Name]>,
): Promise<ToolResult<Name>> {
  return (await application.callTool(name, input)) as ToolResult<Name>
}

/** The most lines that one page shows; a longer list says so and offers the filters. */
const PAGE_LINES = 600

/** Every line of the buy list by following its pages, up to 600 lines. */
export async function wholeBuyList(
  application: WebApplication,
  filter: Omit<Input<typeof recommendReorders>, 'limit' | 'offset'>,
): Promise<BuyList> {
  const first = await callPageTool(application, 'recommend_reorders', { ...filter, limit: 15 })
  const lines = [...first.lines]
  let moreCount = first.moreCount
  while (moreCount > 0 && lines.length < PAGE_LINES) {
    const next = await callPageTool(application, 'recommend_reorders', {
      ...filter,
      limit: 15,
      offset: lines.length,
    })
    if (next.lines.length === 0) break
    lines.push(...next.lines)
    moreCount = next.moreCount
  }
  return { ...first, lines, moreCount }
}
