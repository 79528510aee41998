import { eq } from 'drizzle-orm'
import { QuartermasterError } from '#root/errors.ts'
import { contentHash } from './content-hash.ts'
import type { Database } from './database.ts'
import { commandResults } from './schema-records.ts'

export type Command = { key: string; actor: string; body: unknown; at: string }

/**
 * Does something once per key inside the caller's transaction: the same key and body again gives the stored result,
 * another body is QuartermasterError('conflict'). The result must be plain JSON.
 */
export async function onceByKey<Result>(
  tx: Database,
  command: Command,
  act: () => Promise<Result>,
): Promise<{ result: Result; again: boolean }> {
  const bodyHash = contentHash({ actor: command.actor, body: command.body })
  const [stored] = await tx.select().from(commandResults).where(eq(commandResults.key, command.key))
  if (stored !== undefined) {
    if (stored.bodyHash === bodyHash) return { result: stored.result as Result, again: true }
    throw new QuartermasterError(
      'conflict',
      `${command.key} was already done with another content.`,
      'Read the present state and decide on that.',
    )
  }
  const result = await act()
  const { key, actor, at } = command
  await tx.insert(commandResults).values({ key, actor, bodyHash, result, createdAt: at })
  return { result, again: false }
}
