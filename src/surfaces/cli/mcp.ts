import type { Command } from 'commander'
import { readConfig } from '#root/config.ts'
import { readOwner } from '#store/lock.ts'
import type { McpCaller, McpHost } from '../mcp/host.ts'
import { ownerClient } from '../owner/client.ts'
import { mailSettings } from './mail-settings.ts'
import { holderOf, holderThrough } from './mcp-access.ts'
import { addMcpConfigCommand } from './mcp-client-config.ts'
import { mcpHostOf, mcpHostThrough } from './mcp-host.ts'
import { slackSettings } from './slack-program.ts'
import { globalOptions, openHere, type GlobalOptions } from './connect.ts'

/** Adds `mcp`: the tools over standard input and output, for clients that start their servers themselves. */
export function addMcpCommand(program: Command, version: string): void {
  const mcp = program
    .command('mcp')
    .description('serve the tools over stdio to an MCP client')
    .action(async (_options: unknown, command: Command) => {
      const { host, holder, close } = await attachOrOwn(globalOptions(command), version)
      const { mcpOverStdio } = await import('../mcp/stdio.ts')
      await mcpOverStdio(host, holder)
      await close()
    })
  addMcpConfigCommand(mcp)
}

type Served = { host: McpHost; holder(): Promise<McpCaller>; close(): Promise<void> }

/** Attaches to the process that owns the data folder, or becomes it, so that other commands still find the shop. */
async function attachOrOwn(options: GlobalOptions, version: string): Promise<Served> {
  const config = readConfig(process.env)
  const owner = config.databaseUrl === null ? await readOwner(config.dataFolder) : null
  if (owner !== null) {
    const run = ownerClient(owner)
    return {
      host: mcpHostThrough(run, version, config.publicUrl),
      holder: () => holderThrough(run),
      close: () => Promise.resolve(),
    }
  }
  const shop = await openHere(config, options, 'if_empty')
  const host = mcpHostOf(shop, version, config.publicUrl)
  const holder = () => holderOf(shop)
  if (config.databaseUrl !== null) return { host, holder, close: () => shop.database.close() }
  const { startServer } = await import('./server.ts')
  const server = await startServer(shop, {
    host: '127.0.0.1',
    port: 0,
    dataFolder: config.dataFolder,
    publicUrl: config.publicUrl,
    mail: mailSettings(config),
    slack: slackSettings(config),
    version,
  })
  const close = async () => {
    await server.close()
    await shop.database.close()
  }
  return { host, holder, close }
}
