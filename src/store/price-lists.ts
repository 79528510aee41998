import { and, asc, desc, eq, inArray, lt } from 'drizzle-orm'
import type { PriceDifference, StandingTerms, Terms } from '#purchasing/price-list.ts'
import { upsertRows } from './bulk-upsert.ts'
import type { Database } from './database.ts'
import { priceLists } from './schema-decisions.ts'
import { priceBreaks, supplierItems } from './schema.ts'
import { recordPrices } from './supplier-prices.ts'

export type PriceListRow = Omit<typeof priceLists.$inferSelect, 'rows'> & {
  rows: PriceDifference[]
}

function readRow(row: typeof priceLists.$inferSelect): PriceListRow {
  const { settledAt } = row
  return {
    ...row,
    rows: row.rows as PriceDifference[],
    stagedAt: new Date(row.stagedAt).toISOString(),
    settledAt: settledAt === null ? null : new Date(settledAt).toISOString(),
  }
}

/** The list of an id, or null. */
export async function priceListById(db: Database, id: string): Promise<PriceListRow | null> {
  const [row] = await db.select().from(priceLists).where(eq(priceLists.id, id))
  return row === undefined ? null : readRow(row)
}

/** The list that a supplier's file of this hash was staged as, or null. */
export async function priceListOfFile(
  db: Database,
  supplierCode: string,
  sha256: string,
): Promise<PriceListRow | null> {
  const [row] = await db
    .select()
    .from(priceLists)
    .where(and(eq(priceLists.supplierCode, supplierCode), eq(priceLists.sha256, sha256)))
  return row === undefined ? null : readRow(row)
}

/** The newest lists, at most so many. */
export async function newestPriceLists(db: Database, limit: number): Promise<PriceListRow[]> {
  const rows = await db
    .select()
    .from(priceLists)
    .orderBy(desc(priceLists.stagedAt), asc(priceLists.id))
    .limit(limit)
  return rows.map(readRow)
}

/** Stages a list, over what the same file was staged as before. */
export async function stagePrices(
  tx: Database,
  list: Pick<
    PriceListRow,
    'id' | 'supplierCode' | 'fileName' | 'sha256' | 'rows' | 'stagedBy' | 'stagedAt'
  >,
): Promise<void> {
  const row = { ...list, state: 'staged' as const, settledBy: null, settledAt: null }
  await tx.insert(priceLists).values(row).onConflictDoUpdate({ target: priceLists.id, set: row })
}

/** Settles a list while it is staged; false when it is not any more. */
export async function settlePriceList(
  tx: Database,
  id: string,
  settled: { state: 'applied' | 'discarded'; settledBy: string; settledAt: string },
): Promise<boolean> {
  const moved = await tx
    .update(priceLists)
    .set(settled)
    .where(and(eq(priceLists.id, id), eq(priceLists.state, 'staged')))
    .returning({ id: priceLists.id })
  return moved.length > 0
}

/** What a supplier sells to the shop, by item, on the terms on record. */
export async function standingTerms(db: Database, supplierCode: string): Promise<StandingTerms[]> {
  const items = await db
    .select()
    .from(supplierItems)
    .where(eq(supplierItems.supplierCode, supplierCode))
    .orderBy(asc(supplierItems.sku))
  const breaks = await db
    .select()
    .from(priceBreaks)
    .where(eq(priceBreaks.supplierCode, supplierCode))
    .orderBy(asc(priceBreaks.minUnits))
  const bySku = Map.groupBy(breaks, ({ sku }) => sku)
  return items.map(({ sku, supplierSku, unitPrice, currency, moqUnits, orderMultipleUnits }) => ({
    sku,
    supplierSku,
    unitPrice,
    currency,
    moqUnits,
    orderMultipleUnits,
    breaks: (bySku.get(sku) ?? []).map(({ minUnits, unitPrice: price }) => ({
      minUnits,
      unitPrice: price,
    })),
  }))
}

/** Writes terms of a supplier over those on record, with the history of prices, as an import of them does. */
export async function writeTerms(
  tx: Database,
  supplierCode: string,
  terms: readonly { sku: string; validFrom: string; terms: Terms }[],
  provenance: { source: string; asOf: string },
): Promise<void> {
  for (const { sku, validFrom, terms: after } of terms) {
    const { unitPrice, currency, moqUnits, orderMultipleUnits } = after
    await tx
      .update(supplierItems)
      .set({ unitPrice, currency, moqUnits, orderMultipleUnits, validFrom, ...provenance })
      .where(and(eq(supplierItems.supplierCode, supplierCode), eq(supplierItems.sku, sku)))
  }
  const skus = terms.map(({ sku }) => sku)
  // Terms that had ended hold again from the first day of the new ones.
  await tx
    .update(supplierItems)
    .set({ validUntil: null })
    .where(
      and(
        eq(supplierItems.supplierCode, supplierCode),
        inArray(supplierItems.sku, skus),
        lt(supplierItems.validUntil, supplierItems.validFrom),
      ),
    )
  await tx
    .delete(priceBreaks)
    .where(and(eq(priceBreaks.supplierCode, supplierCode), inArray(priceBreaks.sku, skus)))
  const breaks = terms.flatMap(({ sku, terms: after }) =>
    after.breaks.map((each) => ({ supplierCode, sku, ...each })),
  )
  await upsertRows(tx, priceBreaks, breaks)
  await recordPrices(tx)
}
