import { resolve } from 'node:path'
import type { Command } from 'commander'
import { problemsFileName } from '#imports/find-files.ts'
import { writeTemplates } from '#imports/templates.ts'
import { connect, globalOptions } from './connect.ts'
import { printJson } from './print.ts'
import { showImport, showImportProgress } from './show-import.ts'

const asTheyCome = () => undefined

/** Adds `import`, `templates` and `export`. */
export function addDataCommands(program: Command): void {
  program
    .command('import')
    .description('read CSV files or folders of them; each file wholly or not at all')
    .argument('<paths...>', 'files or folders')
    .option('--dry-run', 'check everything, write nothing')
    .action(async (paths: string[], options: { dryRun?: boolean }, command: Command) => {
      const { json } = globalOptions(command)
      const { run, close } = await connect(globalOptions(command), 'never')
      try {
        const request = {
          paths: paths.map((path) => resolve(path)),
          dryRun: options.dryRun ?? false,
          problemsFile: resolve(problemsFileName),
        }
        const report = await run('import_files', request, json ? asTheyCome : showImportProgress)
        if (json) printJson(report)
        else showImport(report)
        if (report.rejectedFiles > 0) process.exitCode = 1
      } finally {
        await close()
      }
    })

  program
    .command('templates')
    .description(
      'write one CSV template per kind of data, with two example rows, and a page that explains them',
    )
    .argument('<folder>')
    .action((folder: string, _options: unknown, command: Command) => {
      const files = writeTemplates(resolve(folder))
      if (globalOptions(command).json) printJson({ folder: resolve(folder), files })
      else process.stdout.write(`Wrote ${files.length} files to ${resolve(folder)}\n`)
    })

  program
    .command('export')
    .description('write the shop as CSV files that can be imported again')
    .argument('<folder>')
    .action(async (folder: string, _options: unknown, command: Command) => {
      const { run, close } = await connect(globalOptions(command), 'never')
      try {
        const report = await run('export_files', { folder: resolve(folder) }, asTheyCome)
        if (globalOptions(command).json) printJson(report)
        else
          for (const file of report.files) process.stdout.write(`${file.name}  ${file.rows} rows\n`)
      } finally {
        await close()
      }
    })
}
