import { judgedChange } from '#commands/supplier-change-of.ts'
import { judgeActivation } from '#purchasing/supplier-change.ts'
import { sameDetail } from '#purchasing/supplier-details.ts'
import { crashpoint } from '#root/crashpoint.ts'
import { appendAudit } from '#store/audit.ts'
import { raiseDataVersion } from '#store/data-version.ts'
import type { Database } from '#store/database.ts'
import { exclusively } from '#store/exclusive.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import {
  moveSupplierChange,
  putDetail,
  supplierChange,
  supplierChangesIn,
} from '#store/supplier-changes.ts'
import { suppliersByCode } from '#store/suppliers.ts'
import { dispatcher } from './job.ts'
import type { JobContext } from './job.ts'

/** Puts one confirmed change into force if it counts by now and the old detail is still the one that was shown. */
async function activateIfDue(tx: Database, id: string, now: string): Promise<boolean> {
  const change = await supplierChange(tx, id)
  if (change?.state !== 'confirmed') return false
  const { supplierCode, field, oldValue, newValue } = change
  const supplier = (await suppliersByCode(tx, [supplierCode])).get(supplierCode)
  if (supplier === undefined) throw new Error(`the supplier of ${id} vanished`)
  const standing = { bank: supplier.bankAccount, email: supplier.email, phone: supplier.phone }
  if (!sameDetail(field, standing[field], oldValue)) return false
  const policy = await purchasingPolicy(tx)
  const judged = judgeActivation(judgedChange({ change, supplier }), policy, now)
  if (judged.outcome === 'refused') return false
  if (!(await moveSupplierChange(tx, id, ['confirmed'], { state: 'in_force', settledAt: now }))) {
    return false
  }
  await putDetail(tx, { supplierCode, field, value: newValue, at: now })
  await appendAudit(tx, {
    at: now,
    actor: dispatcher,
    action: 'supplier.change_in_force',
    subject: supplierCode,
    detail: { request: id, field, from: oldValue, to: newValue },
  })
  await raiseDataVersion(tx)
  crashpoint('activate_supplier_change.before-commit')
  return true
}

/**
 * Puts the confirmed changes into force whose waiting time is over; the same again does nothing. Numbers go last: a new
 * one would undo the call backs of the others. Returns the ids of those that count from now on.
 */
export async function activateSupplierChanges({ db, now }: JobContext): Promise<string[]> {
  const activated: string[] = []
  const due = await supplierChangesIn(db, 'confirmed')
  const isNumber = (id: string) => Number(/-phone-\d+$/.test(id))
  for (const id of due.toSorted((a, b) => isNumber(a) - isNumber(b))) {
    if (await exclusively(db, (tx) => activateIfDue(tx, id, now()))) activated.push(id)
  }
  return activated
}
