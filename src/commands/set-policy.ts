import { z } from 'zod'
import { previewPolicy } from '#operations/policy-preview.ts'
import type { PolicyPreview } from '#operations/policy-preview.ts'
import type { PurchasingPolicy } from '#purchasing/policy.ts'
import { requireNoGain } from '#purchasing/policy-difference.ts'
import { refusalError, refused } from '#purchasing/refusal.ts'
import { appendAudit, auditHead } from '#store/audit.ts'
import { contentHash } from '#store/content-hash.ts'
import { dataVersion } from '#store/data-version.ts'
import type { Database } from '#store/database.ts'
import { everyPerson } from '#store/people.ts'
import { addPolicy } from '#store/policy-writes.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { activePerson, defineCommand } from './command.ts'
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
 * Names everything that a difference is made from: the policy in force, every decision up to now, and every change of the
 * facts. As long as it stays the same, so does the difference.
 */
async function groundOf(db: Database, policy: PurchasingPolicy): Promise<string> {
  const head = await auditHead(db)
  return contentHash([policy, head?.hash ?? null, await dataVersion(db)])
}

/** The difference, reckoned before the transaction, and what it was made from. */
type Reckoned = { ground: string; preview: PolicyPreview }

async function requireSameGround(
  tx: Database,
  policy: PurchasingPolicy,
  { ground }: Reckoned,
): Promise<void> {
  if ((await groundOf(tx, policy)) === ground) return
  throw refusalError(
    refused(
      'changed_since_shown',
      'Somebody else changed something in the shop at the same moment; the policy was not changed.',
      'Look at the difference once more and send it again.',
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
  // Every open order is looked at twice; nobody else's decision waits for that.
  async prepare({ db, personId, now, asOf }, { changes }): Promise<Reckoned> {
    requireRole(await activePerson(db, personId), ['administrator'], 'change the policy')
    const policy = await purchasingPolicy(db)
    const ground = await groundOf(db, policy)
    return { ground, preview: await previewPolicy(db, policy, changes, { now, asOf }) }
  },
  async act({ tx, person, policy: from, now }, { seen, reason }, reckoned) {
    requireRole(person, ['administrator'], 'change the policy')
    const { preview } = reckoned
    await requireSameGround(tx, from, reckoned)
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
