// Everything a model may do, in the order in which every surface lists it.
import type { Tool } from '#root/tool.ts'
import { approvePurchaseOrder } from './approve_purchase_order.ts'
import { compareSuppliers } from './compare_suppliers.ts'
import { draftPurchaseOrder } from './draft_purchase_order.ts'
import { explainRecommendation } from './explain_recommendation.ts'
import { findExceptions } from './find_exceptions.ts'
import { findItems } from './find_items.ts'
import { forecastDemand } from './forecast_demand.ts'
import { getKpis } from './get_kpis.ts'
import { getPurchaseOrder } from './get_purchase_order.ts'
import { getStockPosition } from './get_stock_position.ts'
import { getSupplierPerformance } from './get_supplier_performance.ts'
import { recommendReorders } from './recommend_reorders.ts'
import { revisePurchaseOrder } from './revise_purchase_order.ts'
import { simulateDisruption } from './simulate_disruption.ts'

export const tools: Tool[] = [
  findItems,
  getStockPosition,
  forecastDemand,
  recommendReorders,
  explainRecommendation,
  compareSuppliers,
  getSupplierPerformance,
  simulateDisruption,
  getKpis,
  findExceptions,
  getPurchaseOrder,
  draftPurchaseOrder,
  revisePurchaseOrder,
  approvePurchaseOrder,
]
