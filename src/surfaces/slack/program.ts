import type { TurnEvent } from '#agent/events.ts'
import type { ApprovalInbox } from '#operations/approval-inbox.ts'
import type { OrderDesk } from '#operations/order-desk.ts'
import type { Secret } from '#root/secret.ts'
import type { OpenDatabase } from '#store/database.ts'

/** What Slack knows of the program for one person: all of it happens in that person's name. */
export type SlackApplication = {
  person: { id: string; name: string; role: string }
  /** The shop's day, 'YYYY-MM-DD'. */
  asOf(): Promise<string>
  /** Validated output of one tool; rejects with a QuartermasterError that may be shown. */
  callTool(name: string, input: unknown): Promise<unknown>
  /** One turn; ends after its 'done' event, stops when the signal says so. */
  ask(
    question: string,
    conversationId: string | null,
    signal: AbortSignal,
  ): AsyncIterable<TurnEvent>
  /** One order on this person's desk; rejects with QuartermasterError('not_found') for an unknown number. */
  readOrder(order: string): Promise<OrderDesk>
  /** What waits for a decision, as this person may decide or not. */
  approvalInbox(): Promise<ApprovalInbox>
  /** What only a person may do, by the name of its command; the same again gives the first result. Rejects as the command does. */
  runCommand(name: string, input: unknown): Promise<{ result: unknown; again: boolean }>
}

/** All that the bot knows of the program; the composition root makes it. */
export type SlackProgram = {
  database: OpenDatabase
  applicationFor(person: { id: string; name: string; role: string }): SlackApplication
  /** What strangers are told that they can not use. */
  shopName(): Promise<string>
  now(): Date
  newId(): string
  /** Where the web console is opened, without a slash at the end. */
  consoleAddress(): string
  /** Hears every defect that a person may not be shown. */
  report(error: unknown): void
}

/** How the shop is connected to Slack; see README "Slack". */
export type SlackSettings = {
  /** Where the Web API is, with a slash at the end. */
  apiUrl: string
  /** Of the one workspace; null = workspaces install the app by OAuth. */
  botToken: Secret | null
  /** Null = no Socket Mode: Slack calls us. */
  appToken: Secret | null
  /** Null = no HTTP: we call Slack. */
  signingSecret: Secret | null
  /** Of the app that workspaces install, and the key that seals their tokens; null = one workspace by its token. */
  install: { clientId: string; clientSecret: Secret; sealKey: Secret } | null
  /** Where deliveries are written down before they are answered, absolute. */
  journalFolder: string
}
