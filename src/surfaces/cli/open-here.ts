// Loaded only by a process that opens the shop itself: where a server runs, a command starts in half the time.
import { describeConfig, type Config } from '#root/config.ts'
import { openShop } from '#operations/open-shop.ts'
import type { Shop } from '#operations/shop.ts'
import { mailSettings, shopMail } from './mail-settings.ts'
import { shopMcp } from './mcp-access.ts'
import { shopOpenId } from './openid-settings.ts'
import type { RunningServer } from './server.ts'
import { slackSettings } from './slack-program.ts'
import { shopSlack } from './slack-settings.ts'

/** Opens the shop in this process, which from then on owns the data folder. */
export async function openHere(
  config: Config,
  options: { asOf?: string; person?: string },
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

/** Serves that shop at an address, with its jobs and whatever the configuration connects; see `startServer`. */
export async function serveHere(
  shop: Shop,
  config: Config,
  at: { host: string; port: number; version: string },
): Promise<RunningServer> {
  // A command that only opens the shop has better use for the memory than the web console.
  const { startServer } = await import('./server.ts')
  return startServer(shop, {
    ...at,
    dataFolder: config.databaseUrl === null ? config.dataFolder : null,
    publicUrl: config.publicUrl,
    mail: mailSettings(config),
    slack: slackSettings(config),
  })
}
