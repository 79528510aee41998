// What the shop knows of Slack: where it is installed, who is who there, what came in, what was posted.
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { people } from './schema-people.ts'
import { instant } from './schema-columns.ts'

/** A workspace that installed the app by OAuth; one that is set by tokens has no row. */
export const slackWorkspaces = pgTable('slack_workspace', {
  teamId: text('team_id').primaryKey(),
  name: text('name').notNull(),
  botUserId: text('bot_user_id').notNull(),
  /** Sealed with the key of the configuration: never the token itself. */
  sealedBotToken: text('sealed_bot_token').notNull(),
  scopes: text('scopes').notNull(),
  installedBy: text('installed_by').notNull(),
  installedAt: instant('installed_at').notNull(),
  /** When the workspace took the app away or revoked its token; null = it is there. */
  removedAt: instant('removed_at'),
})

/** Whom a user of Slack says to be by the e-mail there, and whether an administrator confirmed it. */
export const slackPeople = pgTable(
  'slack_person',
  {
    teamId: text('team_id').notNull(),
    userId: text('user_id').notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id, { onUpdate: 'cascade' }),
    /** As Slack has them, the moment they were last looked at. */
    email: text('email').notNull(),
    displayName: text('display_name').notNull(),
    timeZone: text('time_zone').notNull(),
    state: text('state').$type<'asked' | 'confirmed' | 'refused' | 'gone'>().notNull(),
    askedAt: instant('asked_at').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
    /** 'HH:MM' in the person's time zone; nothing is posted on its own between them. Equal = never quiet. */
    quietFrom: text('quiet_from').notNull().default('19:00'),
    quietUntil: text('quiet_until').notNull().default('08:00'),
    digest: boolean('digest').notNull().default(true),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.userId] }),
    index('slack_person_person').on(t.personId),
  ],
)

/** Whether a channel may see what things cost. One without a row may not; a direct message always may. */
export const slackChannels = pgTable(
  'slack_channel',
  {
    teamId: text('team_id').notNull(),
    channelId: text('channel_id').notNull(),
    name: text('name').notNull(),
    costsShown: boolean('costs_shown').notNull(),
    setBy: text('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.channelId] })],
)

/** What Slack sent, each once: an event, a click, a view that was submitted, a command. */
export const slackDeliveries = pgTable(
  'slack_delivery',
  {
    key: text('key').primaryKey(),
    teamId: text('team_id').notNull(),
    body: jsonb('body').notNull(),
    receivedAt: instant('received_at').notNull(),
    state: text('state').$type<'waiting' | 'done' | 'failed'>().notNull(),
    attemptCount: integer('attempt_count').notNull().default(0),
    /** Until when a process has it in hand, by the database's clock; one that dies lets go when this is over. */
    leasedUntil: instant('leased_until'),
    settledAt: instant('settled_at'),
    /** What the work left behind where it stopped, so that the next attempt goes on from there. */
    progress: jsonb('progress'),
  },
  (t) => [index('slack_delivery_state').on(t.state)],
)

/** A message that stands in Slack and must stay true: a card of an order, a digest, an alert. Once per fact and place. */
export const slackPosts = pgTable(
  'slack_post',
  {
    id: text('id').primaryKey(),
    /** Names the one fact that it tells to one reader: 'card PO-7 revision 3', 'digest 2026-W47', 'late PO-7 2026-11-20'. */
    fact: text('fact').notNull(),
    kind: text('kind').$type<'card' | 'notice' | 'digest' | 'alert'>().notNull(),
    teamId: text('team_id').notNull(),
    channelId: text('channel_id').notNull(),
    threadTs: text('thread_ts'),
    /** Who reads it there; null = a channel. */
    personId: text('person_id'),
    /** Null until Slack took it. */
    ts: text('ts'),
    /** Of a card: the order, and the content that its buttons decide about. */
    orderNumber: text('order_number'),
    revision: integer('revision'),
    contentHash: text('content_hash'),
    /** The hash of the blocks that stand there now; another one means that it must be written again. */
    shownHash: text('shown_hash'),
    /** 'closed': it needs no more care. */
    state: text('state').$type<'posting' | 'posted' | 'closed'>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('slack_post_fact').on(t.teamId, t.channelId, t.fact),
    uniqueIndex('slack_post_ts').on(t.teamId, t.channelId, t.ts),
    index('slack_post_order').on(t.orderNumber),
  ],
)

/** Which conversation of a person a thread is: each person of a thread has their own. */
export const slackThreads = pgTable(
  'slack_thread',
  {
    teamId: text('team_id').notNull(),
    channelId: text('channel_id').notNull(),
    threadTs: text('thread_ts').notNull(),
    personId: text('person_id').notNull(),
    conversationId: text('conversation_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.channelId, t.threadTs, t.personId] })],
)

/** How far the audit was followed: what changed since then is still to be shown in Slack. */
export const slackFeed = pgTable('slack_feed', {
  teamId: text('team_id').primaryKey(),
  sequence: bigint('sequence', { mode: 'number' }).notNull(),
})
