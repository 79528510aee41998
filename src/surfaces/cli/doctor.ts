import type { Command } from 'commander'
import pc from 'picocolors'
import { connect, globalOptions } from './connect.ts'
import { printJson } from './print.ts'

type Check = {
  name: string
  state: 'ok' | 'note' | 'failed'
  detail: string
  repair?: string | undefined
}

/** Adds `doctor` (what is in force and what is missing) and `verify` (do the books hold?). */
export function addDoctorCommands(program: Command): void {
  program
    .command('doctor')
    .description('show the configuration in force, the model, the data, and what is missing')
    .action(async (_options: unknown, command: Command) => {
      const { run, close } = await connect(globalOptions(command), 'never')
      try {
        const diagnosis = await run('diagnose', {}, () => undefined)
        show(globalOptions(command).json, diagnosis, diagnosis.checks)
      } finally {
        await close()
      }
    })

  program
    .command('verify')
    .description(
      'prove that orders, totals, audit chain and plan agree; exit code 1 when they do not',
    )
    .action(async (_options: unknown, command: Command) => {
      const { run, close } = await connect(globalOptions(command), 'never')
      try {
        const report = await run('verify', {}, () => undefined)
        const checks = report.checks.map((check): Check => ({
          name: check.name,
          state: check.ok ? 'ok' : 'failed',
          detail: check.detail,
        }))
        show(globalOptions(command).json, report, checks)
      } finally {
        await close()
      }
    })
}

const marks = { ok: pc.green('ok    '), note: pc.yellow('note  '), failed: pc.red('FAILED') }

function show(json: boolean | undefined, report: unknown, checks: Check[]): void {
  if (checks.some((check) => check.state === 'failed')) process.exitCode = 1
  if (json) {
    printJson(report)
    return
  }
  for (const check of checks) {
    process.stdout.write(`${marks[check.state]} ${pc.bold(check.name)}  ${check.detail}\n`)
    if (check.repair !== undefined) process.stdout.write(pc.dim(`       ${check.repair}\n`))
  }
}
