import { resolve } from 'node:path'
import type { Command } from 'commander'
import pc from 'picocolors'
import type { PaperKind } from '#imports/paper-files.ts'
import type { PaperReport } from '#operations/operations.ts'
import { connect, globalOptions } from './connect.ts'
import { askPassword } from './ask-password.ts'
import { printJson } from './print.ts'

const colours = { booked: pc.green, would_book: pc.cyan, unchanged: pc.dim, rejected: pc.red }

function showPapers(report: PaperReport): void {
  const words = report.outcome.replaceAll('_', ' ')
  process.stdout.write(`${colours[report.outcome](words)}  ${pc.bold(report.file)}\n`)
  for (const { number, outcome, state, findings } of report.papers) {
    const said = report.outcome === 'rejected' ? 'not booked' : outcome
    process.stdout.write(`  ${number}: ${said}, ${state.replaceAll('_', ' ')}\n`)
    for (const sentence of findings) process.stdout.write(pc.yellow(`    ${sentence}\n`))
  }
  for (const { file, line, column, value, reason, repair } of report.problems) {
    process.stdout.write(
      `${pc.red(`${file}:${line}`)}, ${column} ${JSON.stringify(value)}: ${reason} ${repair}\n`,
    )
  }
  if (report.dryRun) process.stdout.write('Dry run: nothing was written.\n')
}

function addPaperCommand(program: Command, kind: PaperKind, description: string): void {
  program
    .command(kind)
    .description(description)
    .argument('<file>', 'a CSV file')
    .requiredOption('--as <email>', 'who books: the e-mail you sign in with; the password is asked')
    .option('--dry-run', 'check everything, write nothing')
    .action(async (path: string, options: { as: string; dryRun?: boolean }, command: Command) => {
      const { run, close } = await connect(globalOptions(command), 'never')
      try {
        const password = await askPassword(options.as)
        const report = await run(
          'book_papers',
          {
            kind,
            path: resolve(path),
            dryRun: options.dryRun ?? false,
            email: options.as,
            password,
          },
          () => undefined,
        )
        if (globalOptions(command).json) printJson(report)
        else showPapers(report)
        if (report.outcome === 'rejected') process.exitCode = 1
      } finally {
        await close()
      }
    })
}

/** Adds `receive` and `invoice`: papers that a person books from a file. */
export function addPaperCommands(program: Command): void {
  addPaperCommand(program, 'receive', 'book deliveries from a CSV file; all of it or nothing')
  addPaperCommand(
    program,
    'invoice',
    'book and match invoices from a CSV file; all of it or nothing',
  )
}
