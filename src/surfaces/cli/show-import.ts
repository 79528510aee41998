import pc from 'picocolors'
import type { FileReport, ImportProgress, ImportReport } from '#imports/report.ts'

const barWidth = 24

/** Draws the bar of the file that is being read, where standard error is a terminal. */
export function showImportProgress(progress: ImportProgress): void {
  if (!process.stderr.isTTY) return
  const { file, bytesDone, bytesTotal, rows, rowsPerSecond, secondsLeft } = progress
  const share = bytesTotal === 0 ? 1 : Math.min(1, bytesDone / bytesTotal)
  const done = Math.round(share * barWidth)
  const left = secondsLeft === null ? '' : `, ${Math.ceil(secondsLeft)} s left`
  const bar = '█'.repeat(done) + '░'.repeat(barWidth - done)
  process.stderr.write(`\r\u001B[K${bar} ${file}  ${rows} rows, ${rowsPerSecond}/s${left}`)
  if (share === 1) process.stderr.write('\r\u001B[K')
}

const outcomes: Record<FileReport['outcome'], string> = {
  imported: pc.green('imported'),
  unchanged: pc.dim('unchanged'),
  would_import: pc.cyan('would import'),
  rejected: pc.red('REJECTED'),
}

/** Prints what became of each file, then the problems. */
export function showImport(report: ImportReport): void {
  for (const file of report.files) {
    const changed = file.outcome === 'unchanged' ? '' : `, ${file.changedRows} new or different`
    const speed = file.rows > 10_000 ? `, ${file.rowsPerSecond} rows/s` : ''
    const counts =
      file.outcome === 'rejected'
        ? `${file.problemCount} problems`
        : `${file.rows} rows${changed}${speed}`
    process.stdout.write(`${outcomes[file.outcome]}  ${pc.bold(file.file)}  ${counts}\n`)
    for (const note of file.notes) process.stdout.write(pc.dim(`  ${note}\n`))
  }
  for (const { file, line, column, value, reason, repair } of report.problems) {
    const cell = column === '' ? '' : `, ${column} ${JSON.stringify(value)}`
    process.stdout.write(`${pc.red(`${file}:${line}`)}${cell}: ${reason}; ${repair}\n`)
  }
  if (report.problemCount > report.problems.length) {
    process.stdout.write(`... and ${report.problemCount - report.problems.length} more\n`)
  }
  if (report.problemsFile !== null) process.stdout.write(`All problems: ${report.problemsFile}\n`)
  if (report.dryRun) process.stdout.write('Dry run: nothing was written.\n')
}
