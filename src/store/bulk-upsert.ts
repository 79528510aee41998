import { getTableColumns, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { getTableConfig } from 'drizzle-orm/pg-core'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
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
  for (const batch of batches(table, rows)) {
    const [counted] = await selectRows<{ changed: number }>(tx, statement(batch))
    changedCount += counted?.changed ?? 0
  }
  return changedCount
}

/**
 * Writes rows that are not there yet, thousands in one statement. A column that a row leaves out takes its default; a
 * row with a key that exists is the database's error.
 */
export async function insertRows<Rows extends Table>(
  tx: Database,
  table: Rows,
  rows: readonly Rows['$inferInsert'][],
): Promise<void> {
  for (const batch of batches(table, rows)) await tx.execute(insertStatement(table, batch, sql``))
}

/** The rows as JSON texts with the names of the database, some rows in each. */
function* batches(table: PgTable, rows: readonly Record<string, unknown>[]): Generator<string> {
  const columns = Object.entries(getTableColumns(table))
  for (let from = 0; from < rows.length; from += BATCH_ROWS) {
    const batch = rows.slice(from, from + BATCH_ROWS)
    yield JSON.stringify(batch.map((row) => databaseNames(columns, row)))
  }
}

/** The primary key of a table as database column names, in key order. */
export function keyColumns(table: PgTable): string[] {
  const config = getTableConfig(table)
  const composite =
    config.primaryKeys[0]?.columns ?? config.columns.filter((column) => column.primary)
  return composite.map((column) => column.name)
}

function databaseNames(
  columns: readonly [string, PgColumn][],
  row: Record<string, unknown>,
): Record<string, unknown> {
  const named: Record<string, unknown> = {}
  for (const [property, column] of columns) {
    named[column.name] = row[property] ?? (column.hasDefault ? column.default : null)
  }
  return named
}

function insertStatement(table: PgTable, json: string, resolution: SQL): SQL {
  const { name, columns } = getTableConfig(table)
  const names = sql.join(
    columns.map((column) => sql.identifier(column.name)),
    sql`, `,
  )
  return sql`insert into ${sql.identifier(name)} as kept (${names})
      select ${names} from jsonb_populate_recordset(null::${sql.identifier(name)}, ${json}::jsonb) ${resolution}`
}

function upsertStatement(table: PgTable, keep: readonly string[]): (json: string) => SQL {
  const { columns } = getTableConfig(table)
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
  const conflict = sql`on conflict (${list(key.map((column) => sql`${sql.identifier(column)}`))}) ${resolution}
      returning 1`
  return (json) =>
    sql`with written as (${insertStatement(table, json, conflict)}) select count(*)::int as changed from written`
}
