import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { policyFaults, readPolicy } from '#purchasing/policy-check.ts'
import { policyText } from '#purchasing/policy-text.ts'
import { defaultPolicy } from '#purchasing/policy.ts'
import type { PurchasingPolicy } from '#purchasing/policy.ts'

const budget = (category: string, startsOn: string, endsOn: string) => ({
  category,
  startsOn,
  endsOn,
  amountMinor: 100,
})

/** The default policy with one value put at a path such as 'prices.flagRate'. */
function withValue(path: string, value: unknown): unknown {
  const policy = structuredClone(defaultPolicy) as unknown as Record<string, unknown>
  const keys = path.split('.')
  const last = keys.pop()!
  let at = policy
  for (const key of keys) at = at[key] as Record<string, unknown>
  if (value === undefined) delete at[last]
  else at[last] = value
  return policy
}

describe('the policy of a shop that decided nothing', () => {
  it('is a policy, survives JSON, and is cautious', () => {
    expect(policyFaults(defaultPolicy)).toEqual([])
    expect(readPolicy(JSON.parse(JSON.stringify(defaultPolicy)))).toEqual(defaultPolicy)
    expect(defaultPolicy.autoApproval.switchedOnBy).toBeNull()
    expect(new Set(Object.values(defaultPolicy.roleLimitsMinor))).toEqual(new Set([0]))
    expect(defaultPolicy.approvalExpiryHours).toBe(72)
  })
})

describe('a policy that somebody typed', () => {
  it.each([
    ['approvalExpiryHours', undefined, 'approvalExpiryHours is missing.'],
    [
      'approvalExpiryHours',
      0,
      'approvalExpiryHours is 0; it must be a whole number from 1 to 8760.',
    ],
    ['approvalExpiryHours', '72', 'it must be a whole number'],
    ['approvalExpiryHours', 1.5, 'it must be a whole number'],
    ['splitWindowDays', -1, 'a whole number from 0 to 366'],
    ['splitWindow', 7, 'splitWindow is not a field of a policy'],
    ['prices.flagRate', 5, 'prices.flagRate is 5; it must be a rate from 0 to 1.'],
    ['prices.flagRate', Number.NaN, 'must be a rate'],
    ['prices', null, 'prices must have the fields of a policy'],
    ['baseCurrency', 'gbp', 'an ISO 4217 code in capitals'],
    ['timeZone', 'Mars/Olympus', 'a time zone such as'],
    ['timeZone', 7, 'a time zone such as'],
    ['roleLimitsMinor.buyer', -1, 'roleLimitsMinor.buyer is -1'],
    ['roleLimitsMinor.buyer', 10.5, 'a whole number of minor units'],
    ['roleLimitsMinor', [], 'must name a value for each key'],
    ['typedAmountAboveMinor', 1e300, 'a whole number of minor units'],
    ['approvalRules', {}, 'approvalRules must be a list of at most 50'],
    [
      'approvalRules',
      [{ ...defaultPolicy.approvalRules[0], approvals: 0 }],
      'approvalRules[0].approvals is 0',
    ],
    [
      'approvalRules',
      [{ ...defaultPolicy.approvalRules[0], supplierRisks: ['bad'] }],
      'low or medium or high',
    ],
    ['budgets', [budget('tea', '2026-02-01', '2026-01-01')], 'budgets[0] ends before it starts'],
    ['budgets', [budget('tea', '2026-02-30', '2026-03-01')], 'budgets[0].startsOn is "2026-02-30"'],
    [
      'budgets',
      [budget('tea', '2026-01-01', '2026-01-31'), budget('tea', '2026-01-31', '2026-02-28')],
      'budgets[1] overlaps another budget of tea',
    ],
    ['beyondBudget', 'ignore', 'refuse or flag'],
    [
      'autoApproval',
      { switchedOnBy: 'ines', upToMinor: 0 },
      'switched on for orders up to nothing',
    ],
    ['autoApproval', { switchedOnBy: '', upToMinor: 5 }, 'autoApproval.switchedOnBy is ""'],
  ])('with %s %j is refused: %s', (path, value, words) => {
    const faults = policyFaults(withValue(path, value))
    expect(faults).toHaveLength(1)
    expect(faults[0]!.sentence).toContain(words)
    expect(() => readPolicy(withValue(path, value))).toThrow(words)
  })

  it.each([
    ['approvalExpiryHours', 1, 8_760],
    ['splitWindowDays', 0, 366],
    ['quantities.planFactor', 2, 1_000],
    ['prices.flagRate', 0, 1],
    ['sending.remindAfterDays', 1, 366],
    ['matching.lineMinor', 0, Number.MAX_SAFE_INTEGER],
  ])('may have %s from %s to %s and no further', (path, least, most) => {
    expect(policyFaults(withValue(path, least))).toEqual([])
    expect(policyFaults(withValue(path, most))).toEqual([])
    expect(policyFaults(withValue(path, least - 1))).toHaveLength(1)
    expect(policyFaults(withValue(path, most + 1))).toHaveLength(1)
  })

  it('may have so many rules and no more', () => {
    const rules = (count: number) =>
      Array.from({ length: count }, () => defaultPolicy.approvalRules[0])
    expect(policyFaults(withValue('approvalRules', rules(50)))).toEqual([])
    expect(policyFaults(withValue('approvalRules', rules(51)))).toHaveLength(1)
    expect(policyFaults(withValue('autoApproval.switchedOnBy', 'x'.repeat(81)))).toHaveLength(1)
    const long = { switchedOnBy: 'x'.repeat(80), upToMinor: 5 }
    expect(policyFaults(withValue('autoApproval', long))).toEqual([])
  })

  it('may lack nothing, hold nothing else, and is named fault by fault', () => {
    expect(policyFaults(null)[0]!.sentence).toBe('The policy must have the fields of a policy.')
    const empty = policyFaults({})
    expect(empty.map(({ path }) => path)).toEqual(Object.keys(defaultPolicy))
    expect(policyFaults(JSON.parse('{"__proto__": 1}')).length).toBe(empty.length + 1)
  })

  it('may follow one budget by the next, and have the same days for two categories', () => {
    const budgets = [
      budget('tea', '2026-01-01', '2026-01-31'),
      budget('tea', '2026-02-01', '2026-02-28'),
      budget('mugs', '2026-01-01', '2026-02-28'),
    ]
    expect(policyFaults({ ...defaultPolicy, budgets })).toEqual([])
  })

  it('of any JSON is either a policy or has faults, and never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(defaultPolicy)), fc.jsonValue(), (key, value) => {
        const faults = policyFaults({ ...defaultPolicy, [key]: value })
        for (const { path } of faults) expect(path.startsWith(key)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the policy in words', () => {
  it('is what the assistant and the merchant read: prompts/policy.md', async () => {
    // Run with -u to write the file after a decision.
    await expect(policyText(defaultPolicy)).toMatchFileSnapshot('../../prompts/policy.md')
  })

  const words = (changes: Partial<PurchasingPolicy>) => policyText({ ...defaultPolicy, ...changes })

  it('says every decision', () => {
    expect(
      words({ roleLimitsMinor: { approver: 200_000, administrator: null, buyer: 0 } }),
    ).toContain(
      'Where none is stated, the role approver approves up to £2,000.00 and the role administrator approves any amount; every other role approves nothing.',
    )
    const rule = {
      ...defaultPolicy.approvalRules[0]!,
      categories: ['tea', 'mugs'],
      role: 'administrator',
    }
    expect(words({ approvalRules: [rule] })).toContain(
      '- large orders: an order that is above £25,000.00 and has an item of tea or mugs needs 2 different people, one of them with the role administrator.',
    )
    expect(words({ approvalRules: [] })).toContain('One person with the limit is enough')
    expect(words({ sending: { remindAfterDays: null } })).toContain('are not reminded')
    expect(words({ typedAmountAboveMinor: null })).not.toContain('types the amount')
    expect(
      words({ budgets: [budget('tea', '2026-01-01', '2026-01-31')], beyondBudget: 'flag' }),
    ).toContain('is flagged:\n\n- tea, 2026-01-01 to 2026-01-31: £1.00')
    expect(words({ autoApproval: { switchedOnBy: 'ines', upToMinor: 5_000 } })).toContain(
      'switched on by ines, in whose name it is done: for reorders exactly as planned, up to £50.00',
    )
  })

  it('changes with every number of the policy', () => {
    const numbers = [
      'approvalExpiryHours',
      'typedAmountAboveMinor',
      'splitWindowDays',
      'justUnderLimitRate',
      'duplicates.windowDays',
      'duplicates.unitsRate',
      'duplicates.sharedItemsRate',
      'prices.flagRate',
      'prices.toleranceRate',
      'quantities.planFactor',
      'quantities.needToleranceRate',
      'suppliers.newDays',
      'suppliers.coolDownDays',
      'sending.remindAfterDays',
      'receiving.overRate',
      'receiving.shortRate',
      'matching.priceRate',
      'matching.lineMinor',
      'matching.unitsRate',
    ]
    for (const path of numbers) {
      const changed = withValue(path, path.endsWith('Rate') ? 0.37 : 37) as PurchasingPolicy
      expect([path, policyText(changed) === policyText(defaultPolicy)]).toEqual([path, false])
    }
  })
})
