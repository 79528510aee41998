import { z } from 'zod'
import { requireMailAddress } from '#dispatch/mail-address.ts'
import { emailFlags } from '#purchasing/supplier-change.ts'
import { bankFault, detailNames, phoneFault, sameDetail } from '#purchasing/supplier-details.ts'
import type { SupplierDetail } from '#purchasing/supplier-details.ts'
import { QuartermasterError } from '#root/errors.ts'
import { appendAudit } from '#store/audit.ts'
import { addSupplierChange, changesOfSupplier } from '#store/supplier-changes.ts'
import type { SupplierRow } from '#store/suppliers.ts'
import { defineCommand } from './command.ts'
import { reason } from './fields.ts'
import { changeId } from './person-change.ts'
import { requireRole } from './role.ts'
import { supplierCode, supplierOf } from './supplier-change-of.ts'

/** What stands in the supplier master now. */
const onRecord = (supplier: SupplierRow, field: SupplierDetail): string | null =>
  ({ bank: supplier.bankAccount, email: supplier.email, phone: supplier.phone })[field]

function requireDetail(field: SupplierDetail, value: string, supplier: SupplierRow): void {
  if (field === 'email') return void requireMailAddress(value, supplier.code)
  const fault = field === 'bank' ? bankFault(value) : phoneFault(value)
  if (fault === null) return
  throw new QuartermasterError(
    'invalid',
    `The new ${detailNames[field]} can not be taken. ${fault}`,
    'Correct it and ask again; nothing was changed.',
  )
}

/**
 * Asks for a new e-mail address, phone number or bank account of a supplier. Nothing changes by asking: somebody calls
 * the supplier back on the number on record, a second person confirms, and a waiting time passes.
 */
export const askSupplierChange = defineCommand({
  name: 'ask_supplier_change',
  title: 'Ask for a change of a supplier',
  input: z.strictObject({
    changeId,
    supplier: supplierCode,
    field: z.enum(['bank', 'email', 'phone']),
    seenValue: z.string().nullable(),
    newValue: z.string().trim().min(1, 'give the new value').max(254),
    reason,
  }),
  key: (input) => `ask change of ${input.supplier} ${input.changeId}`,
  async act({ tx, person, now }, { supplier: code, field, seenValue, newValue, reason }) {
    requireRole(person, ['buyer', 'administrator'], 'ask for changes of suppliers')
    const supplier = await supplierOf(tx, code)
    const oldValue = onRecord(supplier, field)
    const what = `the ${detailNames[field]} of ${code}`
    if (oldValue !== seenValue) {
      throw new QuartermasterError(
        'conflict',
        `${what} was changed meanwhile.`.replace(/^t/, 'T'),
        'Open the supplier again and ask on what it shows; nothing was changed.',
      )
    }
    requireDetail(field, newValue, supplier)
    if (sameDetail(field, oldValue, newValue)) {
      throw new QuartermasterError(
        'invalid',
        `That is ${what} already.`,
        'Ask for another value, or leave it as it is.',
      )
    }
    const earlier = await changesOfSupplier(tx, code)
    const open = earlier.find(
      (each) => each.field === field && (each.state === 'asked' || each.state === 'confirmed'),
    )
    if (open !== undefined) {
      throw new QuartermasterError(
        'conflict',
        `${open.id} already asks for another value of ${what}.`,
        'Withdraw that request first, or see it through.',
        { request: open.id },
      )
    }
    const id = `${code}-${field}-${earlier.length + 1}`
    await addSupplierChange(tx, {
      id,
      supplierCode: code,
      field,
      oldValue,
      newValue,
      reason,
      state: 'asked',
      requestedBy: person.id,
      requestedAt: now,
    })
    await appendAudit(tx, {
      at: now,
      actor: person.id,
      action: 'supplier.change_asked',
      subject: code,
      detail: { request: id, field, from: oldValue, to: newValue, reason },
    })
    const flags = field === 'email' && oldValue !== null ? emailFlags(oldValue, newValue) : []
    return { request: id, state: 'asked', flags }
  },
})
