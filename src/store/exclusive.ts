import { lockAuditHead } from './audit.ts'
import type { Database } from './database.ts'

/** Postgres: could not serialise, deadlock. Both say "nothing happened, try again". */
const passing = new Set(['40001', '40P01'])
const attempts = 4

function codeOf(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : null
  return typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : null
}

/**
 * Does something in a transaction of its own while nobody else decides: whoever writes to the audit chain holds its head
 * to the end, so decisions follow one another and every cap, budget and window is read as it stands. Tried again, a few
 * times, where Postgres asks for it; any other error undoes everything and is thrown.
 */
export async function exclusively<Result>(
  db: Database,
  act: (tx: Database) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction(async (tx) => {
        await lockAuditHead(tx)
        return act(tx)
      })
    } catch (error) {
      if (attempt === attempts || !passing.has(String(codeOf(error)))) throw error
    }
  }
}
