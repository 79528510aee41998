import type * as orders from './schema-orders.ts'
import type * as people from './schema-people.ts'
import type * as records from './schema-records.ts'
import type * as shop from './schema.ts'

/** One day of demand as people know it; the store packs days into years (see `demandYears`). */
export type DemandDay = {
  sku: string
  locationCode: string
  channelCode: string
  /** 'YYYY-MM-DD' in the time zone of the location. */
  soldOn: string
  /** Asked for, net of cancelled lines. */
  units: number
  cancelledUnits: number
  promotion: boolean
  stockout: boolean
}

type Tables = typeof shop & typeof people & typeof orders & typeof records

type Rows<Name extends keyof Tables> = Tables[Name] extends {
  $inferInsert: infer Row
}
  ? Row[]
  : never

/** A whole shop in memory, in the order in which its tables can be written. Importers and the demo shop make it. */
export type ShopRows = {
  exchangeRates: Rows<'exchangeRates'>
  locations: Rows<'locations'>
  channels: Rows<'channels'>
  people: Rows<'people'>
  suppliers: Rows<'suppliers'>
  supplierClosures: Rows<'supplierClosures'>
  items: Rows<'items'>
  itemSubstitutes: Rows<'itemSubstitutes'>
  bundleComponents: Rows<'bundleComponents'>
  supplierItems: Rows<'supplierItems'>
  priceBreaks: Rows<'priceBreaks'>
  supplierPrices: Rows<'supplierPrices'>
  sellPrices: Rows<'sellPrices'>
  stock: Rows<'stock'>
  stockLots: Rows<'stockLots'>
  demandFeeds: Rows<'demandFeeds'>
  demandDays: DemandDay[]
  customerReturns: Rows<'customerReturns'>
  events: Rows<'events'>
  budgets: Rows<'budgets'>
  rules: Rows<'rules'>
  purchaseOrders: Rows<'purchaseOrders'>
  purchaseOrderLines: Rows<'purchaseOrderLines'>
  goodsReceipts: Rows<'goodsReceipts'>
  goodsReceiptLines: Rows<'goodsReceiptLines'>
  invoices: Rows<'invoices'>
  invoiceLines: Rows<'invoiceLines'>
}
