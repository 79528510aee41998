// The shared cases of fraud, each put to the function that decides it; skipped with one line where the file is absent.
import { existsSync, readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Approver } from '#purchasing/approval.ts'
import { judgeAnchor } from '#purchasing/audit-anchor.ts'
import { judgeKey } from '#purchasing/command-key.ts'
import { judgeApproval } from '#purchasing/judge-approval.ts'
import { judgeSending } from '#purchasing/judge-sending.ts'
import { judgeSubmission, quantityRefusal } from '#purchasing/judge-submission.ts'
import type { OrderFacts, RelatedOrder } from '#purchasing/order-facts.ts'
import type { PurchasingPolicy } from '#purchasing/policy.ts'
import { emailFlags, judgeActivation, judgeConfirmation } from '#purchasing/supplier-change.ts'
import { convertUnits } from '#purchasing/units-of-measure.ts'
import { appendAudit } from '#store/audit.ts'
import { freshDatabase } from '../database.ts'
import {
  given,
  line,
  now,
  order,
  person,
  policyWith,
  related,
  request,
  supplier,
  verdict,
} from './order-world.ts'

const file = '../shared/data/trust/fraud_controls.json'

type Facts = Record<string, unknown>
type FraudCase = { id: string; facts: Facts; action: Facts; expect: string; code: string }
type Stated = {
  limits_minor: Record<string, number | null>
  split_window_days: number
  dup_window_days: number
  dup_qty_tolerance_pct: number
  price_increase_flag_pct: number
  bank_change_cooldown_days: number
  approval_ttl_hours: number
}

/** Their words for what our functions answer. */
const ours: Record<string, string> = {
  OK: 'ok',
  SELF_APPROVAL: 'self_approval',
  EDITOR_APPROVAL: 'editor_approval',
  VENDOR_CREATOR_APPROVES: 'supplier_creator_approval',
  UNMAPPED_IDENTITY: 'unmapped_identity',
  ZERO_TOTAL: 'zero_total',
  OVER_LIMIT: 'over_limit',
  CHANGED_AFTER_APPROVAL: 'changed_after_approval',
  APPROVAL_EXPIRED: 'approval_expired',
  SPLIT_SUSPECTED: 'split_suspected',
  DUPLICATE_LIKELY: 'duplicate_likely',
  KEY_REUSED: 'key_reused',
  PHONE_CHANGED: 'phone_changed',
  PRICE_DROP: 'price_drop',
  QTY_VS_PLAN: 'quantity_beyond_plan',
  NOT_PACK_MULTIPLE: 'not_order_multiple',
  NEW_VENDOR: 'new_supplier',
  LOOKALIKE_DOMAIN: 'lookalike_domain',
  BAD_STATE: 'wrong_state',
  APPEND_ONLY: 'append_only',
  TRUNCATED: 'audit_cut',
}

const dayMs = 86_400_000
const ago = (days: number) => new Date(Date.parse(now) - days * dayMs).toISOString()

function statedPolicy(stated: Stated): PurchasingPolicy {
  return policyWith({
    baseCurrency: 'USD',
    approvalRules: [],
    typedAmountAboveMinor: null,
    splitWindowDays: stated.split_window_days,
    duplicates: {
      windowDays: stated.dup_window_days,
      unitsRate: stated.dup_qty_tolerance_pct / 100,
      sharedItemsRate: 0.5,
    },
    prices: { flagRate: stated.price_increase_flag_pct / 100, toleranceRate: 0.02 },
    suppliers: { newDays: 30, coolDownDays: stated.bank_change_cooldown_days },
    approvalExpiryHours: stated.approval_ttl_hours,
  })
}

function statedPeople({ limits_minor: limits }: Stated): Approver[] {
  return [
    person('U_BUY', limits['buyer']!, { role: 'buyer' }),
    person('U_BUY2', limits['buyer']!, { role: 'buyer' }),
    person('U_MGR', limits['manager']!),
    person('U_DIR', limits['director']!),
    person('U_CFO', limits['cfo']!, { role: 'administrator' }),
  ]
}

function orderOf(facts: Facts): OrderFacts {
  const foreign = facts['total_doc'] as { ccy: string; minor: number } | undefined
  const drafter = String(facts['drafted_by'] ?? 'U_BUY')
  return order({
    currency: foreign?.ccy ?? 'USD',
    rateToBase: String(facts['fx_locked'] ?? '1'),
    totalMinor: foreign?.minor ?? (facts['total'] as number | bigint) ?? 100_000,
    createdBy: drafter,
    lastEditedBy: String(facts['last_edited_by'] ?? drafter),
    preparedBy: [drafter],
  })
}

/** One word for an answer: the refusal, else the first flag that a person is warned of, else ok. */
function answer(
  decision: { outcome: string; flags?: { code: string }[] },
  watched: string,
): string {
  if (decision.outcome === 'refused') return verdict(decision)
  return decision.flags?.some(({ code }) => code === watched) ? watched : 'ok'
}

type World = { policy: PurchasingPolicy; people: Approver[] }

function approve(each: FraudCase, { policy, people }: World): string {
  const { facts, action } = each
  const asked = orderOf(facts)
  const by = String(action['approve'])
  const everybody =
    facts['delegate_is_requester'] === true
      ? people.map((one) =>
          one.id === 'U_MGR' ? { ...one, delegateId: by, delegateUntilOn: '2026-12-31' } : one,
        )
      : people
  const clicked = request(by, { order: asked, people: everybody, policy })
  if ('mapped_to' in facts && facts['mapped_to'] === null) clicked.clicker.person = null
  const age = facts['vendor_age_days'] as number | undefined
  clicked.supplier = supplier({
    createdBy: (facts['vendor_created_by'] as string | undefined) ?? null,
    ...(age === undefined ? {} : { createdAt: ago(age) }),
  })
  return answer(judgeApproval(clicked), ours[each.code]!)
}

function approveLast(each: FraudCase, { policy, people }: World): string {
  const { facts, action } = each
  const requesters = [facts['requester']].flat() as string[]
  const orders = (facts['orders_total_and_day'] as [number, number][]).map(([minor, day], at) => {
    const who = requesters[at] ?? requesters[0]!
    return {
      number: `PO-${at}`,
      totalMinor: minor,
      currency: 'USD',
      createdAt: new Date(Date.parse('2026-11-02T12:00:00Z') + day * dayMs).toISOString(),
      submittedAt: null,
      createdBy: who,
      lastEditedBy: who,
      preparedBy: [who],
      costCentre: facts['same_cost_center'] === true ? 'CC' : null,
    }
  })
  const others: RelatedOrder[] = orders.slice(0, -1).map((one) => related(one))
  const by = String(action['approve_last'])
  const asked = order(orders.at(-1)!)
  return answer(judgeApproval(request(by, { order: asked, people, policy, related: others })), '')
}

function send(each: FraudCase, { policy }: World): string {
  const { facts } = each
  const hours = Number(facts['approved_hours_ago'] ?? 1)
  const state = String(facts['state'] ?? 'approved') as OrderFacts['state']
  const approved = { ...orderOf(facts), state }
  const changed = facts['freight_added_after_approval'] !== undefined
  return answer(
    judgeSending({
      policy,
      now,
      order: changed ? { ...approved, contentHash: 'with freight' } : approved,
      supplier: supplier(),
      given: [given('U_MGR', { at: ago(hours / 24) })],
    }),
    '',
  )
}

function unitsOf(stated: unknown): number {
  const match = /^(\d+) (case|each)(?: of (\d+))?$/.exec(String(stated))
  if (match === null) return Number(stated)
  const [, count, unit, per] = match
  return Number(convertUnits(count!, unit!, 'each', [['case', per ?? '1', 'each']]))
}

function submit(each: FraudCase, { policy, people }: World): string {
  const { facts } = each
  if (facts['pack'] !== undefined) {
    const pack = Number(facts['pack'])
    const terms = { moqUnits: 1, orderMultipleUnits: pack, maximumUnits: null }
    return quantityRefusal('A', Number(facts['typed_qty']), terms)?.code ?? 'ok'
  }
  type Shape = { vendor: string; lines: Record<string, unknown>; day: number; state?: string }
  const shape = (one: Shape) => ({
    supplierCode: one.vendor,
    state: (one.state ?? 'draft') as OrderFacts['state'],
    createdAt: new Date(Date.parse('2026-11-02T12:00:00Z') + one.day * dayMs).toISOString(),
    lines: Object.entries(one.lines).map(([sku, stated]) => line({ sku, units: unitsOf(stated) })),
  })
  const twin = facts['existing'] as Shape | undefined
  const price = (key: string) => (Number(facts[key]) / 100).toFixed(2)
  const typed = line({
    ...(facts['new'] !== undefined && twin === undefined
      ? { lastUnitPrice: price('last'), unitPrice: price('new') }
      : {}),
    ...(facts['plan_qty'] === undefined
      ? {}
      : { planUnits: Number(facts['plan_qty']), units: Number(facts['typed_qty']) }),
  })
  return answer(
    judgeSubmission({
      policy,
      now,
      order: order({
        state: 'draft',
        ...(twin === undefined ? { lines: [typed] } : shape(facts['new'] as Shape)),
      }),
      supplier: supplier(),
      options: [],
      terms: [],
      related: twin === undefined ? [] : [related({ ...shape(twin), number: 'PO-9' })],
      people,
    }),
    ours[each.code]!,
  )
}

function changeSupplier(each: FraudCase, { policy }: World): string {
  const { facts, action } = each
  if (action['change_email'] === true) {
    const found = emailFlags(String(facts['vendor_email']), String(facts['new_email']))
    return found[0]?.code ?? 'ok'
  }
  const change = {
    supplierCode: 'V1',
    field: 'bank' as const,
    requestedBy: String(facts['request_by']),
    requestedAt: ago(30),
    confirmedBy: (facts['approved_by'] as string | undefined) ?? null,
    confirmedAt: facts['approved_by'] === undefined ? null : ago(20),
    calledBackAt: facts['callback_recorded'] === true ? now : null,
    phoneChangedAt:
      facts['phone_changed_days_ago'] === undefined
        ? null
        : ago(Number(facts['phone_changed_days_ago'])),
  }
  if (action['activate'] === true) return answer(judgeActivation(change, policy, now), '')
  const id = String(action['approve'])
  const actor = { kind: 'person' as const, id, role: 'administrator' as const, active: true }
  return answer(judgeConfirmation(change, actor), '')
}

async function tamper(each: FraudCase): Promise<string> {
  const database = await freshDatabase()
  const row = { actor: 'bob', action: 'order.draft', subject: 'PO-1', detail: {} }
  await database.db.transaction((tx) => appendAudit(tx, { at: now, ...row }))
  try {
    await database.db.execute(sql.raw("update audit_entry set actor = 'x' where sequence = 1"))
    return 'ok'
  } catch {
    return 'append_only'
  } finally {
    await database.close()
    expect(String(each.action['sql'])).toMatch(/^update /)
  }
}

function cut(each: FraudCase): string {
  const rows = Number(each.facts['audit_rows'])
  const left = Number(/seq>(\d+)/.exec(String(each.action['sql']))![1])
  const anchor = { sequence: rows, hash: 'head' }
  return verdict(judgeAnchor(anchor, (at) => (at <= left ? 'row' : null)))
}

function reuse(each: FraudCase): string {
  const stored = { bodyHash: 'first', result: each.facts['first_result'] }
  const again = judgeKey('k1', stored, each.facts['same_body'] === true ? 'first' : 'other')
  return again.outcome === 'refused' ? again.code : 'ok'
}

/** Which function decides a case, by what is done in it. */
async function decided(each: FraudCase, world: World): Promise<string> {
  const { action } = each
  if (action['sql'] !== undefined) {
    return each.facts['as_superuser'] === true ? cut(each) : await tamper(each)
  }
  if (action['draft'] === true) return reuse(each)
  if (action['send'] === true) return send(each, world)
  if (action['submit'] === true) return submit(each, world)
  if (action['approve_last'] !== undefined) return approveLast(each, world)
  if (['change_iban', 'change_email', 'activate'].some((key) => key in action)) {
    return changeSupplier(each, world)
  }
  if (action['approve'] !== undefined) return approve(each, world)
  throw new Error(`${each.id} does something that nothing decides`)
}

/** Whole numbers beyond 2^53 stay whole. */
const exactNumbers = (_key: string, value: unknown, context?: { source?: string }) =>
  typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
    ? BigInt(context?.source ?? '')
    : value

test('every shared case of fraud is decided as it should be', async (context) => {
  if (!existsSync(file)) {
    process.stdout.write(`skipped: ${file} is not here\n`)
    return context.skip()
  }
  const { policy, cases } = JSON.parse(readFileSync(file, 'utf8'), exactNumbers) as {
    policy: Stated
    cases: FraudCase[]
  }
  const world = { policy: statedPolicy(policy), people: statedPeople(policy) }
  const wrong: string[] = []
  for (const each of cases) {
    const found = await decided(each, world)
    if (found !== ours[each.code]) wrong.push(`${each.id}: ${found} instead of ${each.code}`)
  }
  expect(cases.length).toBeGreaterThan(30)
  expect(wrong).toEqual([])
})
