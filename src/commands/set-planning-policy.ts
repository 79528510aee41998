import { z } from 'zod'
import { plannedChange } from '#operations/planning-preview.ts'
import type { PlanningPolicy } from '#planning/types.ts'
import { appendAudit } from '#store/audit.ts'
import { raiseDataVersion } from '#store/data-version.ts'
import { planningPolicyKey, setting, writeSetting } from '#store/settings.ts'
import { defineCommand } from './command.ts'
import { reason } from './fields.ts'
import { changeId } from './person-change.ts'
import { requireRole } from './role.ts'
import { requireSeen, seenDifference } from './set-policy.ts'

/** Puts a planning policy into force: the changed fields, after the difference they make to the buy list was seen. */
export const setPlanningPolicy = defineCommand({
  name: 'set_planning_policy',
  title: 'Change the planning policy',
  input: z.strictObject({
    changeId,
    changes: z.record(z.string(), z.unknown()),
    seen: seenDifference,
    reason,
  }),
  key: (input) => `set planning policy ${input.changeId}`,
  async act({ tx, person, now, asOf }, { changes, seen, reason }) {
    requireRole(person, ['administrator'], 'change the planning policy')
    const planned = await plannedChange(tx, changes, asOf)
    requireSeen(seen, planned.hash)
    const own = await setting<Partial<PlanningPolicy>>(tx, planningPolicyKey)
    await writeSetting(tx, planningPolicyKey, { ...own, ...changes })
    await appendAudit(tx, {
      at: now,
      actor: person.id,
      action: 'policy.planning_set',
      subject: 'planning_policy',
      detail: { changes: planned.changes, seen, reason },
    })
    await raiseDataVersion(tx)
    return { changes: planned.changes.length }
  },
})
