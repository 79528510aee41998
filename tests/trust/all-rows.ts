// Every row of the books, so that two moments can be compared without knowing what may be different.
import { sql } from 'drizzle-orm'
import { selectRows } from '#store/database.ts'
import type { Database } from '#store/database.ts'

/** The hashes of all rows, each with the name of its table; rows that are equal are counted. */
export type AllRows = Map<string, number>

/** Every row of every table of the shop, and of the jobs that wait. */
export async function allRows(db: Database): Promise<AllRows> {
  const tables = await selectRows<{ name: string }>(
    db,
    sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  )
  const parts = tables.map(
    ({ name }) => `select '${name}' as name, md5(part::text) as hash from "${name}" as part`,
  )
  parts.push(`select 'job', md5(name || data::text) from pgboss.job where name = 'send_message'`)
  const counted = `select name, hash, count(*)::int as count from (${parts.join(' union all ')}) as all_rows group by 1, 2`
  const rows = await selectRows<{ name: string; hash: string; count: number }>(db, sql.raw(counted))
  return new Map(rows.map(({ name, hash, count }) => [`${name} ${hash}`, count]))
}

/** "audit_entry +1, setting +1 -1": the rows that are new and those that are gone, by table; '' when all are the same. */
export function whatChanged(before: AllRows, after: AllRows): string {
  const tables = new Map<string, { more: number; less: number }>()
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const by = (after.get(key) ?? 0) - (before.get(key) ?? 0)
    if (by === 0) continue
    const [name] = key.split(' ')
    const table = tables.get(name!) ?? { more: 0, less: 0 }
    if (by > 0) table.more += by
    else table.less -= by
    tables.set(name!, table)
  }
  return [...tables]
    .map(
      ([name, { more, less }]) =>
        `${name}${more > 0 ? ` +${more}` : ''}${less > 0 ? ` -${less}` : ''}`,
    )
    .toSorted()
    .join(', ')
}
