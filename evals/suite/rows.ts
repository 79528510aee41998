// What a conversation left behind: the rows that are new or gone, by table, as they stand in the database.
import { sql } from 'drizzle-orm'
import { selectRows } from '#store/database.ts'
import type { Database } from '#store/database.ts'

export type Row = { table: string; row: Record<string, unknown> }
export type Effects = { added: Row[]; removed: Row[] }

/** Tables that only keep what was said or worked out, and who runs the shop's machinery; everything else is an effect. */
const silentTables = new Set(
  'conversation conversation_message answer_feedback plan_run plan_line plan_line_body forecast_record'.split(
    ' ',
  ),
)

/** Settings that count how often the books changed. */
const silentKeys = "key not in ('data_version')"

/** A row without what says where in the books it stands. */
const kept = (part: string) => `to_jsonb(${part}) - 'hash' - 'previous_hash' - 'sequence'`

type Stored = { table: string; content: string }

async function effectTables(db: Database): Promise<string[]> {
  const found = await selectRows<{ name: string }>(
    db,
    sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  )
  return found.map(({ name }) => name).filter((name) => !silentTables.has(name))
}

const from = (table: string) =>
  `from "${table}" as part where ${table === 'setting' ? silentKeys : 'true'}`

async function storedRows(db: Database, tables: readonly string[]): Promise<Stored[]> {
  if (tables.length === 0) return []
  const parts = tables.map(
    (table) => `select '${table}' as "table", (${kept('part')})::text as content ${from(table)}`,
  )
  return selectRows<Stored>(db, sql.raw(parts.join(' union all ')))
}

/** The rows of a moment by table, to be compared with a later one. */
export type Snapshot = Map<string, Stored[]>

/** Every row of the shop that somebody could have changed. */
export async function snapshot(db: Database): Promise<Snapshot> {
  const tables = await effectTables(db)
  const rows = Map.groupBy(await storedRows(db, tables), ({ table }) => table)
  return new Map(tables.map((table) => [table, rows.get(table) ?? []]))
}

/** The transaction that is running: what is written from now on bears its number or a higher one. */
export async function transactionNumber(db: Database): Promise<number> {
  const [row] = await selectRows<{ number: number }>(
    db,
    sql`select (txid_current() & 4294967295)::float8 as number`,
  )
  return row!.number
}

/** Where each sequence of the shop stands; null = nothing was taken from it. */
export type Sequence = { name: string; last: string | null }

/** Every sequence of a moment. */
export async function sequences(db: Database): Promise<Sequence[]> {
  return selectRows<Sequence>(
    db,
    sql`select quote_ident(schemaname) || '.' || quote_ident(sequencename) as name, last_value::text as last
      from pg_sequences where schemaname = 'public'`,
  )
}

/** Sets every sequence back to that moment. */
export async function resetSequences(db: Database, counted: readonly Sequence[]): Promise<void> {
  for (const { name, last } of counted) {
    await db.execute(sql`select setval(${name}, ${last ?? '1'}::bigint, ${last !== null})`)
  }
}

/** Tables with a row that was written since, or with fewer rows than before. */
async function changedTables(before: Snapshot, db: Database, since: number): Promise<string[]> {
  const parts = [...before].map(
    ([table, rows]) => `select '${table}' as "table"
      where (select count(*) ${from(table)}) <> ${rows.length}
         or exists (select 1 ${from(table)} and xmin::text::bigint >= ${since})`,
  )
  const found = await selectRows<{ table: string }>(db, sql.raw(parts.join(' union all ')))
  return found.map(({ table }) => table)
}

const rowOf = ({ table, content }: Stored): Row => ({ table, row: JSON.parse(content) })

/** The rows of the first that are not in the second, by content: a table has no order of its own; equal rows are counted. */
function only(these: readonly Stored[], those: readonly Stored[]): Row[] {
  const left = new Map<string, number>()
  for (const { content } of those) left.set(content, (left.get(content) ?? 0) + 1)
  return these
    .filter(({ content }) => {
      const count = left.get(content) ?? 0
      left.set(content, count - 1)
      return count <= 0
    })
    .toSorted((a, b) => (a.content < b.content ? -1 : 1))
    .map(rowOf)
}

/**
 * What was added and taken away in a transaction that began at that number, against the rows that were there then;
 * nothing for a shop that is as it was.
 */
export async function effectsSince(
  before: Snapshot,
  db: Database,
  since: number,
): Promise<Effects> {
  const tables = await changedTables(before, db, since)
  const after = Map.groupBy(await storedRows(db, tables), ({ table }) => table)
  const pairs = tables.map((table) => [before.get(table)!, after.get(table) ?? []] as const)
  return {
    added: pairs.flatMap(([was, is]) => only(is, was)),
    removed: pairs.flatMap(([was, is]) => only(was, is)),
  }
}
