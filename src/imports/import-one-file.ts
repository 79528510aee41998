import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { raiseDataVersion } from '#store/data-version.ts'
import type { Database } from '#store/database.ts'
import { recordImportedFile } from '#store/imported-files.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { DateOrder } from './dates.ts'
import { fileNotes } from './file-notes.ts'
import type { FoundFile } from './find-files.ts'
import { readHeading, type Heading } from './heading.ts'
import type { KnownCodes } from './known-codes.ts'
import { rowParser } from './parse-rows.ts'
import type { ProblemLog } from './problems.ts'
import { progressMeter } from './progress.ts'
import { dateOrderIn, sizeOf, textRows } from './read-rows.ts'
import type { FileReport, ImportProgress } from './report.ts'
import { noticeRow, type Noticed } from './row-notices.ts'
import type { KindSpec, ParsedRow } from './spec.ts'
import { writeDemandRows } from './write-demand.ts'
import { fieldsOf, writeRows } from './write-rows.ts'

/** What the files of one run share. */
export type ImportRun = {
  db: Database
  dryRun: boolean
  now: string
  known: KnownCodes
  /** Unit prices before the run, by supplier, chr(1) and SKU. */
  prices: Map<string, string>
  baseCurrency: string | null
  log: ProblemLog
  onProgress(progress: ImportProgress): void
}

/** Thrown inside the transaction to take a file back that is not sound. */
export class TakenBack extends Error {}

/** Imports one file, wholly or not at all, and tells the run which codes it brought. */
export async function importOneFile(run: ImportRun, file: FoundFile): Promise<FileReport> {
  const began = performance.now()
  const heading = readHeading(file.kind, file.names)
  const noticed: Noticed = { otherUnits: [], movedPrices: [] }
  const reading = { run, file, heading, noticed, dateOrder: await dateOrderOf(file, heading) }
  const counts = { rows: 0, changed: 0 }
  const kept: ParsedRow[] = []
  const sound = () => run.log.count(file.name) === 0
  try {
    await run.db.transaction(async (tx) => {
      const rows = soundRows(reading, counts)
      counts.changed = await writeFile(tx, reading, rows, kept, sound)
      if (counts.rows === 0 && sound()) throw emptyFile(file.kind)
      if (!sound()) throw new TakenBack()
      if (counts.changed > 0) await raiseDataVersion(tx)
      await recordImportedFile(tx, {
        name: file.name,
        kind: file.kind.kind,
        sha256: await sha256Of(file.path),
        rowCount: counts.rows,
        changedCount: counts.changed,
        importedAt: run.now,
      })
    })
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
  }
  if (sound()) remember(run, file.kind, kept)
  return {
    file: file.name,
    kind: file.kind.kind,
    outcome: outcomeOf(sound(), run.dryRun, counts.changed),
    rows: counts.rows,
    changedRows: sound() ? counts.changed : 0,
    problemCount: run.log.count(file.name),
    notes: fileNotes(file, heading, noticed),
    ...speed(began, counts.rows),
  }
}

function speed(began: number, rows: number): { milliseconds: number; rowsPerSecond: number } {
  const milliseconds = Math.max(1, Math.round(performance.now() - began))
  return { milliseconds, rowsPerSecond: Math.round((rows / milliseconds) * 1000) }
}

function outcomeOf(sound: boolean, dryRun: boolean, changed: number): FileReport['outcome'] {
  if (!sound) return 'rejected'
  if (changed === 0) return 'unchanged'
  return dryRun ? 'would_import' : 'imported'
}

type FileReading = {
  run: ImportRun
  file: FoundFile
  heading: Heading
  noticed: Noticed
  dateOrder: DateOrder
}

function dateOrderOf(file: FoundFile, heading: Heading): Promise<DateOrder> {
  const places = heading.columns.flatMap((column, place) =>
    column?.type.is === 'date' || column?.type.is === 'instant' ? [place] : [],
  )
  return places.length === 0
    ? Promise.resolve('unknown')
    : dateOrderIn(file.path, file.text, places)
}

/** The rows that were understood, a piece of the file at a time; the others are in the log. */
async function* soundRows(
  { run, file, heading, noticed, dateOrder }: FileReading,
  counts: { rows: number },
): AsyncGenerator<ParsedRow[]> {
  const meter = progressMeter(file.name, sizeOf(file.path), run.onProgress)
  const parse = rowParser({
    file: file.name,
    kind: file.kind,
    heading,
    known: run.known,
    dateOrder,
    latestOn: new Date(Date.parse(run.now) + 14 * 3_600_000).toISOString().slice(0, 10),
    baseCurrency: run.baseCurrency,
    report: (problem) => run.log.report(problem),
  })
  let isHeading = true
  for await (const rows of textRows(file.path, file.text, meter.addBytes)) {
    const sound: ParsedRow[] = []
    for (const row of isHeading ? rows.slice(1) : rows) {
      if (run.log.isFull(file.name)) break
      counts.rows += 1
      meter.addRow()
      const parsed = parse(row)
      if (parsed === null) continue
      noticeRow(file.kind, parsed, run, noticed)
      sound.push(parsed)
    }
    if (rows.length > 0) isHeading = false
    yield sound
    if (run.log.isFull(file.name)) break
  }
  meter.finish()
}

async function writeFile(
  tx: Database,
  { run, file, heading }: FileReading,
  rows: AsyncIterable<ParsedRow[]>,
  kept: ParsedRow[],
  sound: () => boolean,
): Promise<number> {
  const context = {
    file: file.name,
    source: `import: ${file.name}`,
    now: run.now,
    baseCurrency: run.baseCurrency,
    absentFields: fieldsOf(heading.absent),
    report: (problem: Parameters<ProblemLog['report']>[0]) => run.log.report(problem),
  }
  if (file.kind.rows === 'demand') return writeDemandRows(tx, rows, { ...context, sound })
  for await (const some of rows) kept.push(...some)
  reportRepeats(run, file, kept)
  return sound() ? writeRows(tx, file.kind, kept, context) : 0
}

/** Two rows with the same key are refused, both lines named: which of them is true is not ours to guess. */
function reportRepeats(run: ImportRun, file: FoundFile, rows: ParsedRow[]): void {
  const { columns, key } = file.kind
  const fields = fieldsOf(columns.filter((column) => key.includes(column.name)))
  const firstLines = new Map<string, number>()
  for (const { line, values } of rows) {
    const parts = fields.map((field) => String(values[field]))
    const firstLine = firstLines.get(parts.join('\u0001'))
    if (firstLine === undefined) {
      firstLines.set(parts.join('\u0001'), line)
      continue
    }
    const reason = `line ${firstLine} has the same ${key.join(', ')}`
    run.log.report({
      file: file.name,
      line,
      column: key[0]!,
      value: parts.join(', '),
      reason,
      repair: 'keep one of the two',
    })
  }
}

function emptyFile(kind: KindSpec): QuartermasterError {
  return new QuartermasterError(
    'invalid',
    'The file has a heading and no rows.',
    `Fill it in, or leave ${kind.kind}.csv out.`,
  )
}

/** What later files of the run may refer to. */
function remember(run: ImportRun, kind: KindSpec, rows: ParsedRow[]): void {
  for (const { values } of rows) {
    if (kind.kind === 'items')
      run.known.addItem(String(values['sku']), String(values['unitOfMeasure']))
    if (kind.kind === 'suppliers') run.known.add('supplier', String(values['code']))
    if (kind.kind === 'locations') run.known.add('location', String(values['code']))
    if (kind.kind === 'channels') run.known.add('channel', String(values['code']))
    if (kind.kind === 'purchase_orders') run.known.add('order', String(values['orderNumber']))
    if (kind.kind === 'shop') run.baseCurrency = String(values['baseCurrency'])
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
