import type { IsoDate } from '../types.ts'

export type ExceptionKind =
  | 'late_inbound'
  | 'part_received_overdue'
  | 'open_order_repair'
  | 'unbooked_receipt'
  | 'price_variance'
  | 'demand_spike'
  | 'forecast_drift'
  | 'supplier_drift'
  | 'stale_stock'
  | 'stale_demand'
  | 'contract_expiry'
  | 'missing_lead_time'
  | 'missing_supplier'
  | 'missing_rate'
  | 'expiring_lot'
  | 'negative_margin'
  | 'withheld_line'

/** Something that needs a person: what it is about, what it may cost, what to do. */
export type Exception = {
  kind: ExceptionKind
  /** Names it among its kind: the order line, the item at its location, the supplier ... */
  subject: string
  sku: string | null
  locationCode: string | null
  supplierCode: string | null
  orderNumber: string | null
  /** Minor units of the base currency; null = can not be told, `moneyReason` says why. */
  moneyAtRiskMinor: number | null
  moneyReason: string | null
  sinceOn: IsoDate | null
  dueOn: IsoDate | null
  /** One sentence with the money in it, ready to quote. */
  display: string
  /** What to do about it. */
  action: string
}

/** The most money first, what can not be priced last; equal ones by kind and subject, so that the order never flickers. */
export function byMoneyAtRisk(a: Exception, b: Exception): number {
  const money = (one: Exception) => one.moneyAtRiskMinor ?? -1
  if (money(a) !== money(b)) return money(b) - money(a)
  const name = (one: Exception) => `${one.kind}\u0000${one.subject}`
  return name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0
}
