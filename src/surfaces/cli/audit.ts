import { resolve } from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import pc from 'picocolors'
import { checkExport, type CheckedExport } from '#operations/check-export.ts'
import { connect, globalOptions } from './connect.ts'
import { printJson } from './print.ts'

const asItComes = () => undefined
const print = (text: string) => process.stdout.write(`${text}\n`)

/** Adds `audit`: write its head down outside the database, export it, check an export. */
export function addAuditCommands(program: Command): void {
  const audit = program
    .command('audit')
    .description(
      'what was done by whom: anchor its head outside the database, export it, check an export',
    )

  audit
    .command('anchor')
    .description(
      'write the head of the chain down in AUDIT_ANCHOR_FILE, which verify then holds it against',
    )
    .action(async (_options: unknown, command: Command) => {
      const { run, close } = await connect(globalOptions(command), 'never')
      try {
        const anchored = await run('anchor_audit', {}, asItComes)
        if (globalOptions(command).json) printJson(anchored)
        else if (anchored.anchor === null) print('There is nothing in the audit yet.')
        else {
          const { sequence, hash, at } = anchored.anchor
          const when = anchored.again ? `was anchored at ${at}` : 'is anchored'
          print(`Row ${sequence} (${hash.slice(0, 12)}) ${when} in ${anchored.file}`)
        }
      } finally {
        await close()
      }
    })

  audit
    .command('export')
    .description('write the audit rows with their hashes to a file that anybody can check')
    .requiredOption('--to <file>', 'a file that ends in .jsonl or .csv')
    .option('--since <date>', 'only what was done on or after this day or instant (UTC)', sinceAt)
    .option('--subject <name>', 'only what was done to this: an order number, a person')
    .action(async (options: { to: string; since?: string; subject?: string }, command: Command) => {
      const { run, close } = await connect(globalOptions(command), 'never')
      const { to, since, subject } = options
      try {
        const written = await run(
          'export_audit',
          {
            file: resolve(to),
            ...(since !== undefined && { sinceAt: since }),
            ...(subject !== undefined && { subject }),
          },
          asItComes,
        )
        if (globalOptions(command).json) printJson(written)
        else print(`Wrote ${written.rowCount} rows to ${written.file}`)
      } finally {
        await close()
      }
    })
  addCheckCommand(audit)
}

function addCheckCommand(audit: Command): void {
  audit
    .command('check')
    .description(
      'prove without a database that an exported file is what was exported; exit code 1 when not',
    )
    .argument('<file>', 'a file that "audit export" wrote')
    .option('--partial', 'rows may be missing in between, as in an export of one subject')
    .option('--anchors <file>', 'a file of anchors to hold the rows against')
    .action(
      async (file: string, options: { partial?: boolean; anchors?: string }, command: Command) => {
        const anchors = options.anchors === undefined ? null : resolve(options.anchors)
        const checked = await checkExport(resolve(file), {
          partial: options.partial ?? false,
          anchors,
        })
        if (checked.faultCount > 0) process.exitCode = 1
        if (globalOptions(command).json) printJson(checked)
        else showChecked(checked, anchors !== null)
      },
    )
}

function sinceAt(text: string): string {
  const at = new Date(text)
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(at.getTime())) return at.toISOString()
  throw new InvalidArgumentError('Give a day such as 2026-11-01, or an instant with its zone.')
}

function showChecked(checked: CheckedExport, withAnchors: boolean): void {
  const { rowCount, head, gapCount, faults, faultCount, anchoredCount } = checked
  for (const fault of faults) print(`${pc.red('FAILED')} ${fault}`)
  if (faultCount > faults.length) print(`and ${faultCount - faults.length} more`)
  if (faultCount > 0) return
  const end = head === null ? '' : `, the last is row ${head.sequence} (${head.hash})`
  print(`${pc.green('ok')} ${rowCount} rows are what was exported${end}`)
  if (gapCount > 0) print(`Rows are missing in ${gapCount} places: it is a part of the audit.`)
  if (withAnchors) print(`${anchoredCount} of them are anchored.`)
  else
    print(pc.dim('Compare the last row with an anchor (--anchors): an end cut off does not show.'))
}
