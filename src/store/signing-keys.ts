import { eq } from 'drizzle-orm'
import type { Database } from './database.ts'
import { signingKeys } from './schema-mcp.ts'

/** The key of that name, base64url; the fresh one where there is none yet. Processes that ask together get the same. */
export async function signingKey(
  db: Database,
  name: string,
  fresh: { key: string; at: string },
): Promise<string> {
  const stored = async () => {
    const [row] = await db.select().from(signingKeys).where(eq(signingKeys.name, name))
    return row?.key ?? null
  }
  const known = await stored()
  if (known !== null) return known
  await db
    .insert(signingKeys)
    .values({ name, key: fresh.key, createdAt: fresh.at })
    .onConflictDoNothing()
  const kept = await stored()
  if (kept === null) throw new Error(`the signing key "${name}" vanished as it was made`)
  return kept
}
