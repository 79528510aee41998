import type { Hono } from 'hono'
import type { SlackMessage } from '#render/slack/blocks.ts'
import { refusalMessage } from '#render/slack/refusal.ts'
import { outsideError } from '#root/errors.ts'
import type { Round } from '#store/job-queue.ts'
import type { SlackDelivery } from '#store/slack-deliveries.ts'
import { answerAtOnce } from './answer-at-once.ts'
import { userOf, type SlackBody } from './delivery.ts'
import { openFeed } from './feed.ts'
import { goRound } from './going-round.ts'
import { slackRoutes } from './http.ts'
import { inTime } from './in-time.ts'
import { openIntake } from './intake.ts'
import { openJournal } from './journal.ts'
import { placeOf, tell } from './listener.ts'
import { listeners } from './listeners.ts'
import type { SlackProgram, SlackSettings } from './program.ts'
import { slackRounds } from './rounds.ts'
import { openRouter, type Listeners } from './router.ts'
import type { Slack } from './slack.ts'
import { openSocket } from './socket.ts'
import { openWorker } from './worker.ts'
import { openWorkspaces } from './workspaces.ts'

export type RunningSlack = {
  /** Slack's requests; null = Socket Mode only. */
  routes: Hono | null
  /** What it says on its own, for the job queue. */
  rounds: Round[]
  stop(): Promise<void>
}

/** What tests replace: what is listened to, and how long is waited. */
export type SlackParts = {
  listeners?: Listeners
  sleep?(ms: number): Promise<void>
  /** How often what stands in the journal and in nobody's hand is looked for. */
  sweepEveryMs?: number
  /** How often the cards of orders are brought up to what the audit says. */
  feedEveryMs?: number
  /** How long the end of the program waits for what is under way. */
  stopWithinMs?: number
  /** Between the attempts at one delivery. */
  pauseSeconds?: readonly number[]
}

const sweepEveryMs = 5_000
const feedEveryMs = 1_000
const stopWithinMs = 10_000
const pauseSeconds = [2, 10, 30, 60]

// Whoever waits for Slack does not keep a program alive that was told to end.
const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms).unref())

const wentWrong = (): SlackMessage => refusalMessage({ kind: 'failed', ...outsideError(null) })

/**
 * Connects the shop to Slack and works what comes in until it is stopped. A Slack that does not answer is reported and
 * tried again; the rest of the program does not wait for it.
 */
export async function startSlack(
  program: SlackProgram,
  settings: SlackSettings,
  parts: SlackParts = {},
): Promise<RunningSlack> {
  const { database, now, report } = program
  const { sleep = pause } = parts
  const workspaces = openWorkspaces({ db: database.db, settings, sleep })
  const slack: Slack = { program, db: database.db, ...workspaces, sleep }
  const worker = await openWorker({
    database,
    now,
    report,
    act: openRouter(slack, parts.listeners ?? listeners),
    pauseSeconds: parts.pauseSeconds ?? pauseSeconds,
    giveUp: (delivery) => apologise(slack, delivery),
  })
  const journal = await openJournal(settings.journalFolder, report)
  const intake = openIntake({
    db: database.db,
    journal,
    worker,
    now,
    answer: answerAtOnce,
    report,
  })
  const rounds = goRound(
    async () => {
      await intake.drain()
      await worker.sweep()
    },
    parts.sweepEveryMs ?? sweepEveryMs,
    report,
  )
  const feed = openFeed(slack, parts.feedEveryMs ?? feedEveryMs)
  const { appToken, signingSecret } = settings
  const socket =
    appToken === null ? null : openSocket(intake, { ...settings, appToken, sleep, report })
  return {
    routes: signingSecret === null ? null : slackRoutes(intake, { signingSecret, now, report }),
    rounds: slackRounds(slack),
    async stop() {
      const parting = Promise.all([rounds.stop(), socket?.stop(), worker.stop(), feed.stop()])
      // A database that hangs, or a Slack that asks for patience, keeps nobody from ending the program.
      const ended = await inTime(parts.stopWithinMs ?? stopWithinMs, parting)
      if (!ended)
        report(new Error('what Slack asked for was not over when the program was told to end'))
    },
  }
}

/** Whoever waits for something that failed every time is told so, once. */
async function apologise(slack: Slack, delivery: SlackDelivery): Promise<void> {
  const body = delivery.body as SlackBody
  const userId = userOf(body)
  if (userId === null) return
  await tell(await slack.doorOf(delivery.teamId), userId, placeOf(body), wentWrong())
}
