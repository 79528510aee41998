// A small shop that is in Slack: the bot runs against a Slack of its own on the loopback address, over either transport.
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve, type ServerType } from '@hono/node-server'
import { eq } from 'drizzle-orm'
import { Hono } from 'hono'
import { secretOf } from '#root/secret.ts'
import type { Shop } from '#operations/shop.ts'
import type { Database, OpenDatabase } from '#store/database.ts'
import type { Enqueue, Job, Round } from '#store/job-queue.ts'
import { slackDeliveries, slackPeople } from '#store/schema-slack.ts'
import type { ShopRows } from '#store/shop-rows.ts'
import { slackProgram } from '#surfaces/cli/slack-program.ts'
import { openJournal } from '#surfaces/slack/journal.ts'
import type { SlackProgram, SlackSettings } from '#surfaces/slack/program.ts'
import { startSlack } from '#surfaces/slack/start.ts'
import type { RunningSlack, SlackParts } from '#surfaces/slack/start.ts'
import { noon, openForBusiness } from '../commands/world.ts'
import { freshDatabase } from '../database.ts'
import { loopbackSlack } from './loopback/slack.ts'
import type { LoopbackOptions, LoopbackSlack } from './loopback/types.ts'

export type Transport = 'http' | 'socket'

type Options = {
  transport: Transport
  /** Rows of the shop other than those of tests/store/small-shop.ts and the people below. */
  rows?: Partial<ShopRows>
  slack?: Omit<LoopbackOptions, 'clock'>
  /** When it is; noon of the day of tests/commands/world.ts unless said. Epoch milliseconds. */
  startsAt?: number
  shop?: Partial<Shop>
  enqueue?: Enqueue
  parts?: SlackParts
  settings?: Partial<SlackSettings>
  /** Another database; unless said, an empty one that `close` closes. */
  database?: OpenDatabase
  /** Changes Slack before the bot starts. */
  before?(slack: LoopbackSlack): void
  /** False: nobody waits for the socket to be there. */
  connects?: boolean
  /** What the bot knows of the program, changed: a database that hangs, for one. */
  program?(program: SlackProgram): SlackProgram
}

export type SlackShop = {
  slack: LoopbackSlack
  shop: Shop
  db: Database
  /** Where Slack's requests go; null over the socket. */
  requestUrl: string | null
  settings: SlackSettings
  /** What the commands set off. */
  jobs: Job[]
  /** Defects that the bot reported. */
  reports: unknown[]
  /** How long it waited for Slack, milliseconds each. */
  slept: number[]
  now(): Date
  /** Puts the clock forward, the shop's and Slack's. */
  advance(milliseconds: number): void
  /** Waits until everything that Slack sent was worked to its end. Rejects after so many seconds, with what was reported. */
  settled(seconds?: number): Promise<void>
  /** What the running bot gives to the job queue. */
  rounds(): Round[]
  /** Ends the bot; what is under way is waited for. */
  stop(): Promise<void>
  /** Starts the bot again on the same database and journal. */
  start(): Promise<void>
  close(): Promise<void>
}

type Person = ShopRows['people'][number]
const person = (id: string, role: Person['role'], approvalLimitMinor: number | null = null) => ({
  id,
  name: id[0]!.toUpperCase() + id.slice(1),
  email: `${id}@shop.example`,
  role,
  approvalLimitMinor,
})

/** Maya and Ben buy, Ines decides up to 25,000.00, Sam books goods, Priya invoices, Adam runs it. */
export const crew: Person[] = [
  person('maya', 'buyer'),
  person('ben', 'buyer'),
  person('ines', 'approver', 2_500_000),
  person('sam', 'warehouse'),
  person('priya', 'payables'),
  person('adam', 'administrator'),
]

/** The id in Slack of one of the crew: 'maya' -> 'U_MAYA'. */
export const userOf = (personId: string) => `U_${personId.toUpperCase()}`

/** The channel where everybody of the crew is. */
export const channelId = 'C_PURCHASING'

/** Says in the books that a user of Slack is a person, as an administrator confirmed it. */
export async function confirmUser(
  db: Database,
  user: { teamId: string; userId: string },
  { id, name, email }: { id: string; name: string; email: string },
): Promise<void> {
  const known = { personId: id, email, displayName: name, timeZone: 'Europe/London' }
  const decided = { state: 'confirmed' as const, decidedBy: 'adam', decidedAt: noon }
  await db.insert(slackPeople).values({ ...user, ...known, askedAt: noon, ...decided })
}

/** The crew as Slack and the books know them. */
export async function populate(db: Database, slack: LoopbackSlack): Promise<void> {
  for (const each of crew) {
    const { id, name } = each
    const email = each.email ?? `${id}@shop.example`
    slack.addUser({ id: userOf(id), name, email, tz: 'Europe/London' })
    await confirmUser(db, { teamId: slack.teamId, userId: userOf(id) }, { id, name, email })
  }
  slack.addChannel({ id: channelId, name: 'purchasing', members: crew.map(({ id }) => userOf(id)) })
}

/** The shop of a database, with nobody in front of it. */
export function shopOn(database: OpenDatabase, now: () => Date): Shop {
  return {
    database,
    db: database.db,
    model: { openaiApiKey: null, modelName: null, modelUrl: null },
    where: 'memory',
    now,
    fixedAsOf: null,
    personId: null,
    slack: null,
    mail: null,
    auditAnchorFile: null,
    configuration: [],
  }
}

/** The shop with its bot running; close it after use. */
export async function slackShop(options: Options): Promise<SlackShop> {
  const clock = { ms: options.startsAt ?? Date.parse(noon) }
  const slack = await loopbackSlack({ clock: () => clock.ms / 1000, ...options.slack })
  const database = options.database ?? (await freshDatabase())
  const { db } = database
  await openForBusiness(db, { people: crew, ...options.rows })
  await populate(db, slack)
  const shop: Shop = { ...shopOn(database, () => new Date(clock.ms)), ...options.shop }
  const folder = await mkdtemp(join(tmpdir(), 'quartermaster-slack-'))
  const settings: SlackSettings = {
    apiUrl: slack.apiUrl,
    botToken: secretOf(slack.tokens.bot),
    appToken: options.transport === 'socket' ? secretOf(slack.tokens.app) : null,
    signingSecret: options.transport === 'http' ? secretOf(slack.signingSecret) : null,
    install: null,
    journalFolder: join(folder, 'slack-journal'),
    ...options.settings,
  }
  const jobs: Job[] = []
  const reports: unknown[] = []
  const slept: number[] = []
  const parts: SlackParts = {
    sweepEveryMs: 50,
    pauseSeconds: [0.05, 0.05, 0.05, 0.05],
    // Nobody waits for a minute in a test; that it would have been waited is seen in `slept`.
    sleep: async (ms) => {
      slept.push(ms)
      await new Promise((resolve) => setTimeout(resolve, Math.min(ms, 5)))
    },
    ...options.parts,
  }
  const enqueue: Enqueue =
    options.enqueue ??
    ((_tx, job) => {
      jobs.push(job)
      return Promise.resolve()
    })
  const known = slackProgram(shop, enqueue, () => 'https://console.shop.example')
  const report = (error: unknown) => void reports.push(error)
  const program = (options.program ?? ((same) => same))({ ...known, report })
  const bot = botOf(slack, options, () => startSlack(program, settings, parts))
  options.before?.(slack)
  await bot.start()
  return {
    slack,
    shop,
    db,
    get requestUrl() {
      return bot.requestUrl()
    },
    settings,
    jobs,
    reports,
    slept,
    now: shop.now,
    advance: (ms) => {
      clock.ms += ms
    },
    rounds: bot.rounds,
    settled: (seconds = 60) => settled(db, settings.journalFolder, reports, seconds),
    stop: bot.stop,
    start: bot.start,
    async close() {
      await bot.stop()
      await slack.close()
      if (options.database === undefined) await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The bot as a process has it: with a server in front of it, where Slack calls us. */
function botOf(
  slack: LoopbackSlack,
  { transport, connects: waits = true }: Options,
  open: () => Promise<RunningSlack>,
) {
  let running: { bot: RunningSlack; server: ServerType | null } | null = null
  let requestUrl: string | null = null
  return {
    requestUrl: () => requestUrl,
    rounds: () => running?.bot.rounds ?? [],
    async start() {
      const bot = await open()
      const server = bot.routes === null ? null : await listen(bot.routes)
      running = { bot, server }
      if (server !== null) {
        requestUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`
        slack.connect({ requestUrl })
      }
      if (transport === 'socket') {
        slack.connect('socket')
        if (waits) await until(() => Promise.resolve(slack.sockets() > 0), 60)
      }
    },
    async stop() {
      const { bot, server } = running ?? {}
      running = null
      await new Promise<void>((resolve) => {
        if (server === undefined || server === null) return resolve()
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await bot?.stop()
    },
  }
}

function listen(routes: Hono): Promise<ServerType> {
  const all = new Hono()
  all.route('/slack/events', routes)
  return new Promise((resolve) => {
    const server = serve({ fetch: all.fetch, hostname: '127.0.0.1', port: 0 }, () =>
      resolve(server),
    )
  })
}

/** Waits until it is so; false when it is not after so many seconds. */
export async function until(isSo: () => Promise<boolean>, seconds: number): Promise<boolean> {
  const end = performance.now() + seconds * 1000
  for (;;) {
    if (await isSo()) return true
    if (performance.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Waits until nothing stands in the journal and nothing waits in the books; rejects with what is left. */
export async function settled(
  db: Database,
  journalFolder: string,
  reports: unknown[],
  seconds: number,
): Promise<void> {
  const journal = await openJournal(journalFolder, (error) => reports.push(error))
  const waiting = () =>
    db
      .select({ key: slackDeliveries.key })
      .from(slackDeliveries)
      .where(eq(slackDeliveries.state, 'waiting'))
  const isQuiet = async () =>
    (await journal.entries()).length === 0 && (await waiting()).length === 0
  if (await until(isQuiet, seconds)) return
  const left = (await waiting()).map(({ key }) => key)
  const entries = (await journal.entries()).length
  throw new Error(
    `after ${seconds} s ${entries} entries are in the journal and not worked: ${left.join('; ') || 'nothing'}; reported: ${reports.map(String).join('; ') || 'nothing'}`,
  )
}
