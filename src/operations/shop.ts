import { QuartermasterError } from '#root/errors.ts'
import type { Person } from '#root/tool.ts'
import { baseCurrencyOf } from '#store/base-currency.ts'
import type { Database, OpenDatabase } from '#store/database.ts'
import { personById, startingPerson } from '#store/people.ts'
import { shopSettings, type ShopSettings } from '#store/settings.ts'
import type { BearerIssuer } from './bearer-issuer.ts'
import type { Issuer } from './sign-in-issuer.ts'

/** Which model answers; see README "Configuration". */
export type ModelConfig = {
  openaiApiKey: string | null
  modelName: string | null
  modelUrl: string | null
}

/** The mail server of the shop, for people: where it is, where suppliers answer to, and whether it answers. */
export type ShopMail = { label: string; replyTo: string; check(): Promise<string | null> }

/** What is wrong with the connection to Slack, what is only worth knowing, and what works; none of it holds a secret. */
export type SlackFindings = {
  troubles: { what: string; repair: string }[]
  notes: { what: string; repair: string }[]
  facts: string[]
}

/** The connection to Slack, for people: how the two reach one another, whether workspaces install the app, and what is wrong. */
export type ShopSlack = {
  label: string
  installs: boolean
  check(db: Database): Promise<SlackFindings>
}

/** A shop that this process has open: its database, its clock, who sits in front of it and which model answers. */
export type Shop = {
  database: OpenDatabase
  db: Database
  model: ModelConfig
  /** The data folder, or the address of the server without its password: for people to read. */
  where: string
  now(): Date
  /** The day the caller fixed, or null. */
  fixedAsOf: string | null
  /** The person the caller named, or null. */
  personId: string | null
  /** Null while the shop is not connected to Slack. */
  slack: ShopSlack | null
  /** Null while no mail server is set: approved orders wait. */
  mail: ShopMail | null
  /** Where people sign in besides their local accounts, and where they come back to; absent: nowhere else. */
  openId?: (Issuer & { comesBackTo: string }) | null
  /** Whether MCP clients need a token over HTTP, and whose tokens besides our own; absent: only where others reach it. */
  mcp?: { required: boolean; issuer: BearerIssuer | null }
  /** Where heads of the audit chain are written down, outside the database; null = nowhere. */
  auditAnchorFile: string | null
  /** The configuration in force, a line for each variable. */
  configuration: string[]
}

/** Nobody is in the books yet: whoever holds the machine may ask and draft under this name. */
const nobody: Person = { id: 'local', name: 'You', role: 'buyer' }

/** Who asks: the person named, else the first active buyer, else the holder of the machine. Unknown or inactive is 'forbidden'. */
export async function personOf(shop: Shop): Promise<Person> {
  if (shop.personId === null) return (await startingPerson(shop.db)) ?? nobody
  const person = await personById(shop.db, shop.personId)
  if (person?.active) return { id: person.id, name: person.name, role: person.role }
  throw new QuartermasterError(
    'forbidden',
    `There is no active person "${shop.personId}".`,
    'Name one from people.csv, or leave --person out.',
  )
}

/**
 * The shop's settings; for a shop without shop.csv the one currency that its suppliers use.
 * Throws QuartermasterError('invalid') when it uses several and nobody said which is the base.
 */
export async function settingsOf(shop: Shop): Promise<ShopSettings & { assumed: boolean }> {
  const stored = await shopSettings(shop.db)
  if (stored !== null) return { ...stored, assumed: false }
  return {
    name: 'Your shop',
    baseCurrency: await baseCurrencyOf(shop.db),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    demoAsOf: null,
    assumed: true,
  }
}

/** The shop's "today", 'YYYY-MM-DD': the day the caller fixed, the demo's day, or the day in the shop's time zone. */
export async function asOfDay(shop: Shop): Promise<string> {
  if (shop.fixedAsOf !== null) return shop.fixedAsOf
  const settings = await settingsOf(shop)
  if (settings.demoAsOf !== null) return settings.demoAsOf
  return new Intl.DateTimeFormat('en-CA', { timeZone: settings.timeZone }).format(shop.now())
}
