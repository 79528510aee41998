import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import type { SupplierDetail } from '#purchasing/supplier-details.ts'
import type { Database } from './database.ts'
import { supplierChanges } from './schema-decisions.ts'
import { suppliers } from './schema.ts'

export type SupplierChangeRow = typeof supplierChanges.$inferSelect

const instants = [
  'requestedAt',
  'calledBackAt',
  'confirmedAt',
  'settledAt',
] as const satisfies readonly (keyof SupplierChangeRow)[]

/** Instants as ISO text: the databases write them in words of their own. */
function readRow(row: SupplierChangeRow): SupplierChangeRow {
  const read = { ...row }
  for (const field of instants) {
    const at = row[field]
    if (at !== null) Object.assign(read, { [field]: new Date(at).toISOString() })
  }
  return read
}

/** The request of an id, or null. */
export async function supplierChange(db: Database, id: string): Promise<SupplierChangeRow | null> {
  const [row] = await db.select().from(supplierChanges).where(eq(supplierChanges.id, id))
  return row === undefined ? null : readRow(row)
}

/** Every request about a supplier, the newest first. */
export async function changesOfSupplier(
  db: Database,
  supplierCode: string,
): Promise<SupplierChangeRow[]> {
  const rows = await db
    .select()
    .from(supplierChanges)
    .where(eq(supplierChanges.supplierCode, supplierCode))
    .orderBy(desc(supplierChanges.requestedAt), desc(supplierChanges.id))
  return rows.map(readRow)
}

/** Ids of the requests in a state, the oldest first. */
export async function supplierChangesIn(
  db: Database,
  state: SupplierChangeRow['state'],
): Promise<string[]> {
  const rows = await db
    .select({ id: supplierChanges.id })
    .from(supplierChanges)
    .where(eq(supplierChanges.state, state))
    .orderBy(asc(supplierChanges.requestedAt), asc(supplierChanges.id))
  return rows.map(({ id }) => id)
}

export async function addSupplierChange(
  tx: Database,
  change: typeof supplierChanges.$inferInsert,
): Promise<void> {
  await tx.insert(supplierChanges).values(change)
}

/** Moves a request on while it is in one of the states; false when it is not any more. */
export async function moveSupplierChange(
  tx: Database,
  id: string,
  from: readonly SupplierChangeRow['state'][],
  set: Partial<typeof supplierChanges.$inferInsert>,
): Promise<boolean> {
  const moved = await tx
    .update(supplierChanges)
    .set(set)
    .where(and(eq(supplierChanges.id, id), inArray(supplierChanges.state, [...from])))
    .returning({ id: supplierChanges.id })
  return moved.length > 0
}

/** Writes a detail into the supplier master with the instant of it; nothing else writes these three. */
export async function putDetail(
  tx: Database,
  change: { supplierCode: string; field: SupplierDetail; value: string; at: string },
): Promise<void> {
  const { supplierCode, field, value, at } = change
  const set = {
    bank: { bankAccount: value, bankChangedAt: at },
    email: { email: value, emailChangedAt: at },
    phone: { phone: value, phoneChangedAt: at },
  }[field]
  await tx.update(suppliers).set(set).where(eq(suppliers.code, supplierCode))
}
