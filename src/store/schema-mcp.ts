// What the shop knows of MCP clients: the tokens that people gave them, and which unfinished requests were ended.
import { index, pgTable, text } from 'drizzle-orm/pg-core'
import { people } from './schema-people.ts'
import { instant } from './schema-columns.ts'

/** A static token of a client, for shops without a provider of tokens. The token itself is nowhere. */
export const accessTokens = pgTable(
  'access_token',
  {
    id: text('id').primaryKey(),
    tokenHash: text('token_hash').notNull().unique(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id, { onUpdate: 'cascade' }),
    /** What it is for, in the words of whoever made it. */
    name: text('name').notNull(),
    /** 'read' or 'read draft'. */
    scopes: text('scopes').notNull(),
    madeBy: text('made_by').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [index('access_token_person').on(t.personId)],
)

/** States of unfinished requests that were taken up: each can be taken up once, by any process. */
export const usedRequestStates = pgTable(
  'used_request_state',
  {
    stateHash: text('state_hash').primaryKey(),
    principal: text('principal').notNull(),
    usedAt: instant('used_at').notNull(),
    /** After this the state is too old to be taken up at all, and the row may go. */
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('used_request_state_expires').on(t.expiresAt)],
)

/** Keys that every process of the shop signs with: random, made once. */
export const signingKeys = pgTable('signing_key', {
  name: text('name').primaryKey(),
  /** 32 bytes, base64url. */
  key: text('key').notNull(),
  createdAt: instant('created_at').notNull(),
})
