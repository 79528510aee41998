import { eq } from 'drizzle-orm'
import { judgeKey } from '#purchasing/command-key.ts'
import { refusalError } from '#purchasing/refusal.ts'
import { crashpoint } from '#root/crashpoint.ts'
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
  const known = judgeKey(command.key, stored ?? null, bodyHash)
  if (known.outcome === 'again') return { result: known.result as Result, again: true }
  if (known.outcome === 'refused') throw refusalError(known)
  const result = await act()
  const { key, actor, at } = command
  await tx.insert(commandResults).values({ key, actor, bodyHash, result, createdAt: at })
  crashpoint('command.after-result')
  return { result, again: false }
}
