import { lt } from 'drizzle-orm'
import type { Database } from './database.ts'
import { usedRequestStates } from './schema-mcp.ts'

/** A state that is taken up. Instants are ISO; after `expiresAt` it could not be taken up anyway. */
export type TakenState = {
  stateHash: string
  principal: string
  usedAt: string
  expiresAt: string
}

/**
 * Takes a state up; false when it was taken up before, also by somebody at this very moment. States that are too old to
 * come back are forgotten on the way.
 */
export async function takeRequestState(tx: Database, state: TakenState): Promise<boolean> {
  await tx.delete(usedRequestStates).where(lt(usedRequestStates.expiresAt, state.usedAt))
  const rows = await tx
    .insert(usedRequestStates)
    .values(state)
    .onConflictDoNothing()
    .returning({ stateHash: usedRequestStates.stateHash })
  return rows.length > 0
}
