import { and, asc, eq, exists, inArray, or, sql, sum } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { QuartermasterError } from '#root/errors.ts'
import type { Database } from './database.ts'
import { matchingNames, nearestNames, oneMatch, stemsOf } from './name-match.ts'
import type { Named } from './name-match.ts'
import { items, stock, supplierItems } from './schema.ts'

export type ItemRow = typeof items.$inferSelect

/** How many candidates by words are looked at: past this the words say too little to choose by. */
const candidateLimit = 500

const accented = 'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ'
const unaccented = 'aaaaaaceeeeiiiinooooouuuuyy'

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/** Items whose name or SKU holds every stem; an empty text holds everywhere. */
function holdsStems(text: string): SQL | undefined {
  return and(
    ...stemsOf(text).map((stem) => {
      const pattern = `%${escapeLike(stem)}%`
      const name = sql`translate(lower(${items.name}), ${accented}, ${unaccented})`
      return sql`(${name} like ${pattern} or lower(${items.sku}) like ${pattern})`
    }),
  )
}

function hasCode(text: string): SQL | undefined {
  return or(sql`lower(${items.sku}) = ${text.toLowerCase()}`, eq(items.barcode, text))
}

async function itemNames(db: Database): Promise<Named[]> {
  return db.select({ code: items.sku, name: items.name }).from(items).orderBy(asc(items.sku))
}

/** The items a text can mean: SKU, SKU in any case, barcode, then words of the name; the best kind of match only. */
export async function matchingItems(db: Database, text: string): Promise<ItemRow[]> {
  const wanted = text.trim()
  if (wanted === '') return []
  // The key is looked up by itself: the other codes are looked for in every item.
  const exact = await db.select().from(items).where(eq(items.sku, wanted))
  if (exact.length > 0) return exact
  const coded = await db
    .select()
    .from(items)
    .where(hasCode(wanted))
    .orderBy(asc(items.sku))
    .limit(20)
  if (coded.length > 0) return coded
  if (stemsOf(wanted).length === 0) return []
  const rows = await db
    .select()
    .from(items)
    .where(holdsStems(wanted))
    .orderBy(asc(items.sku))
    .limit(candidateLimit)
  return matchingNames(
    wanted,
    rows.map((row) => ({ ...row, code: row.sku })),
  )
}

/** The one item that a text means; see `oneMatch` for the errors. */
export async function resolveItem(db: Database, text: string): Promise<ItemRow> {
  const matches = (await matchingItems(db, text)).map((row) => ({ ...row, code: row.sku }))
  return oneMatch('item', text, matches, matches.length === 0 ? await itemNames(db) : matches)
}

/** Every item that a text can mean, at least one: throws 'not_found' with the nearest names. */
export async function resolveItems(db: Database, text: string): Promise<ItemRow[]> {
  const matches = await matchingItems(db, text)
  return matches.length > 0 ? matches : [await resolveItem(db, text)]
}

/** Items by SKU; SKUs nobody knows are left out. */
export async function itemsBySku(db: Database, skus: string[]): Promise<Map<string, ItemRow>> {
  if (skus.length === 0) return new Map()
  const rows = await db
    .select()
    .from(items)
    .where(inArray(items.sku, [...new Set(skus)]))
  return new Map(rows.map((row) => [row.sku, row]))
}

/** The category that words mean, as it is written on the items; 'not_found' names those there are. */
export async function resolveCategory(db: Database, text: string): Promise<string> {
  const rows = await db
    .selectDistinct({ category: items.category })
    .from(items)
    .orderBy(asc(items.category))
  const all = rows.map(({ category }) => ({ code: category, name: category }))
  const matches = matchingNames(text, all)
  if (matches.length === 0 && nearestNames(text, all).length === 0) {
    throw new QuartermasterError(
      'not_found',
      `There is no category called "${text.trim().slice(0, 60)}".`,
      `The categories are ${
        all
          .slice(0, 20)
          .map(({ name }) => name.slice(0, 40))
          .join(', ') || 'none yet'
      }.`,
      { kind: 'category', candidates: all.slice(0, 8), moreCount: Math.max(0, all.length - 8) },
    )
  }
  return oneMatch('category', text, matches, all).code
}

export type ItemFilter = {
  skus?: string[]
  category?: string
  supplierCode?: string
  locationCode?: string
  lifecycle?: ItemRow['lifecycle']
}

export type ItemListRow = ItemRow & { supplierCode: string | null; onHandUnits: number }

function suits(db: Database, filter: ItemFilter): SQL | undefined {
  const { skus, category, supplierCode, locationCode, lifecycle } = filter
  const sells = db
    .select({ one: sql`1` })
    .from(supplierItems)
    .where(
      and(eq(supplierItems.sku, items.sku), eq(supplierItems.supplierCode, supplierCode ?? '')),
    )
  const stocks = db
    .select({ one: sql`1` })
    .from(stock)
    .where(and(eq(stock.sku, items.sku), eq(stock.locationCode, locationCode ?? '')))
  return and(
    skus && inArray(items.sku, skus.length > 0 ? skus : ['']),
    category === undefined ? undefined : eq(items.category, category),
    lifecycle && eq(items.lifecycle, lifecycle),
    supplierCode === undefined ? undefined : exists(sells),
    locationCode === undefined ? undefined : exists(stocks),
  )
}

/** Items by filter in the order of their SKU, with the preferred supplier and the stock on hand (of the location asked for). */
export async function itemList(
  db: Database,
  filter: ItemFilter,
  limit: number,
): Promise<{ rows: ItemListRow[]; count: number }> {
  const where = suits(db, filter)
  const [[counted], rows] = await Promise.all([
    db
      .select({ count: sql<number>`count(*)::int` })
      .from(items)
      .where(where),
    db.select().from(items).where(where).orderBy(asc(items.sku)).limit(limit),
  ])
  const skus = rows.map(({ sku }) => sku)
  if (skus.length === 0) return { rows: [], count: counted?.count ?? 0 }
  const preferring = db
    .select({ sku: supplierItems.sku, supplierCode: supplierItems.supplierCode })
    .from(supplierItems)
    .where(inArray(supplierItems.sku, skus))
    .orderBy(asc(supplierItems.preferredRank), asc(supplierItems.supplierCode))
  const counting = db
    .select({ sku: stock.sku, units: sum(stock.onHandUnits).mapWith(Number) })
    .from(stock)
    .where(
      and(
        inArray(stock.sku, skus),
        filter.locationCode === undefined ? undefined : eq(stock.locationCode, filter.locationCode),
      ),
    )
    .groupBy(stock.sku)
  const [preferred, onHand] = await Promise.all([preferring, counting])
  const unitsBySku = new Map(onHand.map(({ sku, units }) => [sku, units]))
  return {
    count: counted?.count ?? 0,
    rows: rows.map((row) => ({
      ...row,
      supplierCode: preferred.find(({ sku }) => sku === row.sku)?.supplierCode ?? null,
      onHandUnits: unitsBySku.get(row.sku) ?? 0,
    })),
  }
}
