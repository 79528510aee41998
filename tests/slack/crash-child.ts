// A process of its own that runs the bot on a data folder and dies at one named place between a click and its end.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { serve, type ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import { armCrashpoints } from '#root/crashpoint.ts'
import { secretOf } from '#root/secret.ts'
import { openDatabase } from '#store/database.ts'
import { openJobQueue } from '#store/job-queue.ts'
import { startSlack } from '#surfaces/slack/start.ts'
import { slackProgram } from '#surfaces/cli/slack-program.ts'
import { onlyApproving } from './approving.ts'
import { shopOn } from './world.ts'

export type CrashTask = {
  dataFolder: string
  journalFolder: string
  apiUrl: string
  botToken: string
  signingSecret: string
  clockMs: number
  /** 'hangs': the database takes nothing from now on, and the parent kills. */
  diesAt: string
}

const task = JSON.parse(await text(process.stdin)) as CrashTask
const report = (error: unknown) => process.stderr.write(`${String(error)}\n`)
const open = await openDatabase({ dataFolder: task.dataFolder, databaseUrl: null })
const queue = await openJobQueue(open, report)
const shop = shopOn(open, () => new Date(task.clockMs))
const settings = {
  apiUrl: task.apiUrl,
  botToken: secretOf(task.botToken),
  appToken: null,
  signingSecret: secretOf(task.signingSecret),
  install: null,
  journalFolder: task.journalFolder,
}
const program = {
  ...slackProgram(shop, queue.enqueue, () => 'https://console.shop.example'),
  report,
}
const bot = await startSlack(program, settings, { ...onlyApproving, sweepEveryMs: 3_600_000 })
const routes = new Hono().route('/slack/events', bot.routes!)
const server: ServerType = serve({ fetch: routes.fetch, hostname: '127.0.0.1', port: 0 })
if (!server.listening) await once(server, 'listening')
armCrashpoints((name) => {
  if (name === task.diesAt) process.kill(process.pid, 'SIGKILL')
})
if (task.diesAt === 'hangs') void open.db.transaction(() => new Promise(() => undefined))
process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
