import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { webRoutes } from '#surfaces/web/routes.ts'
import type { WebApplication } from '#surfaces/web/application.ts'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { fixtureProgram, samsLink } from '../web/fixture-program.ts'

export type Served = { address: string; errors: unknown[]; close(): Promise<void> }

/** The console of an application on a free loopback port; `errors` collects what the pages may not show. */
export function serveConsole(
  application: WebApplication,
  { hostile }: { hostile?: (text: string) => string } = {},
): Promise<Served> {
  const errors: unknown[] = []
  const routes = webRoutes(fixtureProgram(application, hostile), {
    report: (error) => errors.push(error),
  })
  return new Promise((resolve) => {
    const server = serve({ fetch: routes.fetch, hostname: '127.0.0.1', port: 0 }, () => {
      resolve({
        address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        errors,
        close: () => new Promise((closed) => server.close(() => closed())),
      })
    })
  })
}

/** A page of a browser that has signed in by opening the link and pressing its button. */
export async function signedInPage(
  browser: Browser,
  served: Served,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await browser.newPage(options)
  await page.goto(`${served.address}/sign-in/link/${samsLink}`)
  await page.locator('main button[type=submit]').click()
  await page.waitForURL(`${served.address}/`)
  return page
}
