import type { Command } from 'commander'
import pc from 'picocolors'
import { readConfig } from '#root/config.ts'
import type { ShopDescription } from '#operations/describe-shop.ts'
import { globalOptions } from './connect.ts'
import { logDefect } from './log.ts'
import { demoLinks, signInLines, type PrintedLink } from './sign-in-link.ts'
import { printJson } from './print.ts'

/** Adds `start`: the web console, MCP and the owner's door in one process, until it is told to stop. */
export function addStartCommand(program: Command, version: string): void {
  program
    .command('start')
    .description('start the web console and the MCP endpoint (an empty shop gets the demo)')
    .option('--port <port>', 'the port to listen on (PORT, else 4310)', Number)
    .option('--no-demo', 'leave an empty shop empty')
    .action(async (options: { port?: number; demo: boolean }, command: Command) => {
      const began = performance.now()
      const config = readConfig(process.env)
      const [{ openHere, serveHere }, { operationsOn }] = await Promise.all([
        import('./open-here.ts'),
        import('#operations/operations.ts'),
      ])
      const demo = options.demo ? 'if_empty' : 'never'
      const shop = await openHere(config, globalOptions(command), demo)
      const server = await serveHere(shop, config, {
        host: config.host,
        port: options.port ?? config.port,
        version,
      })
      const run = operationsOn(shop)
      const description = await run('describe_shop', {}, () => undefined)
      const links = description.isDemo ? await demoLinks(shop, server.address) : []
      const seconds = ((performance.now() - began) / 1000).toFixed(1)
      if (globalOptions(command).json) {
        printJson({
          address: server.address,
          mcp: `${server.address}/mcp`,
          signInLinks: links,
          seconds: Number(seconds),
          ...description,
        })
      } else {
        const mcp = shop.mcp?.required ? ', with a token: quartermaster token create' : ''
        showStart(description, server.address, { links, mcp, seconds })
      }
      // The first page waits for nothing: the plan of the day is made while nobody asks yet.
      if (description.itemCount > 0)
        void run('plan', {}, () => undefined).catch(logDefect('first plan'))
      await untilToldToStop()
      await server.close()
      await shop.database.close()
    })
}

function showStart(
  shop: ShopDescription,
  address: string,
  { links, mcp, seconds }: { links: PrintedLink[]; mcp: string; seconds: string },
): void {
  process.stdout.write(
    [
      '',
      `  ${pc.bold(shop.name)}, as of ${shop.asOf}: ${shop.itemCount} items, ${shop.supplierCount} suppliers`,
      `  Web console   ${pc.cyan(`${address}/`)}`,
      ...signInLines(links),
      `  MCP endpoint  ${pc.cyan(`${address}/mcp`)}${mcp}`,
      `  Model         ${shop.modelName}`,
      `  Data          ${shop.where}`,
      `  Ready in ${seconds} s. Try: npm run -s quartermaster -- ask "what should I reorder this week?"`,
      '',
    ].join('\n'),
  )
}

function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
