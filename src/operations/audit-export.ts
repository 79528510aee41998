// The audit as a file that anybody can check without the database.
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { canonicalJson } from '#planning/canonical.ts'
import { csvRows } from '#render/csv.ts'
import { QuartermasterError } from '#root/errors.ts'
import { auditPages } from '#store/audit.ts'
import type { AuditFilter } from '#store/audit.ts'
import type { AuditLink, ChainHead } from '#store/audit-link.ts'
import type { Database } from '#store/database.ts'

/** The columns of an export as CSV. */
export const exportColumns = [
  'sequence',
  'at',
  'actor',
  'action',
  'subject',
  'detail',
  'previous_hash',
  'hash',
] as const

export type ExportFormat = 'jsonl' | 'csv'

/** What the name of a file says about what is in it. Throws 'invalid' for another ending. */
export function formatOf(file: string): ExportFormat {
  if (file.endsWith('.jsonl')) return 'jsonl'
  if (file.endsWith('.csv')) return 'csv'
  throw new QuartermasterError(
    'invalid',
    `"${file}" ends neither in .jsonl nor in .csv.`,
    'Name a file that ends in .jsonl (for programs) or .csv (for a spreadsheet).',
  )
}

function line(row: AuditLink, format: ExportFormat): string {
  const { sequence, actor, action, subject, detail, previousHash, hash } = row
  const at = new Date(row.at).toISOString()
  if (format === 'jsonl') {
    return `${canonicalJson({ sequence, at, actor, action, subject, detail, previousHash, hash })}\n`
  }
  return csvRows([
    [sequence, at, actor, action, subject, canonicalJson(detail), previousHash, hash],
  ])
}

export type ExportedAudit = { file: string; rowCount: number; head: ChainHead | null }

/**
 * Writes the audit rows that suit to a file (.jsonl or .csv), each with its hash and the one before; the file appears
 * when it is whole. Text that a spreadsheet would run is guarded. Throws 'invalid' for another ending.
 */
export async function exportAudit(
  db: Database,
  { file, ...filter }: AuditFilter & { file: string },
): Promise<ExportedAudit> {
  const format = formatOf(file)
  const unfinished = `${file}.unfinished`
  let rowCount = 0
  let head: ChainHead | null = null
  const lines = async function* () {
    if (format === 'csv') yield csvRows([[...exportColumns]])
    for await (const rows of auditPages(db, filter)) {
      for (const row of rows) {
        rowCount += 1
        head = { sequence: row.sequence, hash: row.hash }
      }
      yield rows.map((row) => line(row, format)).join('')
    }
  }
  try {
    await pipeline(Readable.from(lines()), createWriteStream(unfinished))
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    if (error instanceof QuartermasterError) throw error
    throw new QuartermasterError(
      'unavailable',
      `${file} could not be written: ${(error as Error).message}.`,
      'Name a file in a folder that this account may write.',
      {},
      error,
    )
  }
  return { file, rowCount, head }
}
