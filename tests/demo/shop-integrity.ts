import { isIsoDate } from '#planning/calendar.ts'
import { currencyDigits, lineTotalMinor } from '#planning/money.ts'
import type { ShopRows } from '#store/shop-rows.ts'

type Row = Record<string, unknown>

/** The key columns of every list. */
const keys: Record<keyof ShopRows, string[]> = {
  exchangeRates: ['currency', 'validFrom'],
  locations: ['code'],
  channels: ['code'],
  people: ['id'],
  suppliers: ['code'],
  supplierClosures: ['supplierCode', 'startsOn'],
  items: ['sku'],
  itemSubstitutes: ['sku', 'substituteSku'],
  bundleComponents: ['kitSku', 'componentSku'],
  supplierItems: ['supplierCode', 'sku'],
  priceBreaks: ['supplierCode', 'sku', 'minUnits'],
  supplierPrices: ['supplierCode', 'sku', 'validFrom'],
  sellPrices: ['sku', 'validFrom'],
  stock: ['sku', 'locationCode'],
  stockLots: ['sku', 'locationCode', 'lotCode'],
  demandFeeds: ['locationCode'],
  demandDays: ['sku', 'locationCode', 'channelCode', 'soldOn'],
  customerReturns: ['sku', 'locationCode', 'channelCode', 'returnedOn'],
  events: ['code'],
  budgets: ['category', 'startsOn'],
  rules: ['id'],
  purchaseOrders: ['number'],
  purchaseOrderLines: ['orderNumber', 'lineNumber'],
  goodsReceipts: ['number'],
  goodsReceiptLines: ['receiptNumber', 'lineNumber'],
  invoices: ['supplierCode', 'number'],
  invoiceLines: ['supplierCode', 'invoiceNumber', 'lineNumber'],
}

/** list.column -> list: where a value, when there is one, must be the key of another list. */
const references: Record<string, keyof ShopRows> = {
  sku: 'items',
  substituteSku: 'items',
  kitSku: 'items',
  componentSku: 'items',
  analogueSku: 'items',
  locationCode: 'locations',
  channelCode: 'channels',
  supplierCode: 'suppliers',
  orderNumber: 'purchaseOrders',
  receiptNumber: 'goodsReceipts',
  createdBy: 'people',
  lastEditedBy: 'people',
  madeBy: 'people',
  delegateId: 'people',
}

const keyOf = (row: Row, columns: string[]) =>
  columns.map((column) => String(row[column])).join(' ')

type Check = (value: unknown) => string | null

/** The rules a column's name sets for its values; compiled once per list, because there are many rows. */
function checksOf(column: string, now: string): Check[] {
  const checks: Check[] = [
    (value) => (value === undefined ? 'is undefined' : null),
    (value) => (typeof value === 'number' && !Number.isFinite(value) ? 'is not finite' : null),
  ]
  if (/(Units|Minor|Days)$|^units$/.test(column)) {
    checks.push((value) =>
      typeof value === 'number' && (!Number.isSafeInteger(value) || value < 0)
        ? 'is not a whole number from 0'
        : null,
    )
  }
  if (/(On|From|Until)$/.test(column)) {
    checks.push((value) => (value === null || isIsoDate(String(value)) ? null : 'is no date'))
  }
  if (/(At|asOf)$/.test(column)) {
    checks.push((value) => {
      if (value === null) return null
      if (Number.isNaN(Date.parse(String(value)))) return 'is no instant'
      return String(value) > now ? 'lies in the future' : null
    })
  }
  if (column === 'source') checks.push((value) => (value === '' ? 'is empty' : null))
  return checks
}

function valueFaults(list: string, rows: Row[], now: string): string[] {
  const faults: string[] = []
  for (const column of Object.keys(rows[0] ?? {})) {
    const checks = checksOf(column, now)
    for (const row of rows) {
      for (const check of checks) {
        const fault = check(row[column])
        if (fault !== null)
          faults.push(`${list} ${JSON.stringify(row).slice(0, 120)}: ${column} ${fault}`)
      }
    }
  }
  return faults
}

function referenceFaults(list: string, rows: Row[], known: Map<string, Set<string>>): string[] {
  const faults: string[] = []
  for (const column of Object.keys(rows[0] ?? {})) {
    const target = references[column]
    if (target === undefined) continue
    const codes = known.get(target)!
    for (const row of rows) {
      const value = row[column]
      if (value !== null && !codes.has(String(value)))
        faults.push(`${list}: ${column} ${String(value)} is unknown`)
    }
  }
  return faults
}

function orderFaults(rows: ShopRows): string[] {
  const faults: string[] = []
  const lines = Map.groupBy(rows.purchaseOrderLines, (line) => line.orderNumber)
  const receiptOrder = new Map(rows.goodsReceipts.map((receipt) => [receipt.number, receipt]))
  const booked = new Map<string, number>()
  for (const line of rows.goodsReceiptLines) {
    const receipt = receiptOrder.get(line.receiptNumber)
    if (receipt === undefined || receipt.bookedAt === null) continue
    const key = `${receipt.orderNumber} ${line.sku}`
    booked.set(key, (booked.get(key) ?? 0) + line.receivedUnits)
    if (line.damagedUnits > line.receivedUnits)
      faults.push(`${line.receiptNumber}: more damaged than received`)
  }
  for (const order of rows.purchaseOrders) {
    const own = lines.get(order.number) ?? []
    const digits = currencyDigits(order.currency)
    if (own.length === 0) faults.push(`${order.number} has no lines`)
    const total = own.reduce((sum, line) => sum + line.lineTotalMinor, 0)
    if (total !== order.totalMinor)
      faults.push(`${order.number}: lines sum to ${total}, the order says ${order.totalMinor}`)
    for (const line of own) {
      if (lineTotalMinor(line.unitPrice, line.orderedUnits, digits) !== line.lineTotalMinor)
        faults.push(`${order.number}/${line.lineNumber}: line total`)
      const received = line.receivedUnits ?? 0
      if (received + (line.inTransitUnits ?? 0) > line.orderedUnits)
        faults.push(`${order.number}/${line.lineNumber}: more received and under way than ordered`)
      if (received !== (booked.get(`${order.number} ${line.sku}`) ?? 0))
        faults.push(`${order.number}/${line.lineNumber}: received differs from its booked receipts`)
    }
    if (new Set(own.map((line) => line.sku)).size < own.length)
      faults.push(`${order.number}: an item stands on it twice`)
    const steps = [
      order.createdAt,
      order.submittedAt,
      order.approvedAt,
      order.sentAt,
      order.acknowledgedAt,
    ].filter((at) => at !== null && at !== undefined)
    if (steps.some((at, index) => index > 0 && at < steps[index - 1]!))
      faults.push(`${order.number}: its steps are out of order`)
    if (
      !['draft', 'submitted', 'rejected', 'cancelled'].includes(order.state) &&
      order.approvedAt === null
    )
      faults.push(`${order.number}: never approved`)
  }
  return faults
}

function stockFaults(rows: ShopRows): string[] {
  const lots = new Map<string, number>()
  for (const lot of rows.stockLots) {
    const key = `${lot.sku} ${lot.locationCode}`
    lots.set(key, (lots.get(key) ?? 0) + lot.units)
  }
  return rows.stock.flatMap((row) => {
    const inLots = lots.get(`${row.sku} ${row.locationCode}`)
    return inLots === undefined || inLots === row.onHandUnits
      ? []
      : [`${row.sku} at ${row.locationCode}: lots sum to ${inLots}, on hand ${row.onHandUnits}`]
  })
}

/** Everything that is wrong with a shop's rows, empty when nothing is. `now` is the latest instant allowed. */
export function shopFaults(rows: ShopRows, now: string): string[] {
  const known = new Map<string, Set<string>>()
  const faults: string[] = []
  for (const [list, columns] of Object.entries(keys) as [keyof ShopRows, string[]][]) {
    const seen = new Set<string>()
    for (const row of rows[list] as Row[]) {
      const key = keyOf(row, columns)
      if (seen.has(key)) faults.push(`${list}: ${key} stands there twice`)
      seen.add(key)
    }
    known.set(list, seen)
  }
  for (const list of Object.keys(keys) as (keyof ShopRows)[]) {
    faults.push(...valueFaults(list, rows[list] as Row[], now))
    faults.push(...referenceFaults(list, rows[list] as Row[], known))
  }
  const offered = known.get('supplierItems')!
  for (const list of ['priceBreaks', 'supplierPrices'] as const) {
    for (const row of rows[list])
      if (!offered.has(`${row.supplierCode} ${row.sku}`))
        faults.push(`${list}: ${row.supplierCode} ${row.sku} is not offered`)
  }
  const invoices = known.get('invoices')!
  for (const row of rows.invoiceLines)
    if (!invoices.has(`${row.supplierCode} ${row.invoiceNumber}`))
      faults.push(`invoice ${row.invoiceNumber} is unknown`)
  return [...faults, ...orderFaults(rows), ...stockFaults(rows)]
}
