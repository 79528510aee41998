import type { AuditBook } from '#operations/audit-book.ts'
import type { VerifyReport } from '#operations/verify-shop.ts'

const row = (sequence: number, action: string, subject: string, detail: object) => ({
  sequence,
  at: `2026-11-21T09:${sequence}:00.000Z`,
  actor: 'maya',
  who: 'Maya Okafor',
  action,
  subject,
  detail,
  previousHash: 'b'.repeat(64),
  hash: 'c'.repeat(64),
})

/** The audit of the fixture shop, one row for each kind of subject. */
export const auditBook: AuditBook = {
  hasOlder: true,
  people: [{ id: 'maya', name: 'Maya Okafor' }],
  entries: [
    row(42, 'order.reject', 'PO-2026-0041', { to: 'rejected', reason: 'Too many for one winter.' }),
    row(41, 'person.role_set', 'sam', { before: 'buyer', role: 'administrator' }),
    row(40, 'supplier.change_asked', 'KYOTO', { field: 'email' }),
    row(39, 'invoice.release', 'KYOTO INV-12', { reason: 'Agreed on the phone.' }),
    row(38, 'hold.scrap', 'GR-2026-0007', { units: 4 }),
  ],
}

export const verifyReport: VerifyReport = {
  ok: false,
  checks: [
    { name: 'approvals', ok: true, detail: 'every order past its draft was approved' },
    { name: 'audit chain', ok: false, detail: 'row 17 was changed after it was written' },
  ],
}
