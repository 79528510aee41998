import type { Command } from 'commander'
import { readConfig, type Config } from '#root/config.ts'
import { readOwner, type Owner } from '#store/lock.ts'
import { ownerClient } from '../owner/client.ts'
import { addMcpConfigCommand } from './mcp-client-config.ts'
import { globalOptions, type GlobalOptions } from './connect.ts'

/** Adds `mcp`: the tools over standard input and output, for clients that start their servers themselves. */
export function addMcpCommand(program: Command, version: string): void {
  const mcp = program
    .command('mcp')
    .description('serve the tools over stdio to an MCP client')
    .action(async (_options: unknown, command: Command) => {
      const config = readConfig(process.env)
      const owner = config.databaseUrl === null ? await readOwner(config.dataFolder) : null
      if (owner !== null) return talkThrough(owner, config, version)
      await talkHere(globalOptions(command), config, version)
    })
  addMcpConfigCommand(mcp)
}

/** Attaches to the process that owns the data folder. */
async function talkThrough(owner: Owner, { publicUrl }: Config, version: string): Promise<void> {
  const [{ mcpOverStdio }, { mcpHostThrough }, { holderThrough }] = await Promise.all([
    import('../mcp/stdio.ts'),
    import('./mcp-host.ts'),
    import('./mcp-access.ts'),
  ])
  const run = ownerClient(owner)
  await mcpOverStdio(mcpHostThrough(run, version, publicUrl), () => holderThrough(run))
}

/** Opens the shop and becomes the process that owns an embedded one, so that other commands still find it. */
async function talkHere(options: GlobalOptions, config: Config, version: string): Promise<void> {
  const [{ mcpOverStdio }, { mcpHostOf }, { holderOf }, { openHere, serveHere }] =
    await Promise.all([
      import('../mcp/stdio.ts'),
      import('./mcp-host.ts'),
      import('./mcp-access.ts'),
      import('./open-here.ts'),
    ])
  const shop = await openHere(config, options, 'if_empty')
  const isOwned = config.databaseUrl === null
  const at = { host: '127.0.0.1', port: 0, version }
  const server = isOwned ? await serveHere(shop, config, at) : null
  await mcpOverStdio(mcpHostOf(shop, version, config.publicUrl), () => holderOf(shop))
  await server?.close()
  await shop.database.close()
}
