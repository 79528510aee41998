import type { Database } from './database.ts'
import { openIdUses } from './schema-people.ts'

/** Uses up the sign-in of a state's hash; false when it was used before, also by somebody at this very moment. */
export async function useOpenIdState(
  tx: Database,
  stateHash: string,
  at: string,
): Promise<boolean> {
  const rows = await tx
    .insert(openIdUses)
    .values({ stateHash, usedAt: at })
    .onConflictDoNothing()
    .returning({ stateHash: openIdUses.stateHash })
  return rows.length > 0
}
