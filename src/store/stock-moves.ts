// What a booked delivery does to the stock record and to lots. A move changes units, never when stock was counted.
import { and, eq, inArray, sql } from 'drizzle-orm'
import { QuartermasterError } from '#root/errors.ts'
import type { Database } from './database.ts'
import { items, stock, stockLots } from './schema.ts'

export type LotRow = typeof stockLots.$inferSelect

type Place = { sku: string; locationCode: string }
type Arrival = Place & { acceptedUnits: number; heldUnits: number; at: string; source: string }

/** The lots of items at a location. */
export function lotsAt(db: Database, locationCode: string, skus: string[]): Promise<LotRow[]> {
  return db
    .select()
    .from(stockLots)
    .where(and(eq(stockLots.locationCode, locationCode), inArray(stockLots.sku, skus)))
}

/** Throws 'conflict' for an item whose stock record at the place counts in another unit than the item. */
export async function requireOneUnit(
  db: Database,
  locationCode: string,
  skus: string[],
): Promise<void> {
  const [other] = await db
    .select({ sku: stock.sku, counted: stock.unitOfMeasure, unit: items.unitOfMeasure })
    .from(stock)
    .innerJoin(items, eq(items.sku, stock.sku))
    .where(
      and(
        eq(stock.locationCode, locationCode),
        inArray(stock.sku, skus),
        sql`${stock.unitOfMeasure} <> ${items.unitOfMeasure}`,
      ),
    )
  if (other === undefined) return
  throw new QuartermasterError(
    'conflict',
    `The stock of ${other.sku} at ${locationCode} is counted in "${other.counted}", the item in "${other.unit}": units of a delivery can not be added to it.`,
    `Import stock.csv with ${other.sku} counted in "${other.unit}"; then book the delivery.`,
    { refusal: 'inconsistent_units', sku: other.sku },
  )
}

/** Adds accepted and held units to what is on hand; held ones are held back. A place without a record gets one. */
export async function addToStock(tx: Database, arrival: Arrival): Promise<void> {
  const { sku, locationCode, acceptedUnits, heldUnits, at, source } = arrival
  const units = acceptedUnits + heldUnits
  const [item] = await tx
    .select({ unitOfMeasure: items.unitOfMeasure })
    .from(items)
    .where(eq(items.sku, sku))
  if (item === undefined) throw new Error(`item ${sku} vanished while its goods were booked`)
  await tx
    .insert(stock)
    .values({
      sku,
      locationCode,
      onHandUnits: units,
      allocatedUnits: 0,
      qualityHoldUnits: heldUnits,
      damagedUnits: 0,
      backorderedUnits: 0,
      unitOfMeasure: item.unitOfMeasure,
      countedAt: at,
      source,
    })
    .onConflictDoUpdate({
      target: [stock.sku, stock.locationCode],
      set: {
        onHandUnits: sql`${stock.onHandUnits} + ${units}::int`,
        qualityHoldUnits: sql`${stock.qualityHoldUnits} + ${heldUnits}::int`,
      },
    })
}

/** Adds units to a lot, which begins with them; an expiry date that was not known is filled in. */
export async function addToLot(
  tx: Database,
  lot: Place & { lotCode: string; units: number; heldUnits: number; expiresOn: string | null },
): Promise<void> {
  await tx
    .insert(stockLots)
    .values(lot)
    .onConflictDoUpdate({
      target: [stockLots.sku, stockLots.locationCode, stockLots.lotCode],
      set: {
        units: sql`${stockLots.units} + ${lot.units}::int`,
        heldUnits: sql`${stockLots.heldUnits} + ${lot.heldUnits}::int`,
        expiresOn: sql`coalesce(${stockLots.expiresOn}, ${lot.expiresOn}::date)`,
      },
    })
}

/**
 * Takes units out of what is held back: released ones stay on hand, scrapped ones are gone. A record that was counted
 * since holds fewer back; then only those are taken, since the count knows of the rest. Returns how many were.
 */
export async function takeFromHold(
  tx: Database,
  place: Place,
  units: number,
  outcome: 'released' | 'scrapped',
): Promise<number> {
  const here = and(eq(stock.sku, place.sku), eq(stock.locationCode, place.locationCode))
  const [row] = await tx.select({ held: stock.qualityHoldUnits }).from(stock).where(here)
  const taken = Math.min(units, row?.held ?? 0)
  if (taken === 0) return 0
  await tx
    .update(stock)
    .set({
      qualityHoldUnits: sql`${stock.qualityHoldUnits} - ${taken}::int`,
      ...(outcome === 'scrapped' && {
        onHandUnits: sql`greatest(0, ${stock.onHandUnits} - ${taken}::int)`,
      }),
    })
    .where(here)
  return taken
}

/** As `takeFromHold`, for the lot that the units belong to. */
export async function takeFromLotHold(
  tx: Database,
  lot: Place & { lotCode: string },
  units: number,
  outcome: 'released' | 'scrapped',
): Promise<void> {
  const taken = sql`least(${units}::int, ${stockLots.heldUnits})`
  await tx
    .update(stockLots)
    .set({
      heldUnits: sql`${stockLots.heldUnits} - ${taken}`,
      ...(outcome === 'scrapped' && { units: sql`greatest(0, ${stockLots.units} - ${taken})` }),
    })
    .where(
      and(
        eq(stockLots.sku, lot.sku),
        eq(stockLots.locationCode, lot.locationCode),
        eq(stockLots.lotCode, lot.lotCode),
      ),
    )
}
