import { getTableColumns, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { getTableConfig } from 'drizzle-orm/pg-core'
import type { PgTable } from 'drizzle-orm/pg-core'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'

const BATCH_ROWS = 2_000

/** A table of the schema, for callers that know no database. */
export type Table = PgTable

/** Where a fact came from is no part of the fact: it is written with a change, and no change by itself. */
const provenanceColumns = ['source', 'as_of']

/**
 * Writes rows by primary key: new ones are added, changed ones replaced, equal ones left alone. Returns how many rows
 * were added or changed. A column that a row leaves out takes its default; the properties of `keep` are left as they
 * are in rows that exist.
 */
export async function upsertRows<Rows extends Table>(
  tx: Database,
  table: Rows,
  rows: readonly Rows['$inferInsert'][],
  keep: readonly string[] = [],
): Promise<number> {
  let changedCount = 0
  const statement = upsertStatement(table, keep)
  for (let from = 0; from < rows.length; from += BATCH_ROWS) {
    const batch = rows.slice(from, from + BATCH_ROWS).map((row) => databaseNames(table, row))
    const [counted] = await selectRows<{ changed: number }>(tx, statement(JSON.stringify(batch)))
    changedCount += counted?.changed ?? 0
  }
  return changedCount
}

/** The primary key of a table as database column names, in key order. */
export function keyColumns(table: PgTable): string[] {
  const config = getTableConfig(table)
  const composite =
    config.primaryKeys[0]?.columns ?? config.columns.filter((column) => column.primary)
  return composite.map((column) => column.name)
}

function databaseNames(table: PgTable, row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(getTableColumns(table)).map(([property, column]) => [
      column.name,
      row[property] ?? (column.hasDefault ? column.default : null),
    ]),
  )
}

function upsertStatement(table: PgTable, keep: readonly string[]): (json: string) => SQL {
  const { name, columns } = getTableConfig(table)
  const names = columns.map((column) => sql.identifier(column.name))
  const key = keyColumns(table)
  const kept = Object.entries(getTableColumns(table))
    .filter(([property]) => keep.includes(property))
    .map(([, column]) => column.name)
  const others = columns
    .map((column) => column.name)
    .filter((column) => !key.includes(column) && !kept.includes(column))
  const facts = others.filter((column) => !provenanceColumns.includes(column))
  const list = (parts: SQL[]) => sql.join(parts, sql`, `)
  const of = (alias: string, column: string) =>
    sql`${sql.identifier(alias)}.${sql.identifier(column)}`
  const resolution =
    facts.length === 0
      ? sql`do nothing`
      : sql`do update set ${list(others.map((column) => sql`${sql.identifier(column)} = ${of('excluded', column)}`))}
          where (${list(facts.map((column) => of('kept', column)))})
            is distinct from (${list(facts.map((column) => of('excluded', column)))})`
  return (json) => sql`with written as (
      insert into ${sql.identifier(name)} as kept (${sql.join(names, sql`, `)})
      select ${sql.join(names, sql`, `)} from jsonb_populate_recordset(null::${sql.identifier(name)}, ${json}::jsonb)
      on conflict (${list(key.map((column) => sql`${sql.identifier(column)}`))}) ${resolution}
      returning 1)
    select count(*)::int as changed from written`
}
