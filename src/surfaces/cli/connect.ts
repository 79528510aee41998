import type { Command } from 'commander'
import { describeConfig, readConfig, type Config } from '#root/config.ts'
import { QuartermasterError } from '#root/errors.ts'
import { openShop } from '#operations/open-shop.ts'
import type { RunOperation } from '#operations/operations.ts'
import type { Shop } from '#operations/shop.ts'
import { readOwner } from '#store/lock.ts'
import { ownerClient } from '../owner/client.ts'
import { shopOperations } from './shop-operations.ts'
import { shopMail } from './mail-settings.ts'
import { shopMcp } from './mcp-access.ts'
import { shopOpenId } from './openid-settings.ts'
import { shopSlack } from './slack-settings.ts'

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
  const shop = await openHere(config, options, demo)
  return { run: shopOperations(shop), close: () => shop.database.close() }
}

/** Opens the shop in this process, which from then on owns the data folder. */
export async function openHere(
  config: Config,
  options: GlobalOptions,
  demo: 'if_empty' | 'never',
): Promise<Shop> {
  return openShop({
    dataFolder: config.dataFolder,
    databaseUrl: config.databaseUrl,
    model: {
      openaiApiKey: config.openaiApiKey,
      modelName: config.modelName,
      modelUrl: config.modelUrl,
    },
    fixedAsOf: options.asOf ?? null,
    personId: options.person ?? null,
    slack: shopSlack(config),
    mail: shopMail(config),
    openId: await shopOpenId(config),
    mcp: await shopMcp(config),
    configuration: describeConfig(config),
    auditAnchorFile: config.auditAnchorFile,
    demo,
    now: () => new Date(),
    say: (line) => process.stderr.write(`${line}\n`),
  })
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
