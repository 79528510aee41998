import { plainText } from '#render/text.ts'
import { orderList } from '#store/purchase-orders.ts'
import { newestRun } from '#store/plan-runs.ts'
import { everySupplier, suppliersByCode } from '#store/suppliers.ts'
import { asOfDay, type Shop } from './shop.ts'

/** What a reader is offered by name: a bounded choice; everything else is found by its code. */
export type RecordList = {
  /** The newest plan; null while nothing was planned. */
  plan: { id: string; asOf: string } | null
  /** Open orders, the newest first. */
  orders: { number: string; state: string; supplierName: string }[]
  orderCount: number
  suppliers: { code: string; name: string }[]
  supplierCount: number
}

const mostOrders = 25
const mostSuppliers = 25
const longestName = 60

const shortName = (text: string) => [...plainText(text)].slice(0, longestName).join('')

/** The newest plan, open orders and suppliers by code, 25 of each at most; names are those that others wrote, cut at 60. */
export async function listRecords(shop: Shop): Promise<RecordList> {
  const { db } = shop
  const [run, { orders, count }, suppliers] = await Promise.all([
    newestRun(db),
    orderList(db, { state: 'open', asOf: await asOfDay(shop) }, mostOrders),
    everySupplier(db),
  ])
  const named = await suppliersByCode(
    db,
    orders.map(({ supplierCode }) => supplierCode),
  )
  return {
    plan: run === null ? null : { id: `R${run.id}`, asOf: run.asOf },
    orders: orders.map(({ number, state, supplierCode }) => ({
      number,
      state,
      supplierName: shortName(named.get(supplierCode)?.name ?? supplierCode),
    })),
    orderCount: count,
    suppliers: suppliers
      .slice(0, mostSuppliers)
      .map(({ code, name }) => ({ code, name: shortName(name) })),
    supplierCount: suppliers.length,
  }
}
