import type { Command } from 'commander'
import { readConfig } from '#root/config.ts'
import { globalOptions } from './connect.ts'
import { addMcpConfigCommand } from './mcp-client-config.ts'
import { reachFolder } from './reach-folder.ts'
import { stayReached } from './stay-reached.ts'

/** Adds `mcp`: the tools over standard input and output, for clients that start their servers themselves. */
export function addMcpCommand(program: Command, version: string): void {
  const mcp = program
    .command('mcp')
    .description('serve the tools over stdio to an MCP client')
    .action((_options: unknown, command: Command) => talk(command, version))
  addMcpConfigCommand(mcp)
}

/** Talks to the client until it goes. A shop that can not be opened ends it, whatever the client still waits for. */
async function talk(command: Command, version: string): Promise<void> {
  const config = readConfig(process.env)
  const shop = stayReached(() => reachFolder(config, globalOptions(command), version))
  const [{ mcpOverStdio }, { mcpHostThrough }, { holderThrough }] = await Promise.all([
    import('../mcp/stdio.ts'),
    import('./mcp-host.ts'),
    import('./mcp-access.ts'),
  ])
  const host = mcpHostThrough(shop.run, version, config.publicUrl)
  const talking = mcpOverStdio(host, () => holderThrough(shop.run))
  try {
    await Promise.race([talking, shop.ready.then(() => talking)])
  } finally {
    process.stdin.destroy()
    await shop.close()
  }
}
