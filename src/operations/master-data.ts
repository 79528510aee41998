// The master data of a shop as a signed-in person sees it: the policy, where orders and money go, price lists. Reads only.
import type { PlanningPolicy } from '#planning/types.ts'
import { defaultPolicy } from '#purchasing/policy.ts'
import type { PurchasingPolicy } from '#purchasing/policy.ts'
import { fieldChanges } from '#purchasing/policy-difference.ts'
import type { FieldChange } from '#purchasing/policy-difference.ts'
import { policyText } from '#purchasing/policy-text.ts'
import { listObstacle } from '#purchasing/price-list.ts'
import { emailFlags, judgeActivation } from '#purchasing/supplier-change.ts'
import type { SupplierDetail } from '#purchasing/supplier-details.ts'
import { QuartermasterError } from '#root/errors.ts'
import { contentHash } from '#store/content-hash.ts'
import { everyPerson } from '#store/people.ts'
import { policiesSet } from '#store/policy-writes.ts'
import { newestPriceLists, priceListById } from '#store/price-lists.ts'
import type { PriceListRow } from '#store/price-lists.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { changesOfSupplier } from '#store/supplier-changes.ts'
import type { SupplierChangeRow } from '#store/supplier-changes.ts'
import { everySupplier, suppliersByCode } from '#store/suppliers.ts'
import type { SupplierRow } from '#store/suppliers.ts'
import { policyInForce } from './plan-shop.ts'
import { previewPlanning } from './planning-preview.ts'
import type { PlanningPreview } from './planning-preview.ts'
import { previewPolicy } from './policy-preview.ts'
import type { PolicyPreview } from './policy-preview.ts'
import { asOfDay, personOf, type Shop } from './shop.ts'

export type PolicySet = {
  version: number
  by: string
  at: string
  reason: string
  changes: FieldChange[]
}

export type PolicyDesk = {
  policy: PurchasingPolicy
  planning: PlanningPolicy
  /** The policy in words, markdown. */
  text: string
  /** Every policy that was set, the newest first, with what it changed. */
  history: PolicySet[]
  maySet: boolean
  personId: string
}

export type SupplierRequest = Pick<
  SupplierChangeRow,
  | 'id'
  | 'field'
  | 'oldValue'
  | 'newValue'
  | 'reason'
  | 'state'
  | 'requestedAt'
  | 'calledBackAt'
  | 'calledNumber'
  | 'confirmedAt'
  | 'settledAt'
> & {
  requestedBy: string
  calledBackBy: string | null
  confirmedBy: string | null
  flags: string[]
  /** What it waits for; null once it is settled. */
  waitsFor: string | null
  may: { call: boolean; confirm: boolean; withdraw: boolean }
}

export type SupplierMaster = {
  supplierCode: string
  details: { field: SupplierDetail; value: string | null; changedAt: string | null }[]
  requests: SupplierRequest[]
  mayAsk: boolean
}

export type PriceListHead = Pick<
  PriceListRow,
  'id' | 'supplierCode' | 'fileName' | 'state' | 'stagedAt' | 'settledAt'
> & {
  supplierName: string
  stagedBy: string
  settledBy: string | null
  changed: number
  flagged: number
}

export type PriceListDesk = PriceListHead & {
  rows: PriceListRow['rows']
  /** Names the rows: what was seen is what is applied. */
  seen: string
  /** Why it can not be applied; null = it can. */
  obstacle: string | null
  /** It was handed in by the person who looks at it. */
  own: boolean
}

export type PriceListBoard = {
  lists: PriceListHead[]
  suppliers: { code: string; name: string }[]
  mayStage: boolean
}

export type MasterData = {
  policy(): Promise<PolicyDesk>
  /** Reject with 'forbidden' for anybody but administrators, 'invalid' for what is no policy. */
  previewPolicy(changes: Record<string, unknown>): Promise<PolicyPreview>
  previewPlanning(changes: Record<string, unknown>): Promise<PlanningPreview>
  /** Rejects with 'not_found'. */
  supplier(code: string): Promise<SupplierMaster>
  priceLists(): Promise<PriceListBoard>
  /** Rejects with 'not_found'. */
  priceList(id: string): Promise<PriceListDesk>
}

async function policyDesk(shop: Shop): Promise<PolicyDesk> {
  const person = await personOf(shop)
  const [policy, planning, rows, people] = await Promise.all([
    purchasingPolicy(shop.db),
    policyInForce(shop.db),
    policiesSet(shop.db),
    everyPerson(shop.db),
  ])
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return {
    policy,
    planning,
    text: policyText(policy),
    history: rows.map(({ version, setBy, setAt, reason, policy: set }, at) => ({
      version,
      by: names.get(setBy) ?? setBy,
      at: setAt,
      reason,
      changes: fieldChanges(rows[at + 1]?.policy ?? defaultPolicy, set).filter(
        ({ path }) => !/^(baseCurrency|timeZone|budgets)\b/.test(path),
      ),
    })),
    maySet: person.role === 'administrator',
    personId: person.id,
  }
}

async function requireAdministrator(shop: Shop): Promise<{ now: string; asOf: string }> {
  const { role } = await personOf(shop)
  if (role !== 'administrator') {
    throw new QuartermasterError(
      'forbidden',
      'Only administrators change policies.',
      'Ask an administrator of the shop.',
    )
  }
  return { now: shop.now().toISOString(), asOf: await asOfDay(shop) }
}

const iso = (at: string | null) => (at === null ? null : new Date(at).toISOString())

/** What an open request waits for, in a sentence. */
function waiting(
  change: SupplierChangeRow,
  supplier: SupplierRow,
  at: { policy: PurchasingPolicy; now: string },
): string | null {
  if (change.state !== 'asked' && change.state !== 'confirmed') return null
  const judged = judgeActivation(
    { ...change, phoneChangedAt: iso(supplier.phoneChangedAt) },
    at.policy,
    at.now,
  )
  return judged.outcome === 'refused' ? judged.sentence : 'It counts from the next hour on.'
}

async function supplierMaster(shop: Shop, code: string): Promise<SupplierMaster> {
  const { db } = shop
  const [person, people, policy] = await Promise.all([
    personOf(shop),
    everyPerson(db),
    purchasingPolicy(db),
  ])
  const supplier = (await suppliersByCode(db, [code])).get(code)
  if (supplier === undefined) {
    throw new QuartermasterError(
      'not_found',
      `There is no supplier "${code.slice(0, 40)}".`,
      'Open Suppliers to see them all.',
    )
  }
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? id))
  const { email, phone, bankAccount } = supplier
  const now = shop.now().toISOString()
  const prepares = person.role === 'buyer' || person.role === 'administrator'
  const requests = (await changesOfSupplier(db, code)).map((change): SupplierRequest => {
    const open = change.state === 'asked' || change.state === 'confirmed'
    const own = change.requestedBy === person.id
    const isLookalike = change.field === 'email' && change.oldValue !== null
    return {
      ...change,
      requestedBy: nameOf(change.requestedBy) ?? '',
      calledBackBy: nameOf(change.calledBackBy),
      confirmedBy: nameOf(change.confirmedBy),
      flags: isLookalike
        ? emailFlags(change.oldValue ?? '', change.newValue).map(({ sentence }) => sentence)
        : [],
      waitsFor: waiting(change, supplier, { policy, now }),
      may: {
        call: open && prepares && !own,
        confirm: change.state === 'asked' && person.role === 'administrator' && !own,
        withdraw: open && (own || person.role === 'administrator'),
      },
    }
  })
  return {
    supplierCode: code,
    details: [
      { field: 'email', value: email, changedAt: iso(supplier.emailChangedAt) },
      { field: 'phone', value: phone, changedAt: iso(supplier.phoneChangedAt) },
      { field: 'bank', value: bankAccount, changedAt: iso(supplier.bankChangedAt) },
    ],
    requests,
    mayAsk: prepares,
  }
}

async function headsOf(shop: Shop, lists: PriceListRow[]): Promise<PriceListHead[]> {
  const names = new Map((await everyPerson(shop.db)).map(({ id, name }) => [id, name]))
  const suppliers = await suppliersByCode(
    shop.db,
    lists.map(({ supplierCode }) => supplierCode),
  )
  return lists.map(({ rows, stagedBy, settledBy, ...list }) => ({
    ...list,
    supplierName: suppliers.get(list.supplierCode)?.name ?? list.supplierCode,
    stagedBy: names.get(stagedBy) ?? stagedBy,
    settledBy: settledBy === null ? null : (names.get(settledBy) ?? settledBy),
    changed: rows.filter(({ changes }) => changes).length,
    flagged: rows.filter(({ flags }) => flags.length > 0).length,
  }))
}

async function priceListBoard(shop: Shop): Promise<PriceListBoard> {
  const { role } = await personOf(shop)
  const suppliers = await everySupplier(shop.db)
  return {
    lists: await headsOf(shop, await newestPriceLists(shop.db, 50)),
    suppliers: suppliers.map(({ code, name }) => ({ code, name })),
    mayStage: role === 'buyer' || role === 'administrator',
  }
}

async function priceListDesk(shop: Shop, id: string): Promise<PriceListDesk> {
  const person = await personOf(shop)
  const list = await priceListById(shop.db, id)
  if (list === null) {
    throw new QuartermasterError(
      'not_found',
      `There is no price list "${id.slice(0, 40)}".`,
      'Open Price lists to see them all.',
    )
  }
  const [listHead] = await headsOf(shop, [list])
  return {
    ...listHead!,
    rows: list.rows,
    seen: contentHash(list.rows),
    obstacle: listObstacle(list.rows),
    own: list.stagedBy === person.id,
  }
}

/** The master data of a shop for the person of the shop. */
export function masterDataOf(shop: Shop): MasterData {
  return {
    policy: () => policyDesk(shop),
    async previewPolicy(changes) {
      const moment = await requireAdministrator(shop)
      return previewPolicy(shop.db, await purchasingPolicy(shop.db), changes, moment)
    },
    async previewPlanning(changes) {
      return previewPlanning(shop.db, changes, await requireAdministrator(shop))
    },
    supplier: (code) => supplierMaster(shop, code),
    priceLists: () => priceListBoard(shop),
    priceList: (id) => priceListDesk(shop, id),
  }
}
