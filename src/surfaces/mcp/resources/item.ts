import { escapeMarkdown } from '#render/text.ts'
import type { McpUnit } from '../host.ts'
import { answerOf, documentOf, listIn, noSuch, section, wordsOfOne } from './answers.ts'

type Found = { asOf: string; source: string; lines: { sku: string; name: string }[] }

/** An item of exactly this SKU. Rejects with 'not_found' that names what the text means instead. */
export async function itemOf(unit: McpUnit, sku: string): Promise<Found> {
  const found = await answerOf<Found>(unit, 'find_items', { query: sku, limit: 1 })
  const [item] = found.lines
  if (item?.sku !== sku) throw noSuch('item', sku, item?.sku)
  return found
}

const open = { state: 'open', limit: 8 }

/** The sum of the weeks by place; the weeks themselves are drawn in the chart. */
const demandTold = listIn('lines', ({ weeks: _weeks, ...sum }) => sum)

/** An item as a document: what it is, its stock, its demand, and what the plan says of it. */
export async function itemText(unit: McpUnit, sku: string): Promise<string> {
  const found = await itemOf(unit, sku)
  const named = { item: sku }
  const parts = await Promise.all([
    section(unit, 'Stock', 'get_stock_position', { ...named, limit: 8 }),
    section(unit, 'Demand to come', 'forecast_demand', { ...named, weeks: 8 }, demandTold),
    section(unit, 'What to order', 'recommend_reorders', { ...named, limit: 8 }),
    section(unit, 'Open orders', 'get_purchase_order', { ...named, ...open }, listIn('orders')),
  ])
  const title = `# ${escapeMarkdown(found.lines[0]?.name ?? sku)} (${escapeMarkdown(sku)})`
  const picture = `The chart of its demand and stock is \`${itemUri(sku)}/stock.png\`.`
  return documentOf(title, wordsOfOne(found.lines[0], found), ...parts, picture)
}

/** The address of an item's document. */
export const itemUri = (sku: string): string => `qm://items/${encodeURIComponent(sku)}`
