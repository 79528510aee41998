import type {
  DemandForecast,
  IsoDate,
  ItemLocationInput,
  LeadTime,
  PlanningPolicy,
  StockPosition,
  SupplierOption,
} from '../types.ts'
import { levelsByCost } from './cost-levels.ts'
import { economicLot, type EconomicLot } from './economic-lot.ts'
import type { ActiveRules } from './human-rules.ts'
import { kitCoverUnits } from './kit-stock.ts'
import { levelsForLostSales } from './lost-sales-levels.ts'
import { orderQuantity, type OrderQuantity } from './order-quantity.ts'
import { orderByOn } from './order-timing.ts'
import { reorderLevels, type ReorderLevels } from './reorder-levels.ts'
import { serviceTargetOf } from './service-target.ts'
import type { SupplierChoice } from './supplier-choice.ts'

/** An option whose lead time is known: only such a one can be planned with. */
export type PlannableOption = SupplierOption & { leadTime: LeadTime }

/** A quantity before the trust gate: what would be ordered if every fact were as recorded. */
export type LinePlan = {
  option: PlannableOption
  levels: ReorderLevels
  lot: EconomicLot
  /** With what ready-made kits cover of the need. */
  position: StockPosition
  quantity: OrderQuantity
  orderBy: IsoDate | null
}

/** The line as its recorded facts give it, without asking whether they can be trusted; null = facts are missing. */
export function planLine(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  forecast: DemandForecast | null,
  before: StockPosition | null,
  choice: SupplierChoice,
  rules: ActiveRules,
): LinePlan | null {
  const leadTime = choice.option?.leadTime
  if (!choice.option || !leadTime || !forecast || !before) return null
  const option = { ...choice.option, leadTime }
  const target = serviceTargetOf(input, policy, forecast, rules)
  const levelsFor = (wanted: DemandForecast) => {
    const served = reorderLevels(input, policy, option, wanted, target)
    if (target.kind === 'cost') {
      return levelsByCost(input, policy, option, wanted, before, served)
    }
    const isLost = policy.unmetDemand?.[input.item.abcClass] === 'lost'
    return isLost ? levelsForLostSales(input, wanted, before, served, target) : served
  }
  const levels = levelsFor(forecast)
  const kitCover = kitCoverUnits(input, policy, forecast, levels.orderUpToUnits, (wanted) => {
    return levelsFor(wanted).orderUpToUnits
  })
  const position = kitCover > 0 ? { ...before, kitCoverUnits: kitCover } : before
  const lot = economicLot(input, policy, option, forecast, levels)
  const quantity = orderQuantity({ input, policy, option, forecast, position, levels, lot, rules })
  const orderBy = orderByOn(input, option, forecast, position, levels)
  return { option, levels, lot, position, quantity, orderBy }
}
