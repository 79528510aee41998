import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import type { TurnEvent } from '#agent/events.ts'
import { operationsOn } from '#operations/operations.ts'
import { asOfDay, settingsOf, type Shop } from '#operations/shop.ts'
import type { Config } from '#root/config.ts'
import type { Enqueue } from '#store/job-queue.ts'
import type { SlackApplication, SlackProgram, SlackSettings } from '../slack/program.ts'
import { heard } from './heard.ts'
import { logDefect } from './log.ts'
import { runCommandFor } from './person-commands.ts'

const unheard = () => undefined

/** The program as Slack sees it. `consoleAddress` tells where people open the web console. */
export function slackProgram(
  shop: Shop,
  enqueue: Enqueue,
  consoleAddress: () => string,
): SlackProgram {
  return {
    database: shop.database,
    applicationFor: (person) => applicationOf({ ...shop, personId: person.id }, person, enqueue),
    shopName: async () => (await settingsOf(shop)).name,
    now: shop.now,
    newId: uuidv7,
    consoleAddress,
    report: logDefect('slack'),
  }
}

function applicationOf(
  shop: Shop,
  person: SlackApplication['person'],
  enqueue: Enqueue,
): SlackApplication {
  const run = operationsOn(shop)
  return {
    person,
    asOf: () => asOfDay(shop),
    callTool: (name, input) => run('call_tool', { name, input }, unheard),
    ask: (question, conversationId, signal) => {
      const request = { question, conversationId, surface: 'slack' }
      return heard<TurnEvent>((emit) => run('ask', request, emit, signal))
    },
    readOrder: (order) => run('read_order', { order }, unheard),
    approvalInbox: () => run('approval_inbox', {}, unheard),
    runCommand: (name, input) => runCommandFor(shop, person.id, enqueue, { name, input }),
  }
}

/** How the configuration connects the shop to Slack; null = not at all. */
export function slackSettings({ slack, dataFolder }: Config): SlackSettings | null {
  const { appToken, signingSecret, botToken } = slack
  if (appToken === null && signingSecret === null) return null
  if (botToken === null && slack.install === null) return null
  return { ...slack, journalFolder: join(dataFolder, 'slack-journal') }
}
