import { generateDemoShop } from '#demo/generate.ts'
import { toDay } from '#planning/calendar.ts'
import { contentHash } from '#store/content-hash.ts'
import { openDatabase, type OpenDatabase } from '#store/database.ts'
import { lockDataFolder } from '#store/lock.ts'
import { writeShopSettings } from '#store/settings.ts'
import { shopCounts } from '#store/shop-counts.ts'
import { writeShop } from '#store/shop-write.ts'
import type { ModelConfig, Shop } from './shop.ts'

const demoSeed = 7

export type OpenShopOptions = {
  dataFolder: string
  databaseUrl: string | null
  model: ModelConfig
  fixedAsOf: string | null
  personId: string | null
  slack: Shop['slack']
  mail: Shop['mail']
  openId?: Shop['openId']
  mcp?: Shop['mcp']
  configuration: string[]
  auditAnchorFile: string | null
  /** Whether a shop without items is filled with the demo. */
  demo: 'if_empty' | 'never'
  now(): Date
  /** Hears one line about anything that takes time. */
  say(line: string): void
}

/**
 * Opens the shop for this process: takes the data folder (or connects to the server), brings the schema up to date,
 * and fills an empty shop with the demo where that is wanted. Throws QuartermasterError: 'locked' when another process
 * owns the folder, 'unavailable' when the server can not be reached, 'invalid' for a day that is none.
 */
export async function openShop(options: OpenShopOptions): Promise<Shop> {
  if (options.fixedAsOf !== null) toDay(options.fixedAsOf)
  const database = await openLocked(options)
  const shop: Shop = {
    database,
    db: database.db,
    model: options.model,
    where: whereOf(options),
    now: options.now,
    fixedAsOf: options.fixedAsOf,
    personId: options.personId,
    slack: options.slack,
    mail: options.mail,
    openId: options.openId ?? null,
    ...(options.mcp && { mcp: options.mcp }),
    configuration: options.configuration,
    auditAnchorFile: options.auditAnchorFile,
  }
  try {
    if (options.demo === 'if_empty') await fillEmptyShop(shop, options)
  } catch (error) {
    await database.close()
    throw error
  }
  return shop
}

async function openLocked(options: OpenShopOptions): Promise<OpenDatabase> {
  if (options.databaseUrl !== null) return openDatabase(options)
  const lock = await lockDataFolder(options.dataFolder)
  try {
    const database = await openDatabase(options)
    const close = async () => {
      await database.close()
      lock.release()
    }
    return { ...database, close }
  } catch (error) {
    lock.release()
    throw error
  }
}

async function fillEmptyShop(shop: Shop, options: OpenShopOptions): Promise<void> {
  const { itemCount } = await shopCounts(shop.db)
  if (itemCount > 0) return
  options.say(
    'The shop is empty: loading the demo shop (to use your own data, see "Import your data" in README.md) ...',
  )
  await loadDemo(shop, shop.fixedAsOf ?? options.now().toISOString().slice(0, 10))
}

/** Fills a shop with the demo as it stands on a day, and stops the shop's clock there. */
export async function loadDemo(shop: Shop, asOf: string, seed = demoSeed): Promise<void> {
  await writeShop(shop.db, generateDemoShop({ seed, asOf, hashContent: contentHash }))
  await writeShopSettings(shop.db, {
    name: 'Hearth & Garden (demo shop)',
    baseCurrency: 'GBP',
    timeZone: 'Europe/London',
    demoAsOf: asOf,
  })
}

function whereOf(options: OpenShopOptions): string {
  if (options.databaseUrl === null) return options.dataFolder
  const address = new URL(options.databaseUrl)
  return `Postgres ${address.host}${address.pathname}`
}
