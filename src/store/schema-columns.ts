// Sorts of columns that tables share.
import { bigint, customType, numeric, text, timestamp } from 'drizzle-orm/pg-core'

export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })
export const minor = (name: string) => bigint(name, { mode: 'number' })
export const unitPrice = (name: string) => numeric(name, { precision: 18, scale: 6 })
export const rate = (name: string) => numeric(name, { precision: 9, scale: 6, mode: 'number' })
export const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })
/** Every fact says where it came from and when it was true. */
export const provenance = () => ({
  source: text('source').notNull(),
  asOf: instant('as_of').notNull(),
})
