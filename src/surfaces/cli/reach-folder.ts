import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from '#root/config.ts'
import { QuartermasterError } from '#root/errors.ts'
import { readOwner } from '#store/lock.ts'
import { ownerClient } from '../owner/client.ts'
import type { Reached } from './stay-reached.ts'

/** How long another process may hold the data folder without saying where it listens: while it starts, or is done soon. */
const patienceMilliseconds = 30_000
const pauseMilliseconds = 250

type Options = { asOf?: string; person?: string }

/**
 * Reaches the shop through the process that owns the data folder, or becomes that process, so that others find the shop.
 * Clients start several servers at once, and each asks for the folder: whoever comes second waits until the first
 * listens. Throws what opening a shop throws.
 */
export async function reachFolder(
  config: Config,
  options: Options,
  version: string,
): Promise<Reached> {
  if (config.databaseUrl !== null) return openedHere(config, options, version)
  const until = performance.now() + patienceMilliseconds
  for (;;) {
    const through = await throughOwner(config.dataFolder)
    if (through !== null) return through
    try {
      return await openedHere(config, options, version)
    } catch (error) {
      const isHeld = error instanceof QuartermasterError && error.code === 'locked'
      if (!isHeld || performance.now() > until) throw error
    }
    await wait(pauseMilliseconds)
  }
}

async function throughOwner(folder: string): Promise<Reached | null> {
  const owner = await readOwner(folder)
  if (owner === null) return null
  return {
    run: ownerClient(owner),
    isThere: async () => (await readOwner(folder))?.pid === owner.pid,
    close: () => Promise.resolve(),
  }
}

async function openedHere(config: Config, options: Options, version: string): Promise<Reached> {
  const [{ openHere, serveHere }, { shopOperations }] = await Promise.all([
    import('./open-here.ts'),
    import('./shop-operations.ts'),
  ])
  const shop = await openHere(config, options, 'if_empty')
  const isOwned = config.databaseUrl === null
  const at = { host: '127.0.0.1', port: 0, version }
  const server = isOwned ? await serveHere(shop, config, at) : null
  return {
    run: shopOperations(shop),
    isThere: () => Promise.resolve(true),
    close: async () => {
      await server?.close()
      await shop.database.close()
    },
  }
}
