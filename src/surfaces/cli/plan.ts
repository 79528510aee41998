import type { Command } from 'commander'
import pc from 'picocolors'
import type { Progress } from '#root/under-way.ts'
import { connect, globalOptions } from './connect.ts'
import { printBuyList, type BuyList } from './buy-list.ts'
import { printJson } from './print.ts'

type PlanOptions = { supplier?: string; category?: string; location?: string; limit: number }

/** Adds `plan`: makes the plan of the day and prints its buy list. */
export function addPlanCommand(program: Command): void {
  program
    .command('plan')
    .description('make the plan of the day and print the buy list, the most urgent first')
    .option('--supplier <name>', 'only this supplier')
    .option('--category <name>', 'only this category')
    .option('--location <name>', 'only this location')
    .option('--limit <count>', 'how many lines to print', Number, 40)
    .action(async (options: PlanOptions, command: Command) => {
      const { run, close } = await connect(globalOptions(command), 'if_empty')
      try {
        const { json } = globalOptions(command)
        const plan = await run('plan', {}, json ? () => undefined : showProgress)
        const { limit, ...scope } = options
        const list = await readPages(limit, async (offset, pageSize) => {
          const input = { ...scope, offset, limit: pageSize }
          const page = await run(
            'call_tool',
            { name: 'recommend_reorders', input },
            () => undefined,
          )
          return page as BuyList
        })
        if (json) {
          printJson({ plan, list })
          return
        }
        printBuyList(list)
        const hash = plan.planHash.slice(0, 12)
        process.stdout.write(
          pc.dim(`Plan ${plan.planRunId} (${hash}) in ${plan.milliseconds} ms\n`),
        )
      } finally {
        await close()
      }
    })
}

function showProgress({ done, total, what }: Progress): void {
  if (!process.stderr.isTTY) return
  process.stderr.write(done < total ? `\r${done} of ${total} ${what}` : '\r\u001b[K')
}

const largestPage = 15

/** A tool replies in pages that a model can hold; a person gets as many lines as asked for. */
async function readPages(
  limit: number,
  read: (offset: number, pageSize: number) => Promise<BuyList>,
): Promise<BuyList> {
  const first = await read(0, Math.min(limit, largestPage))
  const list = { ...first, lines: [...first.lines] }
  while (list.lines.length < limit && list.moreCount > 0) {
    const page = await read(list.lines.length, Math.min(limit - list.lines.length, largestPage))
    list.lines.push(...page.lines)
    list.moreCount = page.moreCount
    if (page.lines.length === 0) break
  }
  return list
}
