import { sql } from 'drizzle-orm'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'

/** The setting that counts the changes. */
export const dataVersionKey = 'data_version'

/**
 * Counts one more change that planning sees. Call it last, in the transaction of the change itself, so that a plan
 * made from the old facts can never carry the new number. Returns the new number.
 */
export async function raiseDataVersion(tx: Database): Promise<number> {
  const rows = await selectRows<{ version: number }>(
    tx,
    sql`insert into setting as kept (key, value) values (${dataVersionKey}, '1'::jsonb)
        on conflict (key) do update set value = to_jsonb((kept.value #>> '{}')::int + 1)
        returning (value #>> '{}')::int as version`,
  )
  return rows[0]?.version ?? 0
}

/** How many changes that planning sees were ever committed; 0 for a new database. */
export async function dataVersion(db: Database): Promise<number> {
  const rows = await selectRows<{ version: number }>(
    db,
    sql`select (value #>> '{}')::int as version from setting where key = ${dataVersionKey}`,
  )
  return rows[0]?.version ?? 0
}
