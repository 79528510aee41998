import type { TurnEvent } from '#agent/events.ts'
import { operationsOn } from '#operations/operations.ts'
import { ownAbsence } from '#operations/own-absence.ts'
import { auditBook, verifyForReader } from '#operations/audit-book.ts'
import { masterDataOf } from '#operations/master-data.ts'
import { shopPeople } from '#operations/people.ts'
import { slackOffice, type SlackInstalls } from '#operations/slack-people.ts'
import type { Shop } from '#operations/shop.ts'
import { signInOf } from '#operations/sign-in.ts'
import type { Enqueue } from '#store/job-queue.ts'
import type { ConversationMessage, WebApplication, WebProgram } from '../web/application.ts'
import { heard } from './heard.ts'
import { runCommandFor } from './person-commands.ts'

const unheard = () => undefined

/** The program as the web console sees it; `installs` where workspaces may install the Slack app. */
export function webProgram(
  shop: Shop,
  enqueue: Enqueue,
  installs: SlackInstalls | null = null,
): WebProgram {
  return {
    applicationFor: (personId) => ({
      ...applicationOf({ ...shop, personId }, personId, enqueue),
      slackInstalls: installs,
    }),
    signIn: signInOf(shop),
  }
}

function applicationOf(
  shop: Shop,
  personId: string,
  enqueue: Enqueue,
): Omit<WebApplication, 'slackInstalls'> {
  const run = operationsOn(shop)
  return {
    runCommand: (name, input) => runCommandFor(shop, personId, enqueue, { name, input }),
    absence: () => ownAbsence(shop),
    people: () => shopPeople(shop),
    slackOffice: () => slackOffice(shop),
    masterData: masterDataOf(shop),
    readAudit: (ask) => auditBook(shop, ask),
    verifyBooks: () => verifyForReader(shop),
    shop: () => run('describe_shop', {}, unheard),
    callTool: (name, input) => run('call_tool', { name, input }, unheard),
    approvalInbox: () => run('approval_inbox', {}, unheard),
    readPaper: (order) => run('read_paper', { order }, unheard),
    readOrder: (order) => run('read_order', { order }, unheard),
    readReceiving: () => run('receiving_desk', {}, unheard),
    readDelivery: (order) => run('delivery_desk', { order }, unheard),
    readInvoices: () => run('invoice_desk', {}, unheard),
    readExpectedInvoice: (order) => run('expected_invoice', { order }, unheard),
    backtest: (ask) => run('backtest', ask, unheard),
    ask: (question, conversationId, signal) => {
      const request = { question, conversationId, surface: 'web' }
      return heard<TurnEvent>((emit) => run('ask', request, emit, signal))
    },
    conversation: async (conversationId) => {
      const exchanges = await run('read_conversation', { conversationId }, unheard)
      return exchanges.flatMap(({ question, answer }): ConversationMessage[] => [
        { role: 'user', text: question },
        { role: 'assistant', answer },
      ])
    },
  }
}
