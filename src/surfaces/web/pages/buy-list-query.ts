import { csvText } from '#render/csv.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { WebApplication } from '../application.ts'
import { urgencyOrder } from '../parts.ts'
import { wholeBuyList, type BuyLine, type BuyList } from '../results.ts'

export const shows = ['due', 'withheld', 'overstock'] as const
export type Show = (typeof shows)[number]

/** What the list can be sorted by; ties keep the order of the plan. */
export const SORTS = {
  urgency: { title: 'Urgency', key: (line: BuyLine) => urgencyOrder.indexOf(line.urgency) },
  item: { title: 'Item', key: (line: BuyLine) => line.name.toLowerCase() },
  quantity: { title: 'Quantity', key: (line: BuyLine) => -line.units },
  supplier: { title: 'Supplier', key: (line: BuyLine) => line.supplierCode ?? '~' },
  cost: { title: 'Cost', key: (line: BuyLine) => -(line.landedCostMinor ?? 0) },
  orderby: { title: 'Order by', key: (line: BuyLine) => line.orderByOn ?? '9999' },
} as const
export type Sort = keyof typeof SORTS

export type ListQuery = {
  show: Show
  supplier: string
  category: string
  location: string
  urgency: string
  sort: Sort | null
}

/** What the address asks for; a word it does not know is a QuartermasterError('invalid'). */
export function readListQuery(query: Record<string, string>): ListQuery {
  const show = query['show'] ?? 'due'
  const sort = query['sort'] ?? null
  if (!(shows as readonly string[]).includes(show)) {
    throw new QuartermasterError(
      'invalid',
      `There is no list "${show.slice(0, 40)}".`,
      `Choose one of: ${shows.join(', ')}.`,
    )
  }
  if (sort !== null && !Object.hasOwn(SORTS, sort)) {
    throw new QuartermasterError(
      'invalid',
      `The list can not be sorted by "${sort.slice(0, 40)}".`,
      `Sort by one of: ${Object.keys(SORTS).join(', ')}.`,
    )
  }
  const text = (name: string) => (query[name] ?? '').trim()
  return {
    show: show as Show,
    supplier: text('supplier'),
    category: text('category'),
    location: text('location'),
    urgency: text('urgency'),
    sort: sort as Sort | null,
  }
}

/** The address of the list with some of its choices changed. */
export function listAddress(query: ListQuery, change: Partial<ListQuery>): string {
  const merged = { ...query, ...change }
  const entries = Object.entries(merged).filter(
    ([name, value]) => value !== null && value !== '' && !(name === 'show' && value === 'due'),
  )
  const search = new URLSearchParams(entries as [string, string][]).toString()
  return search === '' ? '/list' : `/list?${search}`
}

/** The list with its filters: names go to the tool, which knows them; urgency and order are the page's. */
export async function readBuyList(application: WebApplication, query: ListQuery): Promise<BuyList> {
  const named = Object.fromEntries(
    (['supplier', 'category', 'location'] as const)
      .filter((name) => query[name] !== '')
      .map((name) => [name, query[name]]),
  )
  const list = await wholeBuyList(application, { show: query.show, ...named })
  const lines =
    query.urgency === '' ? list.lines : list.lines.filter((line) => line.urgency === query.urgency)
  if (query.sort === null) return { ...list, lines }
  const { key } = SORTS[query.sort]
  const sorted = lines.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
  return { ...list, lines: sorted }
}
/** The same lines for a spreadsheet; amounts in minor units beside their currency. */
export function buyListCsv(list: BuyList): string {
  const rows = list.lines.map((line) => [
    line.recommendation,
    line.sku,
    line.name,
    line.locationCode,
    line.urgency,
    line.units,
    line.neededUnits,
    line.supplierCode ?? null,
    line.landedCostMinor ?? null,
    list.currency,
    line.orderByOn ?? null,
    line.stockoutOn ?? null,
    line.defect ?? null,
    line.repair ?? null,
    line.worthMinor ?? null,
    line.excessUnits ?? null,
  ])
  const titles = [
    'recommendation',
    'sku',
    'name',
    'location',
    'urgency',
    'units',
    'needed_units',
    'supplier',
    'landed_cost_minor',
    'currency',
    'order_by_on',
    'stockout_on',
    'defect',
    'repair',
    'worth_minor',
    'excess_units',
  ]
  return csvText(titles, rows)
}
