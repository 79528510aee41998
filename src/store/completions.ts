// What a person may mean who has typed the beginning of a code or some words of a name.
import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'
import { stemsOf } from './name-match.ts'

/** What can be completed. */
export const completedKinds = ['item', 'supplier', 'location', 'order', 'plan'] as const
export type CompletedKind = (typeof completedKinds)[number]

/** `codes`: the best first; `count`: how many there are in all. */
export type Completions = { codes: string[]; count: number }

/** The code that each kind is named by, the name that people know it by, and what puts the newest first. */
const sources: Record<CompletedKind, SQL> = {
  item: sql`select sku as code, name, '' as newest from item`,
  supplier: sql`select code, name, '' as newest from supplier`,
  location: sql`select code, name, '' as newest from location`,
  order: sql`select number as code, supplier.name || ' ' || supplier.code as name, purchase_order.created_at::text as newest
    from purchase_order join supplier on supplier.code = purchase_order.supplier_code`,
  plan: sql`select 'R' || id as code, as_of::text as name, lpad(id::text, 12, '0') as newest from plan_run`,
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/**
 * Codes of a kind that a text begins or names, at most `limit`: the very code, then codes that begin with it, names that
 * do, words of names, and last what holds it anywhere; among equals the newest, else by code. '' completes to all.
 */
export async function completions(
  db: Database,
  kind: CompletedKind,
  text: string,
  limit: number,
): Promise<Completions> {
  const typed = text.trim().toLowerCase()
  const start = `${escapeLike(typed)}%`
  const within = `%${start}`
  const words = stemsOf(typed).map((stem) => {
    const pattern = `%${escapeLike(stem)}%`
    return sql`(lower(name) like ${pattern} or lower(code) like ${pattern})`
  })
  const named = words.length === 0 ? sql`false` : sql.join(words, sql` and `)
  const rows = await selectRows<{ code: string; count: number }>(
    db,
    sql`with fit as materialized (
          select code, newest, case when lower(code) = ${typed} then 0 when lower(code) like ${start} then 1
            when lower(name) like ${start} then 2 when lower(name) like ${`% ${start}`} then 3 else 4 end as rank
          from (${sources[kind]}) as known where lower(code) like ${within} or (${named}))
        select code, (select count(*)::int from fit) as count from fit
        order by rank, newest desc, code collate "C" limit ${limit}`,
  )
  return { codes: rows.map(({ code }) => code), count: rows[0]?.count ?? 0 }
}
