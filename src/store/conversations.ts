import { and, asc, desc, eq, max, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { QuartermasterError, type OutsideError } from '#root/errors.ts'
import type { Database } from './database.ts'
import { conversationMessages, conversations } from './schema-records.ts'

/** How a call is kept beside the answer that it backs. */
type StoredCall = {
  id: string
  name: string
  arguments: unknown
  result: unknown
  error: OutsideError | null
  milliseconds: number
}

/** What an answer keeps: the text as shown, the placeholders it was made from, and the calls they point into. */
export type StoredAnswer = {
  text: string
  placeholders: Record<string, string>
  toolCalls: StoredCall[]
  followUps: string[]
  model: string
  notices: string[]
}

export type StoredExchange = { question: string; answer: StoredAnswer }

/** Exchanges that are read back for the next turn. */
const REMEMBERED = 12

/** Begins a conversation of a person on a surface; `now` is its instant (ISO). */
export async function createConversation(
  db: Database,
  about: { personId: string; surface: string; now: string },
): Promise<{ id: string; exchanges: never[] }> {
  const id = uuidv7()
  await db
    .insert(conversations)
    .values({ id, personId: about.personId, surface: about.surface, createdAt: about.now })
  return { id, exchanges: [] }
}

/**
 * The newest exchanges of a conversation, oldest first, `last` of them at most. Throws QuartermasterError('not_found')
 * for an unknown id and, where `personId` is given, for a conversation of somebody else.
 */
export async function readConversation(
  db: Database,
  id: string,
  options: { last?: number; personId?: string } = {},
): Promise<{ id: string; exchanges: StoredExchange[] }> {
  const [found] = await db.select().from(conversations).where(eq(conversations.id, id))
  if (
    found === undefined ||
    (options.personId !== undefined && options.personId !== found.personId)
  ) {
    throw new QuartermasterError(
      'not_found',
      `There is no conversation "${id.slice(0, 60)}".`,
      'Leave the conversation out to begin a new one.',
    )
  }
  const rows = await db
    .select()
    .from(conversationMessages)
    .where(eq(conversationMessages.conversationId, id))
    .orderBy(desc(conversationMessages.sequence))
    .limit(2 * (options.last ?? REMEMBERED))
  return { id, exchanges: pairUp(rows.toReversed()) }
}

function pairUp(rows: (typeof conversationMessages.$inferSelect)[]): StoredExchange[] {
  return rows.flatMap((row, index) => {
    const before = rows[index - 1]
    if (row.role !== 'assistant' || before?.role !== 'user') return []
    return [
      { question: (before.content as { text: string }).text, answer: row.content as StoredAnswer },
    ]
  })
}

/** Adds a question and its answer in one transaction; both or neither are kept. */
export async function appendExchange(
  db: Database,
  id: string,
  exchange: StoredAnswer & { question: string },
  now: string,
): Promise<void> {
  const { question, text, placeholders, toolCalls, followUps, model, notices } = exchange
  await db.transaction(async (transaction) => {
    // Two answers may end at once: the row of the conversation makes the second wait for the first.
    await transaction
      .select({ id: conversations.id })
      .from(conversations)
      .where(eq(conversations.id, id))
      .for('update')
    const [highest] = await transaction
      .select({ sequence: max(conversationMessages.sequence) })
      .from(conversationMessages)
      .where(eq(conversationMessages.conversationId, id))
    const sequence = (highest?.sequence ?? 0) + 1
    await transaction.insert(conversationMessages).values([
      { conversationId: id, sequence, role: 'user', content: { text: question }, createdAt: now },
      {
        conversationId: id,
        sequence: sequence + 1,
        role: 'assistant',
        content: { text, placeholders, toolCalls, followUps, model, notices },
        createdAt: now,
      },
    ])
  })
}

const answersPerPage = 100

/** Every answer that is kept, a page at a time; memory does not grow with them. */
export async function* everyAnswer(
  db: Database,
): AsyncGenerator<{ conversationId: string; sequence: number; answer: StoredAnswer }> {
  const { conversationId, sequence, role, content } = conversationMessages
  let after = { conversationId: '', sequence: 0 }
  for (;;) {
    const rows = await db
      .select({ conversationId, sequence, content })
      .from(conversationMessages)
      .where(
        and(
          eq(role, 'assistant'),
          sql`(${conversationId}, ${sequence}) > (${after.conversationId}, ${after.sequence})`,
        ),
      )
      .orderBy(asc(conversationId), asc(sequence))
      .limit(answersPerPage)
    for (const row of rows) {
      const { content: answer, ...at } = row
      yield { ...at, answer: answer as StoredAnswer }
      after = at
    }
    if (rows.length < answersPerPage) return
  }
}
