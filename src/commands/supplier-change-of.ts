// What the commands about a supplier's address, number and account share.
import { z } from 'zod'
import type { SupplierChange } from '#purchasing/supplier-change.ts'
import { detailNames } from '#purchasing/supplier-details.ts'
import { refusalError, refused } from '#purchasing/refusal.ts'
import { QuartermasterError } from '#root/errors.ts'
import { appendAudit } from '#store/audit.ts'
import type { Database } from '#store/database.ts'
import { moveSupplierChange, supplierChange } from '#store/supplier-changes.ts'
import type { SupplierChangeRow } from '#store/supplier-changes.ts'
import { suppliersByCode } from '#store/suppliers.ts'
import type { SupplierRow } from '#store/suppliers.ts'
import type { CommandStep } from './command.ts'

export const supplierCode = z.string().trim().min(1, 'name the supplier').max(64)
export const requestId = z.string().trim().min(1, 'name the request').max(120)

/** A request that is still open, and its supplier. */
export type OpenRequest = { change: SupplierChangeRow; supplier: SupplierRow }

/** The supplier of a code. Throws 'not_found'. */
export async function supplierOf(tx: Database, code: string): Promise<SupplierRow> {
  const supplier = (await suppliersByCode(tx, [code])).get(code)
  if (supplier !== undefined) return supplier
  throw new QuartermasterError(
    'not_found',
    `There is no supplier "${code.slice(0, 40)}".`,
    'Open Suppliers to see them all.',
  )
}

/** The open request of an id. Throws 'not_found', and 'conflict' once it is settled. */
export async function openRequest(tx: Database, id: string): Promise<OpenRequest> {
  const change = await supplierChange(tx, id)
  if (change === null) {
    throw new QuartermasterError(
      'not_found',
      `There is no request "${id.slice(0, 40)}".`,
      'Open the supplier to see its requests.',
    )
  }
  if (change.state === 'asked' || change.state === 'confirmed') {
    return { change, supplier: await supplierOf(tx, change.supplierCode) }
  }
  const settled = change.state === 'in_force' ? 'in force already' : 'withdrawn'
  throw refusalError(
    refused(
      'wrong_state',
      `The request ${change.id} is ${settled}.`,
      'Ask for a new change where one is needed.',
    ),
  )
}

/** A request as it is judged: when the number that was called last changed is a matter of the supplier. */
export function judgedChange({ change, supplier }: OpenRequest): SupplierChange {
  const { phoneChangedAt } = supplier
  return {
    ...change,
    phoneChangedAt: phoneChangedAt === null ? null : new Date(phoneChangedAt).toISOString(),
  }
}

/** Writes what a person did with an open request, and keeps it in the audit. */
export async function moveRequest(
  { tx, person, now }: CommandStep,
  change: SupplierChangeRow,
  move: {
    action: string
    set: Parameters<typeof moveSupplierChange>[3]
    detail?: Record<string, unknown>
  },
): Promise<void> {
  await moveSupplierChange(tx, change.id, ['asked', 'confirmed'], move.set)
  await appendAudit(tx, {
    at: now,
    actor: person.id,
    action: `supplier.${move.action}`,
    subject: change.supplierCode,
    detail: { request: change.id, field: change.field, ...move.detail },
  })
}

/** "the e-mail address of ACME" */
export function detailOf({ field, supplierCode: code }: SupplierChangeRow): string {
  return `the ${detailNames[field]} of ${code}`
}
