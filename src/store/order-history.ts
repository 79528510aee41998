import { and, asc, eq, sql } from 'drizzle-orm'
import type { AuditRow } from './audit.ts'
import type { Database } from './database.ts'
import { auditEntries } from './schema-records.ts'

/** What was done to an order, the first first, as the audit has it. */
export function historyOf(db: Database, orderNumber: string): Promise<AuditRow[]> {
  return db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.subject, orderNumber), sql`${auditEntries.action} like 'order.%'`))
    .orderBy(asc(auditEntries.sequence))
}
