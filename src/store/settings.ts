import { eq } from 'drizzle-orm'
import type { Database } from './database.ts'
import { settings, suppliers } from './schema.ts'

/** What the shop says of itself. */
export type ShopSettings = {
  name: string
  baseCurrency: string
  /** IANA name; the shop's "today" is the calendar day there. */
  timeZone: string
  /** The demo shop stands still on this day, so that its story stays true; null for a real shop. */
  demoAsOf: string | null
  /** For papers; what nobody has said is left out of them. Street, town and post code, a line each. */
  address?: string | null
  /** ISO 3166, two letters. */
  country?: string | null
  taxNumber?: string | null
}

const shopKey = 'shop'
/** Where a shop keeps what it has set of its planning policy. */
export const planningPolicyKey = 'planning_policy'

/** The value stored under a key, or null. */
export async function setting<Value>(db: Database, key: string): Promise<Value | null> {
  const [row] = await db.select().from(settings).where(eq(settings.key, key))
  return row === undefined ? null : (row.value as Value)
}

/** Stores a value under a key, over an earlier one. */
export async function writeSetting(db: Database, key: string, value: unknown): Promise<void> {
  await db
    .insert(settings)
    .values({ key, value })
    .onConflictDoUpdate({ target: settings.key, set: { value } })
}

/** The shop's own description, or null while nobody has said it. */
export function shopSettings(db: Database): Promise<ShopSettings | null> {
  return setting<ShopSettings>(db, shopKey)
}

export async function writeShopSettings(db: Database, shop: ShopSettings): Promise<void> {
  await writeSetting(db, shopKey, shop)
}

/** The currencies that the suppliers of the shop charge in, by code. */
export async function currenciesInUse(db: Database): Promise<string[]> {
  const rows = await db
    .selectDistinct({ currency: suppliers.currency })
    .from(suppliers)
    .orderBy(suppliers.currency)
  return rows.map((row) => row.currency)
}
