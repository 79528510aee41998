// Why a quantity is what it is, and why it is withheld: plain data, stored with the line.

export type DataDefect = {
  code:
    | 'no_stock_record'
    | 'stale_stock'
    | 'negative_available'
    | 'no_supplier'
    | 'no_approved_supplier'
    | 'no_lead_time'
    | 'no_exchange_rate'
    | 'mixed_units'
    | 'cost_outlier'
    | 'not_enough_history'
    | 'stale_demand'
  /** The fact that is missing or doubtful, as a person would say it. */
  fact: string
  /** What to enter, where. */
  repair: string
  /** Value of the purchase that waits for this fact, minor units of the base currency; null = cannot be told. */
  worthMinor: number | null
}

export type WaterfallStep = {
  code:
    | 'lead_time_demand'
    | 'lost_sales'
    | 'safety_stock'
    | 'review_period_demand'
    | 'economic_lot'
    | 'available'
    | 'on_order'
    | 'written_down'
    | 'drafted'
    | 'backordered'
    | 'kit_stock'
    | 'not_needed_yet'
    | 'transfer'
    | 'shelf_life_cap'
    | 'moq'
    | 'order_multiple'
    | 'price_break'
    | 'pallet'
    | 'supplier_minimum'
    | 'joint_order'
    | 'container'
    | 'capacity'
    | 'supplier_split'
    | 'maximum'
    | 'rule'
    | 'rounding'
  label: string
  /** Signed; the steps of one line sum to its quantity. */
  units: number
  detail: string
}
