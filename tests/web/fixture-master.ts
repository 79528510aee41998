import type { MasterData } from '#operations/master-data.ts'
import { defaultPolicy as planning } from '#planning/policy/default-policy.ts'
import { defaultPolicy } from '#purchasing/policy.ts'
import { priceDifferences } from '#purchasing/price-list.ts'
import { QuartermasterError } from '#root/errors.ts'

const at = '2026-11-20T09:00:00.000Z'
const terms = {
  sku: 'MUG-BLU-350',
  supplierSku: null,
  unitPrice: '4.2',
  currency: 'GBP',
  moqUnits: 48,
  orderMultipleUnits: 24,
  breaks: [],
}
const listed = { ...terms, line: 2, unitPrice: '4.8', validFrom: null, breaks: null }
const list = {
  id: 'PL-ACME-0123abcd',
  supplierCode: 'ACME',
  supplierName: 'Acme Ceramics',
  fileName: 'acme 2027.csv',
  state: 'staged' as const,
  stagedBy: 'Maya Okafor',
  stagedAt: at,
  settledBy: null,
  settledAt: null,
  changed: 1,
  flagged: 1,
}

/** The master data of the fixture shop; `told` changes the words of others. */
export function masterData(told: <Value>(value: Value) => Value): MasterData {
  const refused = () =>
    Promise.reject(
      new QuartermasterError('forbidden', 'Only administrators change policies.', 'Ask.'),
    )
  return {
    policy: () =>
      Promise.resolve({
        ...told({
          history: [
            {
              version: 1,
              by: 'Maya Okafor',
              at,
              reason: 'agreed in the spring',
              changes: [{ path: 'approvalExpiryHours', from: 72, to: 48 }],
            },
          ],
        }),
        policy: defaultPolicy,
        planning,
        text: '# What the shop has decided\n\nThe cautious default.',
        maySet: true,
        personId: 'sam',
      }),
    previewPolicy: refused,
    previewPlanning: refused,
    supplier: (supplierCode) =>
      Promise.resolve(
        told({
          supplierCode,
          details: [
            { field: 'email' as const, value: 'orders@acme.example', changedAt: null },
            { field: 'phone' as const, value: '+44 113 496 0000', changedAt: at },
            { field: 'bank' as const, value: null, changedAt: null },
          ],
          requests: [
            {
              id: 'ACME-email-1',
              field: 'email' as const,
              oldValue: 'orders@acme.example',
              newValue: 'orders@acrne.example',
              reason: 'their letter',
              state: 'asked' as const,
              requestedBy: 'Maya Okafor',
              requestedAt: at,
              calledBackBy: 'Leo Hartmann',
              calledBackAt: at,
              calledNumber: '+44 113 496 0000',
              confirmedBy: null,
              confirmedAt: null,
              settledAt: null,
              flags: ['acrne.example reads like acme.example and is another domain.'],
              waitsFor: 'A second person.',
              may: { call: true, confirm: true, withdraw: true },
            },
          ],
          mayAsk: true,
        }),
      ),
    priceLists: () =>
      Promise.resolve(
        told({
          lists: [list],
          suppliers: [{ code: 'ACME', name: 'Acme Ceramics' }],
          mayStage: true,
        }),
      ),
    priceList: () =>
      Promise.resolve(
        told({
          ...list,
          rows: priceDifferences([listed], [terms], { flagRate: 0.05, asOf: '2026-11-20' }),
          seen: 'a'.repeat(64),
          obstacle: null,
          own: false,
        }),
      ),
  }
}
