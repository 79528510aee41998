import { and, desc, eq } from 'drizzle-orm'
import type { StoredAnswer } from './conversations.ts'
import type { Database } from './database.ts'
import { answerFeedback, conversationMessages } from './schema-records.ts'

/** Keeps what a person thought of an answer; a second word of theirs takes the place of the first. */
export async function writeFeedback(
  db: Database,
  feedback: typeof answerFeedback.$inferInsert,
): Promise<void> {
  const { conversationId, sequence, personId } = answerFeedback
  await db
    .insert(answerFeedback)
    .values(feedback)
    .onConflictDoUpdate({ target: [conversationId, sequence, personId], set: feedback })
}

/** Where the newest answer to a question stands among the messages of its conversation; null = it has none. */
export async function sequenceOfAnswer(
  db: Database,
  conversationId: string,
  question: string,
): Promise<number | null> {
  const { role, sequence, content } = conversationMessages
  const asked = await db
    .select({ sequence, content })
    .from(conversationMessages)
    .where(and(eq(conversationMessages.conversationId, conversationId), eq(role, 'user')))
    .orderBy(desc(sequence))
    .limit(10)
  const found = asked.find((row) => (row.content as { text: string }).text === question)
  return found === undefined ? null : found.sequence + 1
}

/** An answer as it is kept; null where there is none. */
export async function storedAnswer(
  db: Database,
  at: { conversationId: string; sequence: number },
): Promise<StoredAnswer | null> {
  const { conversationId, sequence, role } = conversationMessages
  const [row] = await db
    .select()
    .from(conversationMessages)
    .where(
      and(eq(conversationId, at.conversationId), eq(sequence, at.sequence), eq(role, 'assistant')),
    )
  return row === undefined ? null : (row.content as StoredAnswer)
}
