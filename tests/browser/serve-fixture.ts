import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { webRoutes } from '#surfaces/web/routes.ts'
import type { WebApplication } from '#surfaces/web/application.ts'

export type Served = { address: string; errors: unknown[]; close(): Promise<void> }

/** The console of an application on a free loopback port; `errors` collects what the pages may not show. */
export function serveConsole(application: WebApplication, port = 0): Promise<Served> {
  const errors: unknown[] = []
  const routes = webRoutes(application, (error) => errors.push(error))
  return new Promise((resolve) => {
    const server = serve({ fetch: routes.fetch, hostname: '127.0.0.1', port }, () => {
      resolve({
        address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        errors,
        close: () => new Promise((closed) => server.close(() => closed())),
      })
    })
  })
}
