import { operationsOn } from '#operations/operations.ts'
import { loadDemo } from '#operations/open-shop.ts'
import { makeSignInLink } from '#operations/sign-in-link.ts'
import type { Shop } from '#operations/shop.ts'
import { startServer } from '#surfaces/cli/server.ts'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { freshDatabase } from '../database.ts'

export type DemoProgram = { shop: Shop; address: string; close(): Promise<void> }

/** The whole program, jobs and all, on the demo shop and a free port, with the plan of its day made. */
export function serveDemo(): Promise<DemoProgram> {
  return serveShop(async (shop) => {
    await loadDemo(shop, new Date().toISOString().slice(0, 10))
    await operationsOn(shop)('plan', {}, () => undefined)
  })
}

/** The whole program on a database of its own that `fill` fills, at the instant `now` (ISO; the clock's without). */
export async function serveShop(
  fill: (shop: Shop) => Promise<void>,
  now?: string,
): Promise<DemoProgram> {
  const database = await freshDatabase()
  const shop: Shop = {
    database,
    db: database.db,
    model: { openaiApiKey: null, modelName: null, modelUrl: null },
    where: 'memory',
    now: () => (now === undefined ? new Date() : new Date(now)),
    fixedAsOf: null,
    personId: null,
    slack: null,
    mail: null,
    openId: null,
    auditAnchorFile: null,
    configuration: [],
  }
  await fill(shop)
  const server = await startServer(shop, {
    host: '127.0.0.1',
    port: 0,
    dataFolder: null,
    publicUrl: null,
    mail: null,
    slack: null,
    version: '0.0.0',
  })
  const close = async () => {
    await server.close()
    await database.close()
  }
  return { shop, address: server.address, close }
}

/** A browser of its own in which a person has opened a fresh link and pressed its button. */
export async function signInAs(
  browser: Browser,
  { shop, address }: DemoProgram,
  person: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options })
  const { path } = await makeSignInLink(shop, { person })
  await page.goto(address + path)
  await page.locator('main button[type=submit]').click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  return page
}
