import type { Command } from 'commander'
import { readConfig } from '#root/config.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { RunOperation } from '#operations/operations.ts'
import { readOwner } from '#store/lock.ts'
import { ownerClient } from '../owner/client.ts'

export type GlobalOptions = { json?: boolean; asOf?: string; person?: string }

/** Operations on the shop, wherever it is open, and how to let go of it. */
export type Connection = { run: RunOperation; close(): Promise<void> }

export const globalOptions = (command: Command): GlobalOptions => command.optsWithGlobals()

/**
 * Reaches the shop: through the process that owns the data folder when one runs, else by opening it here.
 * `demo` says whether an empty shop is filled with the demo.
 */
export async function connect(
  options: GlobalOptions,
  demo: 'if_empty' | 'never',
): Promise<Connection> {
  const config = readConfig(process.env)
  const owner = config.databaseUrl === null ? await readOwner(config.dataFolder) : null
  if (owner !== null) {
    refuseForOwner(options)
    return { run: ownerClient(owner), close: () => Promise.resolve() }
  }
  const [{ openHere }, { shopOperations }] = await Promise.all([
    import('./open-here.ts'),
    import('./shop-operations.ts'),
  ])
  const shop = await openHere(config, options, demo)
  return { run: shopOperations(shop), close: () => shop.database.close() }
}

/** The running owner has its own day and person; a command may not change them behind its back. */
function refuseForOwner(options: GlobalOptions): void {
  for (const [flag, value] of [
    ['--as-of', options.asOf],
    ['--person', options.person],
  ] as const) {
    if (value === undefined) continue
    throw new QuartermasterError(
      'conflict',
      `${flag} has no effect while a Quartermaster server owns the data folder.`,
      `Stop the server, or start it with ${flag} ${value}.`,
    )
  }
}
