import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { PriceListRequest } from '#operations/operations.ts'
import { askPassword } from './ask-password.ts'
import { connect, globalOptions } from './connect.ts'
import { printJson } from './print.ts'
import { showPriceList } from './show-price-list.ts'

type Act<Request = PriceListRequest> = Request extends PriceListRequest
  ? Omit<Request, 'email' | 'password'>
  : never

/** Asks for the password, does it, and prints the list as it then stands. */
async function work(command: Command, email: string, act: Act): Promise<void> {
  const { run, close } = await connect(globalOptions(command), 'never')
  try {
    const password = await askPassword(email)
    const request = { ...act, email, password } as PriceListRequest
    const report = await run('price_list', request, () => undefined)
    if (globalOptions(command).json) printJson(report)
    else showPriceList(report)
  } finally {
    await close()
  }
}

type As = { as: string }
const signs = [
  '--as <email>',
  'who does it: the e-mail you sign in with; the password is asked',
] as const

/** Adds `prices`: a supplier's price list is staged, looked at, accepted by somebody else or put away. */
export function addPricesCommand(program: Command): void {
  const prices = program
    .command('prices')
    .description("a supplier's price list: stage it, look at the difference, accept or discard it")

  prices
    .command('stage')
    .description('put a CSV file beside the terms on record; no price counts yet')
    .argument('<file>', 'sku or supplier_sku, unit_price, and if need be terms and breaks')
    .requiredOption('--supplier <code>', 'whose prices they are')
    .requiredOption(...signs)
    .option('--dry-run', 'show the difference, stage nothing')
    .action(
      (
        file: string,
        options: As & { supplier: string; dryRun?: boolean },
        command: Command,
      ): Promise<void> =>
        work(command, options.as, {
          act: 'stage',
          supplier: options.supplier,
          path: resolve(file),
          dryRun: options.dryRun ?? false,
        }),
    )

  prices
    .command('show')
    .description('a list beside the terms on record')
    .argument('<list>', 'the id that "prices stage" printed')
    .requiredOption(...signs)
    .action((list: string, options: As, command: Command) =>
      work(command, options.as, { act: 'show', list }),
    )

  prices
    .command('accept')
    .description('have the prices count that were shown; by somebody else than who staged them')
    .argument('<list>')
    .requiredOption('--seen <mark>', 'the mark that "prices show" printed with the difference')
    .requiredOption(...signs)
    .action((list: string, options: As & { seen: string }, command: Command) =>
      work(command, options.as, { act: 'accept', list, seen: options.seen }),
    )

  prices
    .command('discard')
    .description('put a list away; the terms stay as they are')
    .argument('<list>')
    .requiredOption('--reason <text>', 'why')
    .requiredOption(...signs)
    .action((list: string, options: As & { reason: string }, command: Command) =>
      work(command, options.as, { act: 'discard', list, reason: options.reason }),
    )
}
