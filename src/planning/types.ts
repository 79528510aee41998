// What the planner sees and says. Plain data only: a stored input replayed gives the same bytes.

import type { ForecastTrackRecord } from './accuracy/track-record.ts'
import type { CountPool } from './forecast/counts/count-pool.ts'
import type { PricedForecast, PriceInputs } from './forecast/price/sell-price.ts'
import type { DataDefect, WaterfallStep } from './reasons.ts'

/** A calendar date, 'YYYY-MM-DD'. */
export type IsoDate = string

export type AbcClass = 'A' | 'B' | 'C'
export type Lifecycle = 'new' | 'active' | 'phase_out' | 'discontinued'
export type Segment = 'core' | 'long_tail' | 'seasonal' | 'kit' | 'perishable' | 'new' | 'phase_out'

/** Where a fact came from and when it was true. */
export type Provenance = { source: string; asOf: IsoDate }

export type Item = {
  sku: string
  name: string
  category: string
  abcClass: AbcClass
  lifecycle: Lifecycle
  /** Sold as a bundle of components: never bought itself, its demand is planned on them. */
  isKit: boolean
  seasonal: boolean
  unitOfMeasure: string
  packSizeUnits: number
  shelfLifeDays: number | null
  launchedOn: IsoDate | null
  /** Sell price per unit in minor units of the base currency. */
  sellPriceMinor: number | null
  /** Cost of one unit short in minor units of the base currency; null = the margin is used. */
  stockoutCostMinor: number | null
  analogueSku: string | null
}

/** One calendar of an item at a location: `units[i]` is the demand on `startsOn` + i days. */
export type DemandHistory = {
  startsOn: IsoDate
  /** Net units asked for on the day (cancelled lines already taken off). */
  units: number[]
  /** Days on which the item could not be sold: the figure is a lower bound, never a zero. */
  stockout: boolean[]
  promotion: boolean[]
}

export type StockFacts = Provenance & {
  onHandUnits: number
  allocatedUnits: number
  unavailableUnits: number
  backorderedUnits: number
  unitOfMeasure: string
  /** Lots with an expiry, the soonest first. */
  lots: { lotCode: string; units: number; expiresOn: IsoDate }[]
  /** Goods that stand in the yard with a receipt that nobody has booked. */
  unbookedUnits: number
}

export type OpenOrderLine = {
  orderNumber: string
  lineNumber: number
  supplierCode: string
  state: 'draft' | 'submitted' | 'approved' | 'sent' | 'acknowledged' | 'partly_received'
  openUnits: number
  inTransitUnits: number
  expectedOn: IsoDate | null
}

export type WorkingCalendar = {
  /** Monday first: true where the supplier works. */
  workingDays: boolean[]
  closures: { startsOn: IsoDate; endsOn: IsoDate; reason: string }[]
}

export type LeadTime = Provenance & {
  /** Approval to usable receipt, calendar days. */
  meanDays: number
  sdDays: number
  /** Receipts the figures were learned from; 0 = the supplier's own word. */
  observations: number
  /** What was seen, in few points: a receipt of a part counts as its share, one of another item of the supplier less. */
  receipts?: { days: number; weight: number }[]
  /** Orders past their promise of which units have not come: so many days after approval. */
  overdue?: { days: number; weight: number }[]
}

export type SupplierOption = Provenance & {
  supplierCode: string
  supplierName: string
  status: 'active' | 'unapproved' | 'blocked'
  preferredRank: number
  currency: string
  /** Exact decimal, at most six places, in `currency` per stock unit. */
  unitPrice: string
  /** The unit price of earlier dates, oldest first, for the outlier check. */
  priceHistory: { unitPrice: string; validFrom: IsoDate }[]
  priceBreaks: { minUnits: number; unitPrice: string }[]
  /** What a break makes cheaper: every unit of the order (default), or only the units from the break on. */
  discountKind?: 'all_units' | 'incremental'
  moqUnits: number
  orderMultipleUnits: number
  maximumUnits: number | null
  unitOfMeasure: string
  leadTime: LeadTime | null
  calendar: WorkingCalendar
  /** Fractions: .05 = 5 % of the goods value. */
  dutyRate: number
  freightRate: number
  /** Per order, minor units of `currency`. */
  freightPerOrderMinor: number
  minimumOrderMinor: number
  paymentTermsDays: number
  incoterm: string
  /** Share of receipts on time and in full over the last year, null = none yet. */
  otifRate: number | null
  defectRate: number | null
  validUntil: IsoDate | null
  /** One unit of `currency` in the base currency, exact decimal; null = unknown. */
  rateToBase: string | null
  currencyDigits: number
  /** Stock units on a full pallet; absent or null = the supplier counts no pallets. */
  palletUnits?: number | null
  /** Freight of every pallet begun, minor units of `currency`, beside the other freight. */
  freightPerPalletMinor?: number
  /** What a container holds: pallets, and units of items that have no pallets; null or absent = not shipped by it. */
  containerPallets?: number | null
  containerUnits?: number | null
  /** Freight of every container begun, minor units of `currency`, beside the other freight. */
  freightPerContainerMinor?: number
  /** What can be made in a week: of this item, and of everything we buy there together, units. */
  capacityUnitsPerWeek?: number | null
  supplierCapacityUnitsPerWeek?: number | null
  /** Once an order is sent: part of the goods value for cancelling, for a rush, and the days a rush saves. */
  cancelFeeRate?: number | null
  expediteRate?: number | null
  expediteDays?: number | null
}

export type CalendarEvent = {
  code: string
  name: string
  kind: 'promotion' | 'holiday' | 'closure' | 'other'
  startsOn: IsoDate
  endsOn: IsoDate
  /** Expected demand over baseline: .4 = +40 %; null = learned from history. */
  upliftRate: number | null
}

/** A dated rule of a person, applied after the arithmetic and shown as its own step. */
export type PlanningRule = {
  ruleId: string
  kind:
    | 'do_not_order'
    | 'minimum_units'
    | 'maximum_units'
    | 'min_max'
    | 'supplier'
    | 'service_level'
  value: string
  reason: string
  startsOn: IsoDate
  endsOn: IsoDate | null
  madeBy: string
}

/** The year of a category: demand of each of 52 weeks over their mean, the first of them from `anchorOn`. */
export type SeasonProfile = { anchorOn: IsoDate; factors: number[] }

/** A kit that an item is put into, as it stands ready-made at the same location. */
export type KitFacts = {
  kitSku: string
  /** Units of the item that go into one kit directly; 0 = only within other kits of it. */
  units: number
  /** Kits that this kit is put into, and how many of it each takes. */
  within: { kitSku: string; units: number }[]
  /** Kits asked for themselves over the last `kitShareDays` days of the item's history. */
  recentUnits: number
  /** Ready-made kits; null = nobody counts them, and nothing is taken to be there. */
  stock: StockFacts | null
  /** Orders for ready-made kits. */
  openOrders: OpenOrderLine[]
}

/** Everything the plan of one item at one location depends on. */
export type ItemLocationInput = PriceInputs & {
  asOf: IsoDate
  baseCurrency: string
  item: Item
  locationCode: string
  /** Components exploded: demand of kits that use this item is already in `history`. */
  history: DemandHistory | null
  /** History of the analogue item at the same location, for new items. */
  analogueHistory: DemandHistory | null
  /** Season of the item's category as this run learned it; absent or null = none could be learned. */
  seasonProfile?: SeasonProfile | null
  /** What the whole catalogue shows of demand in counts, learned by this run; absent or null = it stands alone. */
  countPool?: CountPool | null
  /** The last day for which the sales feed of this location is complete. */
  demandKnownThroughOn: IsoDate | null
  stock: StockFacts | null
  openOrders: OpenOrderLine[]
  suppliers: SupplierOption[]
  events: CalendarEvent[]
  rules: PlanningRule[]
  /** How far earlier forecasts of it missed against what they said; absent = none has been scored yet. */
  trackRecord?: ForecastTrackRecord
  /** Kits of the item of which some stand ready-made, are on order or are owed; a kit after those it is put into. */
  kits?: KitFacts[]
  /** Units that other locations could send, after their own need. */
  transferableUnits: { locationCode: string; units: number; days: number }[]
}

/** The policy a merchant sets; every figure of it is stored with the plan. */
export type PlanningPolicy = {
  reviewPeriodDays: number
  cycleServiceLevel: Record<AbcClass, number>
  /** What the level of a class is a level of: cycles without a stockout, or units; with 'cost' money decides. */
  serviceTarget: Record<AbcClass, 'cycle' | 'fill' | 'cost'>
  /** Whether customers of a class wait for what is sold out; absent = they do. Where cost decides they never do. */
  unmetDemand?: Partial<Record<AbcClass, 'backordered' | 'lost'>>
  /** Levels of single classes of value and variability, before those of the class of value: { CZ: 0.8 }. */
  serviceLevelByClass: Partial<Record<`${AbcClass}${'X' | 'Y' | 'Z'}`, number>>
  /** Coefficient of variation of four weeks of demand up to which an item is X, and up to which it is Y. */
  variabilityLimits: { X: number; Y: number }
  /** Yearly holding cost as a fraction of unit cost. */
  holdingRate: number
  /** Placing, receiving and paying one order line, minor units of the base currency. */
  orderCostMinor: number
  staleStockDays: number
  staleDemandDays: number
  minimumHistoryDays: number
  /** A unit price this many times the median of its history is held back. */
  costOutlierRatio: number
  /** Spread of a lead time nobody has measured, as a fraction of its mean. */
  quotedLeadTimeCv: number
  longTailUnitsPerDay: number
  /** Days before the order-by date within which a line counts as due this week. */
  horizonDays: number
}

type Arrival = { orderNumber: string; units: number; expectedOn: IsoDate | null }

export type StockPosition = {
  onHandUnits: number
  allocatedUnits: number
  unavailableUnits: number
  availableUnits: number
  onOrderUnits: number
  inTransitUnits: number
  /** Units on drafts and submitted orders: shown and netted from the need, not yet on order. */
  draftedUnits: number
  backorderedUnits: number
  unbookedUnits: number
  inventoryPositionUnits: number
  /** Ready-made kits, free and on order, and the units of the item that they hold; absent = there are none. */
  kits?: { kitSku: string; readyUnits: number; holdUnits: number }[]
  /** Units of the need that ready-made kits cover: they serve no other demand, so they are no stock of the item. */
  kitCoverUnits?: number
  /** Units of overdue orders that are likely never to come: their share of the position counts for nothing. */
  writtenDownUnits: number
  daysOfSupply: number | null
  /** First day on which the projection runs out before anything arrives; null = not within the horizon. */
  stockoutOn: IsoDate | null
  /** `lostRate`: chance (0..1) that a late one never comes. */
  inbound: (Arrival & { late: boolean; lostRate?: number })[]
}

/** Quantiles of one distribution, in units, by probability. */
export type Quantiles = {
  p05: number
  p50: number
  p80: number
  p90: number
  p95: number
  p99: number
}

export type SpikeVerdict = {
  verdict: 'none' | 'flash' | 'sustained' | 'cannot_tell_yet'
  startedOn: IsoDate | null
  /** Demand of the spike days over the baseline. */
  ratio: number | null
  evidence: string
}

/**
 * A demand distribution per item and location. `dailyMeanUnits[h]` is the mean of day asOf + 1 + h;
 * the spread of a sum of n days is made of `sumVariance` by forecast/sum-distribution.ts, so that intervals widen.
 */
export type DemandForecast = PricedForecast & {
  method: string
  dailyMeanUnits: number[]
  baselinePerDayUnits: number
  sumVariance: {
    constant: number
    perDay: number
    perDaySquared: number
    /** Drift of the level; absent where none was seen. See forecast/sum-distribution.ts for the terms. */
    perDayCubed?: number
  }
  /** Discrete counts below this mean are negative binomial, above it gamma-like; see forecast/distribution.ts. */
  family: 'negative_binomial' | 'gamma' | 'poisson'
  /** How much heavier the tails are than those of the family; absent = as they are. See forecast/heavy-tail.ts. */
  tailWeight?: number
  seasonal: boolean
  trendPerDayUnits: number
  promotionUplift: number | null
  censoredDays: number
  historyDays: number
  spike: SpikeVerdict
  accuracy: {
    rmsse: number | null
    pinball95: number | null
    biasUnits: number | null
    folds: number
  }
  /** The candidates and their scores on rolling origins, best first. */
  candidates: ForecastCandidate[]
}

/** `relativeMean`: what the method alone expects over the window, over what the forecast does; absent = no mean of its own. */
export type ForecastCandidate = { method: string; score: number; relativeMean?: number }

export type Urgency = 'overdue' | 'now' | 'this_week' | 'later' | 'none'

/** What one supplier delivers of a line that several deliver, as lists and drafts need it. */
export type PartUnits = {
  supplierCode: string
  units: number
  /** Goods, freight, duty in minor units of the base currency. */
  landedCostMinor: number | null
  expectedOn: IsoDate
}

export type SplitPart = PartUnits & {
  supplierName: string
  currency: string
  unitPrice: string
  /** Goods value in minor units of `currency`, rounded once, half up. */
  lineTotalMinor: number
  reason: string
}

export type Recommendation = {
  sku: string
  locationCode: string
  decision: 'order' | 'enough' | 'withheld' | 'not_planned'
  segment: Segment
  /** The legal order quantity in stock units, of all suppliers; 0 unless the decision is 'order'. */
  units: number
  /** What is needed before MOQ, multiple and breaks. */
  neededUnits: number
  supplierCode: string | null
  supplierReason: string
  currency: string | null
  unitPrice: string | null
  /** Goods value in minor units of `currency`, rounded once, half up. */
  lineTotalMinor: number | null
  /** Goods, freight, duty in minor units of the base currency. */
  landedCostMinor: number | null
  expectedOn: IsoDate | null
  /**
   * Who delivers what of the units, where one supplier does not deliver all; `supplierCode` comes first. Price, line
   * total and date of the line are then those of its part, the landed cost is that of all parts.
   */
  split?: SplitPart[]
  /** The supplier that was to deliver the line and can make none of it now. */
  insteadOf?: string
  position: StockPosition | null
  forecast: DemandForecast | null
  leadTimeDays: number | null
  leadTimeSdDays: number | null
  reviewPeriodDays: number
  protectionDays: number | null
  cycleServiceLevel: number | null
  leadTimeDemandUnits: number | null
  safetyStockUnits: number | null
  reorderPointUnits: number | null
  orderUpToUnits: number | null
  protectionDemand: Quantiles | null
  orderByOn: IsoDate | null
  urgency: Urgency
  /** Expected margin lost by deciding one review period later, minor units of the base currency. */
  costOfWaitingMinor: number | null
  waterfall: WaterfallStep[]
  /** For lines not on the list: the value and the date that would put them there. */
  whyNot: {
    inventoryPositionUnits: number
    reorderPointUnits: number
    dueOn: IsoDate | null
  } | null
  defects: DataDefect[]
  warnings: string[]
}

/** The engine's version is part of every stored plan: a change of arithmetic raises it. */
export const ENGINE_VERSION = '2.1.0'
