import { refused } from './refusal.ts'
import type { Refused } from './refusal.ts'

/** What a command left behind under its key. */
export type StoredCommand<Result> = { bodyHash: string; result: Result }

/** New, done before with the same content (its result again), or refused: one key names one content for ever. */
export function judgeKey<Result>(
  key: string,
  stored: StoredCommand<Result> | null,
  bodyHash: string,
): { outcome: 'new' } | { outcome: 'again'; result: Result } | Refused {
  if (stored === null) return { outcome: 'new' }
  if (stored.bodyHash === bodyHash) return { outcome: 'again', result: stored.result }
  return refused(
    'key_reused',
    `${key} was already done with another content.`,
    'Read the present state and decide on that.',
  )
}
