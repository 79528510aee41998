// Who works in the shop, how they sign in, and what they may spend.
import {
  boolean,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { Role } from '#purchasing/life-cycle.ts'
import { instant, minor } from './schema-columns.ts'

export const people = pgTable(
  'person',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    email: text('email').notNull(),
    role: text('role').$type<Role>().notNull(),
    /** What this person may approve in one order, base currency; null = what the policy gives the role. */
    approvalLimitMinor: minor('approval_limit_minor'),
    active: boolean('active').notNull().default(true),
    delegateId: text('delegate_id'),
    delegateUntilOn: date('delegate_until_on'),
    /** Orders of one cost centre are held against a limit together, whoever asked for them. */
    costCentre: text('cost_centre'),
  },
  (t) => [uniqueIndex('person_email').on(t.email)],
)

export const budgets = pgTable(
  'budget',
  {
    category: text('category').notNull(),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on').notNull(),
    amountMinor: minor('amount_minor').notNull(),
    currency: text('currency').notNull(),
  },
  (t) => [primaryKey({ columns: [t.category, t.startsOn] })],
)

/** How a person signs in on the web: a password of their own (its scrypt hash), an account elsewhere, or both. */
export const accounts = pgTable(
  'account',
  {
    personId: text('person_id')
      .primaryKey()
      .references(() => people.id, { onUpdate: 'cascade' }),
    passwordHash: text('password_hash'),
    passwordSetAt: instant('password_set_at'),
    /** Issuer and subject, with a space between: a subject alone means something else at every provider. */
    oidcSubject: text('oidc_subject'),
    failedCount: integer('failed_count').notNull().default(0),
    lockedUntilAt: instant('locked_until_at'),
  },
  (t) => [uniqueIndex('account_oidc_subject').on(t.oidcSubject)],
)

/** A signed-in browser. Only the hash of its token is kept. */
export const webSessions = pgTable(
  'web_session',
  {
    tokenHash: text('token_hash').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id, { onUpdate: 'cascade' }),
    /** How the person proved who they are; after a link of somebody else a password may be set anew. */
    begunBy: text('begun_by').$type<'link' | 'password' | 'openid'>().notNull(),
    createdAt: instant('created_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [index('web_session_person').on(t.personId)],
)

/** A link that signs a person in once. Only the hash of its token is kept. */
export const signInLinks = pgTable(
  'sign_in_link',
  {
    tokenHash: text('token_hash').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id, { onUpdate: 'cascade' }),
    madeBy: text('made_by').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [index('sign_in_link_person').on(t.personId)],
)

/** Sign-ins at the OpenID provider that were finished: each counts once. */
export const openIdUses = pgTable('openid_use', {
  /** The hash of the state that belonged to one sign-in in one browser. */
  stateHash: text('state_hash').primaryKey(),
  usedAt: instant('used_at').notNull(),
})
