import type { Database } from '#store/database.ts'
import type { Door } from './door.ts'
import type { SlackApplication, SlackProgram } from './program.ts'
import type { Known } from './identity.ts'

/** What the features of the bot work with. */
export type Slack = {
  program: SlackProgram
  db: Database
  /** The door of a workspace; rejects with QuartermasterError('not_found') for one that has not installed the app. */
  doorOf(teamId: string): Promise<Door>
  /** Every workspace that the app is in now. */
  teams(): Promise<string[]>
  /** Waits; tests give their own. */
  sleep(ms: number): Promise<void>
}

/** One delivery of a known person, as a listener works it. */
export type Visit = {
  slack: Slack
  door: Door
  who: Known
  application: SlackApplication
  /** Of the delivery: unique, the same at every attempt, so that what is posted for it can be found again. */
  key: string
  /** How often it was tried before; above zero something may already stand in Slack. */
  attemptsBefore: number
  /** What an attempt before left with `noteProgress`; null = nothing. */
  progress: unknown
}
