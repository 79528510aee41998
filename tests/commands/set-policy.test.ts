import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { approveOrder } from '#commands/approve-order.ts'
import { setLimit } from '#commands/set-limit.ts'
import { setPolicy } from '#commands/set-policy.ts'
import { previewPolicy } from '#operations/policy-preview.ts'
import type { PolicyPreview } from '#operations/policy-preview.ts'
import { auditOf } from '#store/audit.ts'
import type { OpenDatabase } from '#store/database.ts'
import { policiesSet } from '#store/policy-writes.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import {
  asOf,
  card,
  draft,
  hoursOn,
  noon,
  openForBusiness,
  signedIn,
  staff,
  submitted,
} from './world.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(() => openForBusiness(open.db))
afterEach(() => emptyTables(open.db))
afterAll(() => open.close())

type Changes = Record<string, unknown>
let count = 0
const changeId = () => `form-${(count += 1)}`.padEnd(22, '-')

const preview = async (changes: Changes, now: string = noon): Promise<PolicyPreview> =>
  previewPolicy(open.db, await purchasingPolicy(open.db), changes, { now, asOf })

async function set(changes: Changes, options: { by?: string; seen?: string; at?: string } = {}) {
  const { by = 'alex', at = noon } = options
  const seen = options.seen ?? (await preview(changes, at)).hash
  return signedIn(
    open.db,
    by,
    at,
  )(setPolicy, {
    changeId: changeId(),
    changes,
    seen,
    reason: 'agreed with the board',
  })
}
const standing = () => purchasingPolicy(open.db)
/** Reopens the shop with some people changed. */
async function reopen(changes: Record<string, object>): Promise<void> {
  await emptyTables(open.db)
  const people = staff.map((each) => ({ ...each, ...changes[each.id] }))
  await openForBusiness(open.db, { people })
}

describe('a policy', () => {
  test('is set in part, after its difference was seen; the earlier ones stay', async () => {
    await set({ prices: { flagRate: 0.1 }, roleLimitsMinor: { approver: 300_000 } })
    await set({ approvalExpiryHours: 24 })
    const { prices, roleLimitsMinor, approvalExpiryHours } = await standing()
    expect([prices, roleLimitsMinor['approver'], approvalExpiryHours]).toEqual([
      { flagRate: 0.1, toleranceRate: 0.02 },
      300_000,
      24,
    ])
    expect((await policiesSet(open.db)).map(({ setBy, reason }) => `${setBy}: ${reason}`)).toEqual(
      Array(2).fill('alex: agreed with the board'),
    )
    const [first] = await auditOf(open.db, 'policy.set')
    expect(first).toMatchObject({
      actor: 'alex',
      detail: {
        reason: 'agreed with the board',
        changes: [
          { path: 'prices.flagRate', from: 0.05, to: 0.1 },
          { path: 'roleLimitsMinor.approver', from: 0, to: 300_000 },
        ],
      },
    })
  })

  test.each([
    [{ prices: { flagRate: 5 } }, 'prices.flagRate'],
    [{ approvalExpiryHours: 0 }, 'approvalExpiryHours'],
    [{ generosity: 1 }, 'generosity'],
    [{ budgets: [] }, 'budgets'],
    [{ baseCurrency: 'EUR' }, 'baseCurrency'],
    [{ beyondBudget: 'refuse' }, 'says this already'],
    [{}, 'says this already'],
  ])('%j is refused and named', async (changes: Changes, named) => {
    await expect(preview(changes)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(named),
    })
    await expect(set(changes, { seen: 'a'.repeat(64) })).rejects.toMatchObject({ code: 'invalid' })
    expect(await policiesSet(open.db)).toEqual([])
  })

  test.each(['ana', 'tom', 'ines', 'sam', 'priya'])('is not set by %s', async (by) => {
    await expect(set({ splitWindowDays: 0 }, { by })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('before it is accepted', () => {
  const twoEyes = {
    approvalRules: [
      {
        name: 'all',
        aboveMinor: null,
        categories: null,
        supplierRisks: null,
        criticalities: null,
        approvals: 2,
        role: null,
      },
    ],
  }

  test('it shows which orders need more people, which would expire and which drafts would be stopped', async () => {
    const waiting = await submitted(open.db, 20)
    const given = await submitted(open.db, 70, { sku: 'TEA' })
    await signedIn(open.db, 'tom')(approveOrder, card(given))
    const open3 = await draft(open.db, 40, { by: 'ben', at: hoursOn(1) })
    const seen = await preview(twoEyes, hoursOn(2))
    const under = (number: string) => seen.orders.find(({ order }) => order === number)
    expect(seen.lookedAt).toBe(3)
    expect(under(waiting.number)).toMatchObject({
      state: 'submitted',
      before: { approvals: 1 },
      after: { approvals: 2 },
    })
    expect(under(given.number)).toMatchObject({
      before: { stopped: null },
      after: { stopped: expect.stringContaining('not approved by everybody') },
    })
    expect(under(open3.number)).toMatchObject({ state: 'draft', after: { approvals: 2 } })
    const shorter = await preview({ approvalExpiryHours: 1 }, hoursOn(2))
    expect(shorter.orders.map(({ order, after }) => [order, after.stopped])).toEqual([
      [given.number, expect.stringContaining('older than 1 hours')],
    ])
  })

  test('a limit of a role shows who would decide', async () => {
    await reopen({ tom: { approvalLimitMinor: null }, ines: { approvalLimitMinor: null } })
    const order = await submitted(open.db, 20)
    const seen = await preview({ roleLimitsMinor: { approver: 100_000 } })
    expect(seen.orders).toMatchObject([
      {
        order: order.number,
        before: { deciders: [], stopped: 'Nobody may decide about it.' },
        after: { deciders: ['Ines', 'Tom'], stopped: null },
      },
    ])
  })

  test('the difference must be the one that was seen', async () => {
    const { hash } = await preview(twoEyes)
    await submitted(open.db, 20)
    await expect(set(twoEyes, { seen: hash })).rejects.toMatchObject({
      code: 'conflict',
      details: { refusal: 'changed_since_shown' },
    })
    await expect(
      set({ splitWindowDays: 1 }, { seen: (await preview(twoEyes)).hash }),
    ).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await policiesSet(open.db)).toEqual([])
    await set(twoEyes)
    expect((await auditOf(open.db, 'policy.set')).at(-1)?.detail).toMatchObject({
      orders: [expect.any(String)],
    })
  })
})

describe('the difference is reckoned before anybody has to wait', () => {
  const changes = { splitWindowDays: 1 }
  const form = async () => ({
    changeId: changeId(),
    changes,
    seen: (await preview(changes)).hash,
    reason: 'agreed with the board',
  })

  test('a click that comes again gets its first answer, though the policy says so by now', async () => {
    const input = await form()
    const alex = signedIn(open.db, 'alex')
    const first = await alex(setPolicy, input)
    expect(await alex(setPolicy, input)).toEqual({ ...first, again: true })
    expect(await policiesSet(open.db)).toHaveLength(1)
  })

  test.each([
    ['an order', () => submitted(open.db, 20)],
    [
      'a person',
      () =>
        signedIn(open.db, 'alex')(setLimit, {
          changeId: changeId(),
          person: 'tom',
          seenLimitMinor: 500_000,
          limitMinor: 400_000,
          reason: 'agreed with the board',
        }),
    ],
    ['the policy', () => set({ approvalExpiryHours: 24 })],
  ])('%s that changes in between stops it, with what to do', async (_what, change) => {
    const input = await form()
    const meanwhile = {
      ...setPolicy,
      prepare: async (...given: Parameters<NonNullable<typeof setPolicy.prepare>>) => {
        const reckoned = await setPolicy.prepare!(...given)
        await change()
        return reckoned
      },
    }
    const before = (await policiesSet(open.db)).length
    await expect(signedIn(open.db, 'alex')(meanwhile as never, input)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('at the same moment'),
      repair: expect.stringContaining('Look at the difference once more'),
    })
    expect(
      (await policiesSet(open.db)).slice(before).map(({ policy }) => policy),
    ).not.toContainEqual(expect.objectContaining(changes))
  })
})

describe('nobody gains by a policy that they set', () => {
  test('the limit of the own role is not raised, and may be lowered', async () => {
    await expect(set({ roleLimitsMinor: { administrator: 1 } })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(set({ roleLimitsMinor: { administrator: null } })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await reopen({ alex: { approvalLimitMinor: 1_000 } })
    await expect(set({ roleLimitsMinor: { administrator: 500 } })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('nor one that is lent to them', async () => {
    await reopen({ tom: { approvalLimitMinor: null, delegateId: 'alex' } })
    await expect(set({ roleLimitsMinor: { approver: 900_000 } })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await set({ roleLimitsMinor: { buyer: 900 } })
  })

  test('approval without a click is switched on in the own name only, within the own limit', async () => {
    const auto = (switchedOnBy: string | null, upToMinor: number) => ({
      autoApproval: { switchedOnBy, upToMinor },
    })
    await expect(set(auto('tom', 10_000))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(set(auto('alex', 10_000))).rejects.toMatchObject({ code: 'forbidden' })
    await reopen({ alex: { approvalLimitMinor: 20_000 } })
    await expect(set(auto('tom', 10_000))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(set(auto('alex', 20_001))).rejects.toMatchObject({ code: 'forbidden' })
    await set(auto('alex', 20_000))
    await reopen({
      uma: {},
      priya: { role: 'administrator' },
      alex: { approvalLimitMinor: 20_000 },
    })
    await set(auto('alex', 10_000))
    await expect(set(auto('alex', 15_000), { by: 'priya' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await set(auto('alex', 5_000), { by: 'priya' })
    await set(auto(null, 0), { by: 'priya' })
    expect((await standing()).autoApproval.switchedOnBy).toBeNull()
  })
})
