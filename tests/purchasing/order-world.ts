// A small shop to decide in: bob asks, eva may approve up to £2,000.00, ines up to £25,000.00, omar any amount.
import type { Approver } from '#purchasing/approval.ts'
import type { ApprovalRequest } from '#purchasing/judge-approval.ts'
import type {
  GivenApproval,
  OrderFacts,
  OrderLineFacts,
  RelatedOrder,
  SupplierFacts,
} from '#purchasing/order-facts.ts'
import { defaultPolicy } from '#purchasing/policy.ts'
import type { PurchasingPolicy } from '#purchasing/policy.ts'
import type { Refusal } from '#purchasing/refusal.ts'

export const now = '2026-11-24T10:00:00Z'

export function policyWith(changes: Partial<PurchasingPolicy> = {}): PurchasingPolicy {
  return {
    ...defaultPolicy,
    roleLimitsMinor: { ...defaultPolicy.roleLimitsMinor, administrator: null },
    ...changes,
  }
}

export function person(
  id: string,
  limit: number | null,
  changes: Partial<Approver> = {},
): Approver {
  return {
    id,
    name: id[0]!.toUpperCase() + id.slice(1),
    role: 'approver',
    approvalLimitMinor: limit,
    active: true,
    delegateId: null,
    delegateUntilOn: null,
    ...changes,
  }
}

export const people: Approver[] = [
  person('bob', null, { role: 'buyer' }),
  person('bea', null, { role: 'buyer' }),
  person('eva', 200_000),
  person('ines', 2_500_000),
  person('omar', null, { role: 'administrator' }),
  person('wim', 9_000_000, { role: 'warehouse' }),
]

export function line(changes: Partial<OrderLineFacts> = {}): OrderLineFacts {
  return {
    sku: 'MUG',
    category: 'kitchen',
    criticality: 'normal',
    units: 100,
    unitPrice: '15.00',
    lastUnitPrice: '15.00',
    planUnits: 100,
    ...changes,
  }
}

export function order(changes: Partial<OrderFacts> = {}): OrderFacts {
  return {
    number: 'PO-1',
    state: 'submitted',
    revision: 2,
    contentHash: 'h2',
    supplierCode: 'ACME',
    locationCode: 'LDS',
    currency: 'GBP',
    rateToBase: '1',
    totalMinor: 150_000,
    createdBy: 'bob',
    lastEditedBy: 'bob',
    preparedBy: ['bob'],
    costCentre: null,
    createdAt: '2026-11-23T09:00:00Z',
    submittedAt: '2026-11-23T10:00:00Z',
    duplicateOverrideBy: null,
    lines: [line()],
    ...changes,
  }
}

export function supplier(changes: Partial<SupplierFacts> = {}): SupplierFacts {
  return {
    code: 'ACME',
    status: 'active',
    risk: 'low',
    createdBy: null,
    createdAt: '2024-01-01T00:00:00Z',
    email: 'orders@acme.example',
    bankChangedAt: null,
    emailChangedAt: null,
    ...changes,
  }
}

export function related(changes: Partial<RelatedOrder> = {}): RelatedOrder {
  return {
    ...order({ number: 'PO-0', state: 'sent', totalMinor: 100_000 }),
    lines: [{ sku: 'TEA', units: 40 }],
    ...changes,
  }
}

export function given(by: string, changes: Partial<GivenApproval> = {}): GivenApproval {
  return {
    by,
    forPerson: null,
    revision: 2,
    contentHash: 'h2',
    at: '2026-11-24T08:00:00Z',
    limitMinor: 2_500_000,
    role: 'approver',
    ...changes,
  }
}

/** A request that is approved as it stands when eva clicks; change what the test is about. */
export function request(
  by: string | Approver,
  changes: Partial<ApprovalRequest> = {},
): ApprovalRequest {
  const everybody = changes.people ?? people
  const asked = changes.order ?? order()
  return {
    policy: policyWith(),
    now,
    clicker: {
      kind: 'person',
      person: typeof by === 'string' ? (everybody.find(({ id }) => id === by) ?? null) : by,
    },
    seen: {
      revision: asked.revision,
      contentHash: asked.contentHash,
      typedAmountMinor: asked.totalMinor,
    },
    order: asked,
    supplier: supplier(),
    options: [],
    people: everybody,
    related: [],
    given: [],
    commitments: [],
    current: {
      lines: asked.lines.map(({ sku, unitPrice, units }) => ({
        sku,
        unitPrice,
        neededUnits: units,
        neededBeforeUnits: units,
      })),
      rateToBase: asked.rateToBase,
    },
    ...changes,
  }
}

/** What a decision comes to in one word: its outcome, or the code of its refusal. */
export function verdict(decision: { outcome: string }): string {
  return 'code' in decision ? String(decision.code) : decision.outcome
}

/** What a refused person reads, after the code that programs read: what is wrong, and the way out. */
export function words(decision: { outcome: string }): string[] {
  const { code, sentence, repair } = decision as unknown as Refusal
  return [code, sentence, repair]
}

/** Rows of a text table whose cells are parted by bars. */
export function rowsOf(table: string): string[][] {
  return table
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()))
}
