// Kills the bot between a click and its end, wherever that can be, and starts it again: nothing lost, one effect.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { secretOf } from '#root/secret.ts'
import { selectRows, type Database, type OpenDatabase } from '#store/database.ts'
import { openJobQueue } from '#store/job-queue.ts'
import { slackProgram } from '#surfaces/cli/slack-program.ts'
import { startSlack } from '#surfaces/slack/start.ts'
import { noon, openForBusiness, orderNow } from '../commands/world.ts'
import { ownFolder } from '../trust/data-folder.ts'
import { approvalsOf, cardStands, onlyApproving, submittedAs } from './approving.ts'
import type { CrashTask } from './crash-child.ts'
import { slackPlaces } from './crash-places.ts'
import { loopbackSlack } from './loopback/slack.ts'
import type { LoopbackSlack } from './loopback/types.ts'
import { channelId, crew, populate, settled, shopOn } from './world.ts'

const order = 'PO-1042'
const clockMs = Date.parse(noon)

/** Starts the bot as a process of its own; gives it and the port that it listens on. */
async function startChild(task: CrashTask): Promise<{ child: ChildProcess; port: number }> {
  const script = join(import.meta.dirname, 'crash-child.ts')
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin!.end(JSON.stringify(task))
  const [line] = (await once(child.stdout!, 'data')) as [Buffer]
  return { child, port: Number(line.toString()) }
}

/** The click on the card, byte by byte the same whenever it is sent. */
function clickOn(slack: LoopbackSlack) {
  const payload = {
    type: 'block_actions',
    team: { id: slack.teamId },
    user: { id: 'U_INES', team_id: slack.teamId },
    trigger_id: '1.1',
    container: { type: 'message', message_ts: '1.000100', channel_id: channelId },
    actions: [
      { action_id: 'approve_po', value: `${order}:rev1`, action_ts: '2.0', type: 'button' },
    ],
  }
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  return { headers: { ...type, ...slack.sign(body) }, body }
}

async function prepare(open: OpenDatabase, slack: LoopbackSlack): Promise<void> {
  await openForBusiness(open.db, { people: crew })
  await populate(open.db, slack)
  const moment = { at: noon, asOf: noon.slice(0, 10) }
  const submitted = await submittedAs(open.db, { number: order, revision: 1 }, moment)
  await cardStands(open.db, submitted, { teamId: slack.teamId, channelId, ts: '1.000100' })
}

const messagesOf = (db: Database) =>
  selectRows<{ count: number }>(db, sql`select count(*)::int as count from order_message`)

async function killAt(diesAt: string): Promise<{ answered: number; recoveryMs: number }> {
  const slack = await loopbackSlack({ clock: () => clockMs / 1000 })
  const { where, reopen, drop } = await ownFolder()
  const journalFolder = join(where.dataFolder, 'slack-journal')
  const before = await reopen()
  await prepare(before, slack)
  await before.close()
  const task = {
    dataFolder: where.dataFolder,
    journalFolder,
    apiUrl: slack.apiUrl,
    botToken: slack.tokens.bot,
    signingSecret: slack.signingSecret,
    clockMs,
    diesAt,
  }
  const { child, port } = await startChild(task)
  const ended = once(child, 'close')
  slack.connect({ requestUrl: `http://127.0.0.1:${port}/slack/events` })
  const answer = await slack.raw(clickOn(slack))
  if (diesAt === 'hangs') child.kill('SIGKILL')
  expect((await ended)[1]).toBe('SIGKILL')
  const open = await reopen()
  const reports: unknown[] = []
  const report = (error: unknown) => void reports.push(error)
  const queue = await openJobQueue(open, report)
  expect(await approvalsOf(open.db, order)).toBe(diesAt === 'slack.acted' ? 1 : 0)
  const started = performance.now()
  const known = slackProgram(
    shopOn(open, () => new Date(clockMs)),
    queue.enqueue,
    () => 'https://x.example',
  )
  const settings = {
    apiUrl: slack.apiUrl,
    botToken: secretOf(slack.tokens.bot),
    appToken: null,
    signingSecret: secretOf(slack.signingSecret),
    install: null,
    journalFolder,
  }
  const bot = await startSlack({ ...known, report }, settings, onlyApproving)
  await settled(open.db, journalFolder, reports, 60)
  const recoveryMs = performance.now() - started
  const again = await bot.routes!.request('/', { method: 'POST', ...clickOn(slack) })
  expect(again.status).toBe(200)
  await settled(open.db, journalFolder, reports, 60)
  expect(await approvalsOf(open.db, order)).toBe(1)
  expect((await orderNow(open.db, order)).state).toBe('approved')
  expect(await messagesOf(open.db)).toEqual([{ count: 1 }])
  expect(reports).toEqual([])
  await bot.stop()
  await queue.stop()
  await open.close()
  await slack.close()
  await rm(journalFolder, { recursive: true })
  await drop()
  return { answered: answer.status, recoveryMs }
}

it.each([...slackPlaces, 'hangs'])(
  'a process that dies at %s loses no click, and the next one approves once',
  async (diesAt) => {
    const { answered, recoveryMs } = await killAt(diesAt)
    // Before the answer nothing is promised, and it is done all the same; after it all must be.
    if (diesAt === 'slack.journaled') expect(answered).toBe(0)
    if (diesAt === 'hangs') expect(answered).toBe(200)
    console.log(
      `${diesAt}: done ${recoveryMs.toFixed(0)} ms after the start, load ${loadavg()[0]!.toFixed(1)}`,
    )
  },
)
