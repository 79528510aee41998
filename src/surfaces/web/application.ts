import type { TurnAnswer, TurnEvent } from '#agent/events.ts'
import type { AuditAsk, AuditBook } from '#operations/audit-book.ts'
import type { ApprovalInbox } from '#operations/approval-inbox.ts'
import type { BacktestAsk, BacktestReport } from '#operations/backtest-shop.ts'
import type { ExpectedInvoice } from '#purchasing/expected-invoice.ts'
import type { InvoiceDesk } from '#operations/invoice-desk.ts'
import type { MasterData } from '#operations/master-data.ts'
import type { OrderDesk } from '#operations/order-desk.ts'
import type { OwnAbsence } from '#operations/own-absence.ts'
import type { ShopPeople } from '#operations/people.ts'
import type { SlackInstalls, SlackOffice } from '#operations/slack-people.ts'
import type { VerifyReport } from '#operations/verify-shop.ts'
import type { OrderDocument } from '#render/order-documents/order-document.ts'
import type { DeliveryDesk, ReceivingDesk } from '#operations/receiving-desk.ts'
import type { SignIn } from '#operations/sign-in.ts'

/** What every page says of the shop in its head. */
export type ShopSummary = {
  name: string
  /** 'YYYY-MM-DD': the day the figures are of. */
  asOf: string
  isDemo: boolean
  modelName: string
  personName: string
}

/** One message of a conversation, the oldest first. */
export type ConversationMessage =
  | { role: 'user'; text: string }
  | { role: 'assistant'; answer: Omit<TurnAnswer, 'conversationId' | 'question' | 'milliseconds'> }

/** What the pages of one person know of the program: all of it happens in that person's name. */
export type WebApplication = {
  shop(): Promise<ShopSummary>
  /** Validated output of one tool; rejects with a QuartermasterError that may be shown. */
  callTool(name: string, input: unknown): Promise<unknown>
  /** What waits for a decision, as this person may decide or not. */
  approvalInbox(): Promise<ApprovalInbox>
  /** One order on this person's desk; rejects with QuartermasterError('not_found') for an unknown number. */
  readOrder(order: string): Promise<OrderDesk>
  /** The paper of an order as its supplier would get it; rejects with QuartermasterError('not_found'). */
  readPaper(order: string): Promise<OrderDocument>
  /** Orders whose goods may come, and what is held back. */
  readReceiving(): Promise<ReceivingDesk>
  /** One order as its goods are booked; rejects with QuartermasterError('not_found') for an unknown number. */
  readDelivery(order: string): Promise<DeliveryDesk>
  /** Invoices that people booked, the held ones first. */
  readInvoices(): Promise<InvoiceDesk>
  readExpectedInvoice(order: string): Promise<ExpectedInvoice>
  /** The policy on the shop's own past; rejects with a QuartermasterError that may be shown. */
  backtest(ask: BacktestAsk): Promise<BacktestReport>
  /** One turn; ends after its 'done' event, stops when the signal says so. */
  ask(
    question: string,
    conversationId: string | null,
    signal: AbortSignal,
  ): AsyncIterable<TurnEvent>
  /** Rejects with QuartermasterError('not_found') for an unknown conversation. */
  conversation(id: string): Promise<ConversationMessage[]>
  /** Who decides in this person's place, and in whose place they do. */
  absence(): Promise<OwnAbsence>
  /** Everybody of the shop, for an administrator; rejects with QuartermasterError('forbidden') for anybody else. */
  people(): Promise<ShopPeople>
  /** The connection to Slack, for an administrator; rejects with QuartermasterError('forbidden') for anybody else. */
  slackOffice(): Promise<SlackOffice>
  /** How an administrator installs the app in workspaces; null where the configuration names no app. */
  slackInstalls: SlackInstalls | null
  /** Policies, suppliers' details and price lists, as this person sees them. */
  masterData: MasterData
  /** The newest rows of the audit that suit, for an administrator; rejects with QuartermasterError('forbidden') for anybody else. */
  readAudit(ask: AuditAsk): Promise<AuditBook>
  /** Whether the books hold, for an administrator; rejects with QuartermasterError('forbidden') for anybody else. */
  verifyBooks(): Promise<VerifyReport>
  /**
   * What only a person may do, by the name of the command in `src/commands`; the same again gives the first result.
   * Rejects with a QuartermasterError that may be shown, and then nothing was changed.
   */
  runCommand(name: string, input: unknown): Promise<{ result: unknown; again: boolean }>
}

/** All that the console knows of the program; the composition root makes it. */
export type WebProgram = {
  applicationFor(personId: string): WebApplication
  signIn: SignIn
}
