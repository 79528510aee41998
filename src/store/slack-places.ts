import { and, asc, eq } from 'drizzle-orm'
import type { Database } from './database.ts'
import { slackChannels, slackFeed, slackThreads, slackWorkspaces } from './schema-slack.ts'

export type SlackWorkspace = typeof slackWorkspaces.$inferSelect
export type SlackChannel = typeof slackChannels.$inferSelect
export type SlackThread = typeof slackThreads.$inferSelect

/** The workspaces that installed the app and kept it. */
export async function slackWorkspacesOf(db: Database): Promise<SlackWorkspace[]> {
  const rows = await db.select().from(slackWorkspaces).orderBy(asc(slackWorkspaces.teamId))
  return rows.filter(({ removedAt }) => removedAt === null)
}

/** Writes down an installation; one again takes the place of the one before. */
export async function writeSlackWorkspace(
  db: Database,
  workspace: Omit<SlackWorkspace, 'removedAt'>,
): Promise<void> {
  await db
    .insert(slackWorkspaces)
    .values(workspace)
    .onConflictDoUpdate({
      target: slackWorkspaces.teamId,
      set: { ...workspace, removedAt: null },
    })
}

/** The workspace has no use for the app any more: its token is forgotten. */
export async function removeSlackWorkspace(
  db: Database,
  teamId: string,
  at: string,
): Promise<void> {
  await db
    .update(slackWorkspaces)
    .set({ removedAt: at, sealedBotToken: '' })
    .where(eq(slackWorkspaces.teamId, teamId))
}

/** Channels where the bot was asked, and those that somebody decided about, by name. */
export function slackChannelsOf(db: Database): Promise<SlackChannel[]> {
  return db.select().from(slackChannels).orderBy(asc(slackChannels.name))
}

const isChannel = (at: { teamId: string; channelId: string }) =>
  and(eq(slackChannels.teamId, at.teamId), eq(slackChannels.channelId, at.channelId))

/** What is known of a channel, or null. */
export async function slackChannelAt(
  db: Database,
  at: { teamId: string; channelId: string },
): Promise<SlackChannel | null> {
  const [row] = await db.select().from(slackChannels).where(isChannel(at))
  return row ?? null
}

/** Writes down a channel where the bot was asked first; what somebody decided about it stays. */
export async function noteSlackChannel(
  db: Database,
  channel: Omit<SlackChannel, 'costsShown'>,
): Promise<void> {
  await db
    .insert(slackChannels)
    .values({ ...channel, costsShown: false })
    .onConflictDoNothing()
}

/** Whether what things cost may be shown to everybody in a channel: only where an administrator said so. */
export async function costsShownIn(
  db: Database,
  at: { teamId: string; channelId: string },
): Promise<boolean> {
  return (await slackChannelAt(db, at))?.costsShown === true
}

/** Says whether a channel may see costs. */
export async function writeSlackChannel(db: Database, channel: SlackChannel): Promise<void> {
  await db
    .insert(slackChannels)
    .values(channel)
    .onConflictDoUpdate({
      target: [slackChannels.teamId, slackChannels.channelId],
      set: channel,
    })
}

type ThreadPlace = Omit<SlackThread, 'conversationId'>

/** The conversation that a person has in a thread; null = none yet. */
export async function conversationInThread(db: Database, at: ThreadPlace): Promise<string | null> {
  const [row] = await db
    .select()
    .from(slackThreads)
    .where(
      and(
        eq(slackThreads.teamId, at.teamId),
        eq(slackThreads.channelId, at.channelId),
        eq(slackThreads.threadTs, at.threadTs),
        eq(slackThreads.personId, at.personId),
      ),
    )
  return row?.conversationId ?? null
}

/** A thread is a conversation from now on. */
export async function rememberThread(db: Database, thread: SlackThread): Promise<void> {
  await db.insert(slackThreads).values(thread).onConflictDoNothing()
}

/** Up to where the audit was shown in a workspace; null = never yet. */
export async function feedSequence(db: Database, teamId: string): Promise<number | null> {
  const [row] = await db.select().from(slackFeed).where(eq(slackFeed.teamId, teamId))
  return row?.sequence ?? null
}

/** What came before this row of the audit has been shown. */
export async function writeFeedSequence(
  db: Database,
  teamId: string,
  sequence: number,
): Promise<void> {
  await db
    .insert(slackFeed)
    .values({ teamId, sequence })
    .onConflictDoUpdate({ target: slackFeed.teamId, set: { sequence } })
}
