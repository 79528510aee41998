import type { PGlite } from '@electric-sql/pglite'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Database } from './database.ts'

/** Text of one COPY call on PGlite, which takes a whole blob at a time. */
const BLOB_CHARACTERS = 4_000_000
/** Text of one write to a server's COPY: a write per line costs more than the line. */
const CHUNK_CHARACTERS = 64_000

/** One line of COPY text, with its line end; null is the database's null. */
export function copyLine(values: readonly (string | number | boolean | null)[]): string {
  return `${values.map(copyField).join('\t')}\n`
}

function copyField(value: string | number | boolean | null): string {
  if (value === null) return '\\N'
  if (typeof value !== 'string') return String(value)
  return special.test(value)
    ? value.replace(everySpecial, (found) => escapes[found] ?? found)
    : value
}

const special = /[\\\t\n\r]/
const everySpecial = new RegExp(special, 'g')

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/**
 * Copies lines (see `copyLine`) into a table with the database's own bulk path; memory does not grow with them.
 * `tx` must be a transaction: COPY runs on its session.
 */
export async function copyRows(
  tx: Database,
  table: string,
  columns: readonly string[],
  lines: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  const session = sessionOf(tx)
  const target = `copy ${table} (${columns.join(', ')}) from`
  if (session instanceof pg.Client) {
    const chunks = Readable.from(inChunks(lines, CHUNK_CHARACTERS))
    await pipeline(chunks, session.query(copyFrom(`${target} stdin`)))
    return
  }
  for await (const chunk of inChunks(lines, BLOB_CHARACTERS)) {
    await session.query(`${target} '/dev/blob'`, [], { blob: new Blob([chunk]) })
  }
}

/** What every binary COPY begins with: its signature, no flags, no more header. */
const binaryHeader = Buffer.from('PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')

/**
 * Copies rows of whole numbers (`integer` columns) and bytes (`bytea`) into a table as they are: bytes as text would be
 * twice as long. All rows are in memory; `tx` must be a transaction.
 */
export async function copyBytes(
  tx: Database,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly (number | Uint8Array)[])[],
): Promise<void> {
  const session = sessionOf(tx)
  const target = `copy ${table} (${columns.join(', ')}) from`
  const bytes = binaryRows(rows)
  if (session instanceof pg.Client) {
    const copying = session.query(copyFrom(`${target} stdin with (format binary)`))
    await pipeline(Readable.from([bytes], { objectMode: false }), copying)
    return
  }
  await session.query(`${target} '/dev/blob' with (format binary)`, [], { blob: new Blob([bytes]) })
}

/** Rows as binary COPY has them: the number of fields, then each with its length in front; -1 ends them. */
function binaryRows(rows: readonly (readonly (number | Uint8Array)[])[]): Buffer<ArrayBuffer> {
  let length = binaryHeader.length + 2
  for (const row of rows) {
    length += 2
    for (const value of row) length += 4 + (typeof value === 'number' ? 4 : value.length)
  }
  const bytes = Buffer.allocUnsafeSlow(length)
  bytes.set(binaryHeader)
  let at = binaryHeader.length
  for (const row of rows) {
    at = bytes.writeInt16BE(row.length, at)
    for (const value of row) {
      if (typeof value === 'number') {
        at = bytes.writeInt32BE(4, at)
        at = bytes.writeInt32BE(value, at)
      } else {
        at = bytes.writeInt32BE(value.length, at)
        bytes.set(value, at)
        at += value.length
      }
    }
  }
  bytes.writeInt16BE(-1, at)
  return bytes
}

async function* inChunks(
  lines: Iterable<string> | AsyncIterable<string>,
  characters: number,
): AsyncGenerator<string> {
  let chunk = ''
  for await (const line of lines) {
    chunk += line
    if (chunk.length < characters) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}

/** The driver's session beneath a transaction: drizzle has no public way to it, tests/store/copy-rows.test.ts holds it. */
function sessionOf(tx: Database): pg.Client | Pick<PGlite, 'query'> {
  const client = (tx as unknown as { session: { client: unknown } }).session.client
  if (client instanceof pg.Pool) throw new Error('copyRows: needs a transaction, not the pool')
  return client as pg.Client | Pick<PGlite, 'query'>
}
