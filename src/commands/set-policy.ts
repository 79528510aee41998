import { z } from 'zod'
import { previewPolicy } from '#operations/policy-preview.ts'
import { requireNoGain } from '#purchasing/policy-difference.ts'
import { refusalError, refused } from '#purchasing/refusal.ts'
import { appendAudit } from '#store/audit.ts'
import { everyPerson } from '#store/people.ts'
import { addPolicy } from '#store/policy-writes.ts'
import { defineCommand } from './command.ts'
import { reason } from './fields.ts'
import { changeId } from './person-change.ts'
import { requireRole } from './role.ts'

/** The hash of the difference that was shown. */
export const seenDifference = z.string().regex(/^[0-9a-f]{64}$/, 'look at the difference first')

/** Refuses when the difference is not the one that was seen. */
export function requireSeen(seen: string, hash: string): void {
  if (seen === hash) return
  throw refusalError(
    refused(
      'changed_since_shown',
      'The shop changed since the difference was shown; the policy would now do something else.',
      'Look at the new difference and decide on that; nothing was changed.',
    ),
  )
}

/**
 * Puts a purchasing policy into force: the changed fields, after the difference they make to the open orders was seen.
 * Nobody raises what they may approve themselves, or has approval without a click done in another's name.
 */
export const setPolicy = defineCommand({
  name: 'set_policy',
  title: 'Change the policy',
  input: z.strictObject({
    changeId,
    changes: z.record(z.string(), z.unknown()),
    seen: seenDifference,
    reason,
  }),
  key: (input) => `set policy ${input.changeId}`,
  async act({ tx, person, policy: from, now, asOf }, { changes, seen, reason }) {
    requireRole(person, ['administrator'], 'change the policy')
    const preview = await previewPolicy(tx, from, changes, { now, asOf })
    requireNoGain(person, await everyPerson(tx), { from, to: preview.policy })
    requireSeen(seen, preview.hash)
    const row = { policy: preview.policy, setBy: person.id, setAt: now, reason }
    const version = await addPolicy(tx, row)
    await appendAudit(tx, {
      at: now,
      actor: person.id,
      action: 'policy.set',
      subject: 'purchasing_policy',
      detail: {
        version,
        changes: preview.changes,
        orders: preview.orders.map(({ order }) => order),
        seen,
        reason,
      },
    })
    return { version, changes: preview.changes.length, orders: preview.orders.length }
  },
})
