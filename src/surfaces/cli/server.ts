import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { serve, type ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import { QuartermasterError } from '#root/errors.ts'
import { isExposed } from '#root/mcp-config.ts'
import type { MailSettings } from '#jobs/job.ts'
import { startJobs } from '#jobs/start-jobs.ts'
import type { RunningJobs } from '#jobs/start-jobs.ts'
import { asOfDay } from '#operations/shop.ts'
import type { Shop } from '#operations/shop.ts'
import { announceOwner } from '#store/lock.ts'
import { ownerDoor } from '../owner/door.ts'
import type { SlackSettings } from '../slack/program.ts'
import type { RunningSlack } from '../slack/start.ts'
import { webRoutes } from '../web/routes.ts'
import { logDefect } from './log.ts'
import { mcpRoutes } from './mcp-routes.ts'
import { shopOperations } from './shop-operations.ts'
import { slackProgram } from './slack-program.ts'
import { installsOf } from './slack-settings.ts'
import { slowClients } from './slow-clients.ts'
import { webProgram } from './web-application.ts'

export type RunningServer = { address: string; close(): Promise<void> }

type ServerOptions = {
  host: string
  port: number
  dataFolder: string | null
  publicUrl: URL | null
  mail: MailSettings | null
  slack: SlackSettings | null
  version: string
}

/**
 * Serves the web console, `/mcp` and the owner's door, and works the jobs of the shop. Throws QuartermasterError: 'forbidden' for an address other than
 * loopback without a public address (nothing is encrypted here), 'unavailable' when the port is taken.
 */
export async function startServer(shop: Shop, options: ServerOptions): Promise<RunningServer> {
  refuseOpenNetwork(options)
  const run = shopOperations(shop)
  const token = randomBytes(32).toString('base64url')
  const { host, publicUrl } = options
  // Known when the server listens: a port of 0 is chosen by the system.
  let listensOn = options.port
  const listensAt = () => `http://${host === '::1' ? '[::1]' : host}:${listensOn}`
  const opened = () => publicUrl?.origin ?? listensAt()
  const mcp = await mcpRoutes(shop, options, opened)
  const routes = new Hono()
  routes.get('/healthz', (context) => context.json({ ok: true }))
  routes.route('/', mcp.routes)
  routes.route('/owner', ownerDoor(run, token, logDefect('owner')))
  const jobs = await jobsOf(shop, options)
  const slack = await slackOf(shop, jobs, options, opened)
  for (const round of slack?.rounds ?? []) await jobs.goRound(round)
  if (slack?.routes) routes.route('/slack/events', slack.routes)
  const web = webProgram(shop, jobs.enqueue, installsOf(shop, options.slack))
  routes.route('/', webRoutes(web, { report: logDefect('web'), publicUrl }))

  const server = await listen(routes, options).catch(async (error: unknown) => {
    await slack?.stop()
    await jobs.stop()
    throw error
  })
  const { port } = server.address() as AddressInfo
  listensOn = port
  if (options.dataFolder !== null) announceOwner(options.dataFolder, { port, token })
  const close = async () => {
    await mcp.close()
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      if ('closeAllConnections' in server) server.closeAllConnections()
    })
    await slack?.stop()
    await jobs.stop()
  }
  return { address: listensAt(), close }
}

function jobsOf(shop: Shop, { mail }: ServerOptions): Promise<RunningJobs> {
  return startJobs({
    database: shop.database,
    mail,
    now: () => shop.now().toISOString(),
    asOf: () => asOfDay(shop),
    report: logDefect('jobs'),
    auditAnchorFile: shop.auditAnchorFile,
  })
}

/** Slack's SDK is loaded only where the shop is connected. */
async function slackOf(
  shop: Shop,
  { enqueue }: RunningJobs,
  { slack }: ServerOptions,
  address: () => string,
): Promise<RunningSlack | null> {
  if (slack === null) return null
  const { startSlack } = await import('../slack/start.ts')
  return startSlack(slackProgram(shop, enqueue, address), slack)
}

function listen(routes: Hono, options: ServerOptions): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const served = {
      fetch: routes.fetch,
      hostname: options.host,
      port: options.port,
      serverOptions: slowClients,
    }
    const server = serve(served, () => resolve(server))
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, options)))
  })
}

function cannotListen(error: NodeJS.ErrnoException, options: ServerOptions): QuartermasterError {
  const why = error.code === 'EADDRINUSE' ? 'another program listens there' : error.message
  return new QuartermasterError(
    'unavailable',
    `Cannot listen on ${options.host}:${options.port}: ${why}.`,
    'Choose another port with PORT or --port.',
    {},
    error,
  )
}

function refuseOpenNetwork(where: { host: string; publicUrl: URL | null }): void {
  if (where.publicUrl !== null || !isExposed(where)) return
  throw new QuartermasterError(
    'forbidden',
    `HOST=${where.host} would send passwords and tokens over the network in the clear.`,
    'Leave HOST unset (127.0.0.1) or use an SSH tunnel. Where a proxy with TLS reaches this machine, set PUBLIC_URL to its https address: MCP clients then need a token.',
  )
}
