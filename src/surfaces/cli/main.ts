import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { outsideError } from '#root/errors.ts'
import { addAskCommands } from './ask.ts'
import { addAuditCommands } from './audit.ts'
import { addBacktestCommand } from './backtest.ts'
import { addDataCommands } from './data.ts'
import { addDoctorCommands } from './doctor.ts'
import { addEvalsCommand } from './evals.ts'
import { addMcpCommand } from './mcp.ts'
import { addPaperCommands } from './papers.ts'
import { addPlanCommand } from './plan.ts'
import { addPricesCommand } from './prices.ts'
import { addSignInLinkCommand } from './sign-in-link.ts'
import { addSlackCommands } from './slack.ts'
import { addStartCommand } from './start.ts'
import { addTokenCommands } from './token.ts'

const packageFile = new URL('../../../package.json', import.meta.url)
const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }

const program = new Command('quartermaster')
  .description('Ask what to reorder. Get a number you can check. Approve it with one click.')
  .version(version)
  .option('--json', 'print JSON for programs, nothing else on standard output')
  .option(
    '--as-of <date>',
    'the day to answer for, YYYY-MM-DD (today, or the day of the demo shop)',
  )
  .option('--person <id>', 'who asks (the first buyer of the shop)')
  .showHelpAfterError('Run "quartermaster --help" to see what there is.')

addStartCommand(program, version)
addAskCommands(program)
addPlanCommand(program)
addBacktestCommand(program)
addSignInLinkCommand(program)
addTokenCommands(program)
addDataCommands(program)
addPaperCommands(program)
addPricesCommand(program)
addMcpCommand(program, version)
addSlackCommands(program)
addDoctorCommands(program)
addAuditCommands(program)
addEvalsCommand(program)

// Whoever reads what is printed may have had enough of it: `ask ... | head` is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit()
  throw error
})

try {
  await program.parseAsync()
} catch (error) {
  reportFailure(error)
  process.exitCode = 1
}

/** Prints what a person can act on; a defect also prints its stack, because it is ours to mend. */
function reportFailure(error: unknown): void {
  const outside = outsideError(error)
  if (program.opts().json) {
    process.stdout.write(`${JSON.stringify({ error: outside }, null, 2)}\n`)
  } else process.stderr.write(`${outside.message}\n${outside.repair}\n`)
  if (outside.code === 'internal')
    process.stderr.write(`${(error as Error)?.stack ?? String(error)}\n`)
}
