// What somebody with the keys of the database can do to a chain of audit rows, and whether it is found.
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { anchorFaults } from '#operations/verify/audit-checks.ts'
import type { WrittenAnchor } from '#store/audit-anchors.ts'
import { checkAuditChain } from '#store/audit-chain.ts'
import { auditHash, beforeFirst } from '#store/audit-link.ts'
import type { AuditLink } from '#store/audit-link.ts'
import { appendAudits } from '#store/audit.ts'
import type { Database } from '#store/database.ts'
import { auditEntries } from '#store/schema-records.ts'

const chainLength = 24

/** Writes a chain and gives its rows and an anchor of its middle and of its head. */
export async function anchoredChain(
  db: Database,
): Promise<{ rows: AuditLink[]; anchors: WrittenAnchor[] }> {
  const events = Array.from({ length: chainLength }, (_, at) => ({
    at: new Date(Date.UTC(2026, 10, 1, 9, at, 0, 123)).toISOString(),
    actor: ['ana', 'tom', 'job:dispatch'][at % 3]!,
    action: ['order.draft', 'order.submit', 'order.approve', 'order.send'][at % 4]!,
    subject: `PO-2026-${String(at >> 2).padStart(4, '0')}`,
    detail: { revision: 1, to: 'draft', totalMinor: at * 7, flags: ['new', 'x'], rate: 0.1 },
  }))
  await db.transaction((tx) => appendAudits(tx, events))
  const rows = await db.select().from(auditEntries).orderBy(auditEntries.sequence)
  const anchors = [rows[9]!, rows.at(-1)!].map(({ sequence, hash }) => ({
    sequence,
    hash,
    at: '2026-11-02T00:00:00.000Z',
  }))
  return { rows, anchors }
}

type Rehash = 'none' | 'own' | 'tail'
type Tampering =
  | { kind: 'edit'; at: number; change: Partial<Record<keyof AuditLink, unknown>>; rehash: Rehash }
  | { kind: 'cut'; at: number; count: number; rehash: Rehash }
  | { kind: 'insert'; at: number; copyOf: number; rehash: Rehash }
  | { kind: 'put_before'; sequence: number }
  | { kind: 'swap'; at: number; with: number; rehash: Rehash }

const index = fc.nat(chainLength - 1)
const rehash = fc.constantFrom<Rehash>('none', 'own', 'tail')
const word = fc.stringMatching(/^[a-z' =Ω]{0,9}$/)
const instant = fc.oneof(
  fc.constantFrom('infinity', '2026-11-01T09:03:00.123001Z', '0044-03-15 00:00:00+00 BC'),
  fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((at) => at.toISOString()),
)
const plain = { noNullPrototype: true }
const detail = fc.oneof(
  fc.record({ revision: fc.integer(), to: word, totalMinor: fc.oneof(fc.integer(), word) }, plain),
  fc.record({ totalMinor: fc.double({ noNaN: true, noDefaultInfinity: true }) }, plain),
  fc.constant({}),
)
const hex = fc.stringMatching(/^[0-9a-f]{64}$/)
const change = fc.oneof(
  fc.record({ actor: word }),
  fc.record({ action: word }),
  fc.record({ subject: word }),
  fc.record({ at: instant }),
  fc.record({ detail }),
  fc.record({ hash: hex }),
  fc.record({ previousHash: hex }),
  fc.record({ sequence: fc.integer({ min: -5, max: 60 }) }),
)

/** Edits, cuts from the start, the middle and the end, rewrites with new hashes, rows put in, rows swapped. */
export const tamperings: fc.Arbitrary<Tampering> = fc.oneof(
  fc.record({ kind: fc.constant('edit' as const), at: index, change, rehash }),
  fc.record({
    kind: fc.constant('cut' as const),
    at: index,
    count: fc.integer({ min: 1, max: chainLength }),
    rehash,
  }),
  fc.record({ kind: fc.constant('insert' as const), at: index, copyOf: index, rehash }),
  fc.record({
    kind: fc.constant('put_before' as const),
    sequence: fc.integer({ min: -9, max: 0 }),
  }),
  fc.record({ kind: fc.constant('swap' as const), at: index, with: index, rehash }),
)

/** New hashes for the one row, or for it and all that follow, numbered anew: then the chain holds by itself. */
function rehashed(rows: AuditLink[], from: number, how: Rehash): AuditLink[] {
  if (how === 'none') return rows
  const own = (row: AuditLink): AuditLink => {
    try {
      return { ...row, hash: auditHash(row) }
    } catch {
      return row
    }
  }
  if (how === 'own') return rows.map((row, at) => (at === from ? own(row) : row))
  let previous = beforeFirst
  return rows.map((row, at) => {
    const linked =
      at < from
        ? row
        : own({ ...row, sequence: previous.sequence + 1, previousHash: previous.hash })
    previous = linked
    return linked
  })
}

/** The rows as the tampering leaves them. */
export function tampered(rows: readonly AuditLink[], done: Tampering): AuditLink[] {
  if (done.kind === 'put_before') {
    const row = { ...rows[0]!, sequence: done.sequence }
    return [{ ...row, hash: auditHash(row) }, ...rows]
  }
  if (done.kind === 'edit') {
    const edited = rows.map((row, at) =>
      at === done.at ? ({ ...row, ...done.change } as AuditLink) : row,
    )
    return rehashed(edited, done.at, done.rehash)
  }
  if (done.kind === 'cut') {
    const left = rows.filter((_, at) => at < done.at || at >= done.at + done.count)
    return rehashed(left, done.at, done.rehash)
  }
  if (done.kind === 'insert') {
    const copy = { ...rows[done.copyOf]!, actor: 'eve' }
    const more = [...rows.slice(0, done.at), copy, ...rows.slice(done.at)]
    return rehashed(
      more.map((row, at) => ({ ...row, sequence: at + 1 })),
      done.at,
      done.rehash,
    )
  }
  const [first, second] = [Math.min(done.at, done.with), Math.max(done.at, done.with)]
  const swapped = rows.map((row, at) => {
    const other = at === first ? rows[second]! : at === second ? rows[first]! : row
    return { ...other, sequence: row.sequence }
  })
  return rehashed(swapped, first, done.rehash)
}

const instantOf = (at: string) => {
  const ms = Date.parse(at)
  return Number.isNaN(ms) || /\.\d{3}0*[1-9]/.test(at) ? at : ms
}
/** What a row says, however it is spelled. */
const said = (rows: readonly AuditLink[]) =>
  JSON.stringify(
    rows.map((row) => [
      row.sequence,
      instantOf(row.at),
      row.actor,
      row.action,
      row.subject,
      Object.entries(row.detail as object).toSorted(),
      row.previousHash,
      row.hash,
    ]),
  )

const takenBack = new Error('taken back')

/**
 * Whether verify finds it, chain and anchors together; null when the tampering changes nothing or the database itself
 * refuses it. Nothing of it stays.
 */
export async function isFound(
  db: Database,
  { rows, anchors }: Awaited<ReturnType<typeof anchoredChain>>,
  done: Tampering,
): Promise<boolean | null> {
  const after = tampered(rows, done)
  const numbers = new Set(after.map(({ sequence }) => sequence))
  if (numbers.size < after.length || said(after) === said(rows)) return null
  let found = false
  try {
    await db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.delete(auditEntries)
      if (after.length > 0) await tx.insert(auditEntries).values(after)
      const report = await checkAuditChain(
        tx,
        anchors.map(({ sequence }) => sequence),
      )
      const beyond = anchorFaults(anchors, report.hashes, '2026-12-01T00:00:00.000Z')
      found = report.brokenCount > 0 || beyond.length > 0
      throw takenBack
    })
  } catch (error) {
    if (error !== takenBack) throw error
  }
  return found
}

/** Tampers so many times, from a seed, and fails with the first tampering that is not found. Returns how many were made. */
export async function tamper(db: Database, times: number, seed: number): Promise<number> {
  const chain = await anchoredChain(db)
  let made = 0
  await fc.assert(
    fc.asyncProperty(tamperings, async (done) => {
      const found = await isFound(db, chain, done)
      fc.pre(found !== null)
      made += 1
      if (!found) throw new Error(`not found: ${JSON.stringify(done)}`)
    }),
    { numRuns: times, seed, endOnFailure: true },
  )
  return made
}
