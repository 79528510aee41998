import { requireRoom, type Database } from '#store/database.ts'
import { knownCodeRows, standingPrices } from '#store/known-codes.ts'
import { shopSettings } from '#store/settings.ts'
import { baseCurrencyOf } from '#store/base-currency.ts'
import { QuartermasterError } from '#root/errors.ts'
import { findFiles, type FoundFile, type RefusedFile } from './find-files.ts'
import { importOneFile, TakenBack, type ImportRun } from './import-one-file.ts'
import { collectKnownCodes } from './known-codes.ts'
import { openProblemLog, type ProblemLog } from './problems.ts'
import { sizeOf } from './read-rows.ts'
import type { FileReport, ImportProgress, ImportReport } from './report.ts'

/** What an embedded database writes for each byte of a file: staged rows, the sort of them, the rows themselves. */
const roomPerByte = 3

export type ImportOptions = {
  db: Database
  paths: string[]
  dryRun: boolean
  /** The instant of the import, ISO: nothing in the files may lie after it. */
  now: string
  /** Where the list of all problems goes when there are any. */
  problemsFile: string
  onProgress(progress: ImportProgress): void
}

/**
 * Reads files in the order in which they refer to one another, each wholly or not at all. A file that is refused does
 * not stop the others; importing the same again changes nothing. Throws QuartermasterError('not_found') when the paths
 * hold no file and 'unavailable' when the disk has no room for them; everything wrong inside files is in the report.
 */
export async function importFiles(options: ImportOptions): Promise<ImportReport> {
  const found = await findFiles(options.paths)
  const totalBytes = found.reduce((sum, file) => sum + sizeOf(file.path), 0)
  requireRoom(options.db, totalBytes * roomPerByte)
  const log = openProblemLog(options.problemsFile)
  const files = options.dryRun
    ? await tryAll(options, log, found)
    : await importAll(options.db, options, log, found)
  const { problems, problemCount, problemsFile } = await log.close()
  const rejectedFiles = files.filter((file) => file.outcome === 'rejected').length
  return { dryRun: options.dryRun, files, rejectedFiles, problemCount, problems, problemsFile }
}

async function importAll(
  db: Database,
  options: ImportOptions,
  log: ProblemLog,
  found: (FoundFile | RefusedFile)[],
): Promise<FileReport[]> {
  const run: ImportRun = {
    db,
    dryRun: options.dryRun,
    now: options.now,
    known: collectKnownCodes(await knownCodeRows(db)),
    prices: await standingPrices(db),
    baseCurrency: await knownBaseCurrency(db),
    log,
    onProgress: options.onProgress,
  }
  const files: FileReport[] = []
  for (const file of found) files.push(await importNext(run, file))
  return files
}

/** A dry run writes like a real one, so that it finds what a real one would, and takes everything back at the end. */
async function tryAll(
  options: ImportOptions,
  log: ProblemLog,
  found: (FoundFile | RefusedFile)[],
): Promise<FileReport[]> {
  const tried: FileReport[] = []
  try {
    await options.db.transaction(async (tx) => {
      tried.push(...(await importAll(tx, options, log, found)))
      throw new TakenBack()
    })
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
  }
  return tried
}

async function importNext(run: ImportRun, file: FoundFile | RefusedFile): Promise<FileReport> {
  if ('error' in file) return refused(run, file.name, 'unknown', file.error)
  try {
    return await importOneFile(run, file)
  } catch (error) {
    if (error instanceof QuartermasterError) return refused(run, file.name, file.kind.kind, error)
    throw error
  }
}

/** A file that could not be read at all is one problem, of its heading. */
function refused(
  run: ImportRun,
  file: string,
  kind: string,
  error: QuartermasterError,
): FileReport {
  run.log.report({
    file,
    line: 1,
    column: '',
    value: '',
    reason: error.message,
    repair: error.repair,
  })
  return {
    file,
    kind,
    outcome: 'rejected',
    rows: 0,
    changedRows: 0,
    problemCount: run.log.count(file),
    notes: [],
    milliseconds: 0,
    rowsPerSecond: 0,
  }
}

/** The currency amounts without a currency are in; null in a new shop until its shop.csv is read. */
async function knownBaseCurrency(db: Database): Promise<string | null> {
  if ((await shopSettings(db)) !== null) return baseCurrencyOf(db)
  return baseCurrencyOf(db).catch((error: unknown) => {
    if (error instanceof QuartermasterError) return null
    throw error
  })
}
