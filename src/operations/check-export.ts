// Whether a file of audit rows is what was exported: by anybody, without the database.
import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'
import { z } from 'zod'
import { judgeAnchor } from '#purchasing/audit-anchor.ts'
import { unguardedText } from '#render/csv.ts'
import { QuartermasterError } from '#root/errors.ts'
import { readAnchors } from '#store/audit-anchors.ts'
import { beforeFirst, isAsWritten, linkFault } from '#store/audit-link.ts'
import type { AuditLink, ChainHead } from '#store/audit-link.ts'
import { exportColumns, formatOf } from './audit-export.ts'
import type { ExportFormat } from './audit-export.ts'

const exported = z.strictObject({
  sequence: z.number().int(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
  previousHash: z.string(),
  hash: z.string(),
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const asRow = (value: unknown): AuditLink | null => exported.safeParse(value).data ?? null

/** A cell as it was before it was guarded. What began with an apostrophe itself reads like a guarded text: both may be. */
const readings = (cell: string) => [...new Set([unguardedText(cell), cell])]

/** A CSV record as a row, or null; of two readings of its texts the one that has the row's hash counts. */
function readRecord(cells: string[]): AuditLink | null {
  if (cells.length !== exportColumns.length) return null
  const [sequence, at, actor, action, subject, detail, previousHash, hash] = cells as [
    string,
    ...string[],
  ]
  const fixed = { sequence: Number(sequence), at, detail: parsed(detail ?? ''), previousHash, hash }
  const rows = readings(actor ?? '').flatMap((who) =>
    readings(action ?? '').flatMap((did) =>
      readings(subject ?? '').map((what) =>
        asRow({ ...fixed, actor: who, action: did, subject: what }),
      ),
    ),
  )
  return rows.find((row) => row !== null && isAsWritten(row)) ?? rows[0] ?? null
}

/** The lines of a file; only a line feed ends one, for JSON leaves other separators in its texts as they are. */
async function* linesIn(file: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

async function* rowsIn(file: string, format: ExportFormat): AsyncGenerator<AuditLink | null> {
  if (format === 'jsonl') {
    for await (const text of linesIn(file)) yield asRow(parsed(text))
    return
  }
  const parser = parse({ bom: true, relax_column_count: true, max_record_size: 16_000_000 })
  const input = createReadStream(file)
  input.on('error', (error) => parser.destroy(error))
  let first = true
  for await (const cells of input.pipe(parser)) {
    if (!first) yield readRecord(cells as string[])
    first = false
  }
}

export type CheckedExport = {
  rowCount: number
  head: ChainHead | null
  /** Places where rows are missing between two others, as in an export of one subject. */
  gapCount: number
  /** Up to ten sentences; `faultCount` counts them all. */
  faults: string[]
  faultCount: number
  /** Anchors whose row is in the file and is the one that was anchored. */
  anchoredCount: number
}

/**
 * Checks an export row by row, without a database and in memory that does not grow: each row has the hash of what it
 * says, and continues the row before it. `partial` lets rows be missing in between; `anchors` is a file of anchors that
 * the rows are held against. Throws 'not_found' for a file that is not there.
 */
export async function checkExport(
  file: string,
  { partial, anchors }: { partial: boolean; anchors: string | null },
): Promise<CheckedExport> {
  const format = formatOf(file)
  const checked: CheckedExport = {
    rowCount: 0,
    head: null,
    gapCount: 0,
    faults: [],
    faultCount: 0,
    anchoredCount: 0,
  }
  const fault = (sentence: string) => {
    checked.faultCount += 1
    if (checked.faults.length < 10) checked.faults.push(sentence)
  }
  const anchored = new Map(
    (anchors === null ? [] : readAnchors(anchors).anchors).map((each) => [each.sequence, each]),
  )
  try {
    for await (const row of rowsIn(file, format)) {
      checked.rowCount += 1
      if (row === null) {
        fault(`record ${checked.rowCount} is no audit row`)
        continue
      }
      const why = faultOf(row, checked.head, partial)
      if (why.gap) checked.gapCount += 1
      if (why.reason !== null) fault(`row ${row.sequence} ${why.reason}`)
      const anchor = anchored.get(row.sequence)
      const judged = anchor === undefined ? null : judgeAnchor(anchor, () => row.hash)
      if (judged?.outcome === 'kept') checked.anchoredCount += 1
      if (judged?.outcome === 'refused') fault(judged.sentence)
      checked.head = { sequence: row.sequence, hash: row.hash }
    }
  } catch (error) {
    throw unreadable(file, error)
  }
  const last = checked.head?.sequence ?? 0
  const beyond = partial ? [] : [...anchored.keys()].filter((sequence) => sequence > last)
  for (const sequence of beyond) fault(`row ${sequence} was anchored and is not in the file`)
  return checked
}

/** Why a row of a file does not follow the row before it there. An export may begin anywhere. */
function faultOf(
  row: AuditLink,
  before: ChainHead | null,
  partial: boolean,
): { gap: boolean; reason: string | null } {
  const own = isAsWritten(row) ? null : 'was changed'
  if (before === null) {
    const starts = row.sequence === 1 && row.previousHash !== beforeFirst.hash
    return { gap: false, reason: own ?? (starts ? 'does not begin the chain' : null) }
  }
  const gap = row.sequence > before.sequence + 1
  if (gap && partial) return { gap, reason: own }
  return { gap, reason: linkFault(row, before) }
}

function unreadable(file: string, error: unknown): QuartermasterError {
  const { code, message } = error as NodeJS.ErrnoException
  const absent = code === 'ENOENT'
  return new QuartermasterError(
    absent ? 'not_found' : 'invalid',
    absent ? `There is no file ${file}.` : `${file} can not be read as an export: ${message}.`,
    'Name a file that "quartermaster audit export" wrote.',
    {},
    error,
  )
}
