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

  const rule = defaultPolicy.approvalRules[0]!
  const tea = budget('tea', '2026-01-01', '2026-01-31')
  const ruled = (changes: object) => [{ ...rule, ...changes }]
  const planned = (changes: object) => [{ ...tea, ...changes }]
  const minor = 'a whole number of minor units, zero or more'
  const rate = 'a rate from 0 to 1'
  const word = 'a word or name of at most 80 characters'
  const date = 'a date YYYY-MM-DD'
  it.each([
    ['baseCurrency', 'an ISO 4217 code in capitals, for example GBP', ['GBP'], ['XX', 7]],
    ['timeZone', 'a time zone such as Europe/London', ['UTC', 'Asia/Tokyo'], ['', ['UTC'], null]],
    ['roleLimitsMinor.buyer', minor, [0, 1, null], [-1, 0.5, '5', Number.NaN]],
    ['approvalRules', word, [ruled({ name: 'x' })], [ruled({ name: ' ' }), ruled({ name: 7 })]],
    ['approvalRules', minor, [ruled({ aboveMinor: null })], [ruled({ aboveMinor: -1 })]],
    ['approvalRules', word, [ruled({ categories: ['a'] })], [ruled({ categories: [''] })]],
    [
      'approvalRules',
      'low or medium or high',
      [ruled({ supplierRisks: ['low', 'medium', 'high'] }), ruled({ supplierRisks: null })],
      [ruled({ supplierRisks: ['normal'] }), ruled({ supplierRisks: [7] })],
    ],
    [
      'approvalRules',
      'low or normal or critical',
      [ruled({ criticalities: ['low', 'normal', 'critical'] }), ruled({ criticalities: null })],
      [ruled({ criticalities: ['high'] })],
    ],
    [
      'approvalRules',
      'a whole number from 1 to 5',
      [ruled({ approvals: 1 }), ruled({ approvals: 5 })],
      [ruled({ approvals: 0 }), ruled({ approvals: 6 })],
    ],
    ['approvalRules', word, [ruled({ role: 'buyer' })], [ruled({ role: '' })]],
    ['approvalExpiryHours', 'a whole number from 1 to 8760', [1, 8_760], [0, 8_761, '72']],
    ['typedAmountAboveMinor', minor, [0, null], [-1]],
    ['splitWindowDays', 'a whole number from 0 to 366', [0, 366], [-1, 367]],
    ['justUnderLimitRate', rate, [0, 0.5, 1], [-0.01, 1.01, '0.5', null]],
    ['duplicates.windowDays', 'a whole number from 0 to 366', [0, 366], [-1, 367]],
    ['duplicates.unitsRate', rate, [0, 1], [2]],
    ['duplicates.sharedItemsRate', rate, [0, 1], [2]],
    ['prices.flagRate', rate, [0, 1], [2]],
    ['prices.toleranceRate', rate, [0, 1], [2]],
    ['quantities.planFactor', 'a whole number from 2 to 1000', [2, 1_000], [1, 1_001]],
    ['quantities.needToleranceRate', rate, [0, 1], [2]],
    ['suppliers.newDays', 'a whole number from 0 to 3660', [0, 3_660], [-1, 3_661]],
    ['suppliers.coolDownDays', 'a whole number from 0 to 366', [0, 366], [-1, 367]],
    ['sending.remindAfterDays', 'a whole number from 1 to 366', [1, 366, null], [0, 367]],
    ['receiving.overRate', rate, [0, 1], [2]],
    ['receiving.shortRate', rate, [0, 1], [2]],
    ['matching.priceRate', rate, [0, 1], [2]],
    ['matching.lineMinor', minor, [0], [-1]],
    ['matching.unitsRate', rate, [0, 1], [2]],
    ['budgets', word, [[tea]], [planned({ category: '' })]],
    ['budgets', date, [[tea]], [planned({ startsOn: '1 January' }), planned({ startsOn: 7 })]],
    ['budgets', date, [planned({ endsOn: '2026-01-01' })], [planned({ endsOn: '2026-02-30' })]],
    ['budgets', minor, [planned({ amountMinor: 0 })], [planned({ amountMinor: -1 })]],
    ['beyondBudget', 'refuse or flag', ['refuse', 'flag'], ['', 'Refuse', 7]],
    ['autoApproval.switchedOnBy', word, [null], ['', 7, 'x'.repeat(81)]],
    ['autoApproval.upToMinor', minor, [0, 5], [-1]],
  ])('may have as %s %s', (path, allowed, good, bad) => {
    for (const value of good)
      expect([value, policyFaults(withValue(path, value))]).toEqual([value, []])
    for (const value of bad) {
      const [fault, ...more] = policyFaults(withValue(path, value))
      expect([value, more]).toEqual([value, []])
      expect(fault!.path.startsWith(path)).toBe(true)
      expect(fault!.sentence.startsWith(`${fault!.path} is `)).toBe(true)
      expect(fault!.sentence.endsWith(`; it must be ${allowed}.`)).toBe(true)
    }
  })

  it.each([
    ['approvalRules', 'approvalRules must be a list of at most 50.', [{ length: 0 }, '', null]],
    ['budgets', 'budgets must be a list of at most 5000.', [{}, Array(5_001).fill(tea)]],
    ['prices', 'prices must have the fields of a policy.', [[], 7, 'x', null]],
    ['autoApproval', 'autoApproval must have the fields of a policy.', [null]],
    ['roleLimitsMinor', 'roleLimitsMinor must name a value for each key.', [[], 7, null]],
    ['approvalRules', 'approvalRules[0] must have the fields of a policy.', [['large orders']]],
    [
      'approvalRules',
      'approvalRules[0].categories must be a list of at most 200.',
      [ruled({ categories: 'tea' }), ruled({ categories: Array(201).fill('tea') })],
    ],
    [
      'approvalRules',
      'approvalRules[0].supplierRisks must be a list of at most 3.',
      [ruled({ supplierRisks: Array(4).fill('low') })],
    ],
    [
      'approvalRules',
      'approvalRules[0].criticalities must be a list of at most 3.',
      [ruled({ criticalities: Array(4).fill('low') })],
    ],
    [
      'duplicates',
      'duplicates.days is not a field of a policy; the fields there are windowDays, unitsRate, sharedItemsRate.',
      [{ ...defaultPolicy.duplicates, days: 7 }],
    ],
    ['duplicates', 'duplicates.unitsRate is missing.', [{ windowDays: 7, sharedItemsRate: 0.5 }]],
  ])('needs the form of %s: %s', (path, sentence, values) => {
    for (const value of values) {
      const faults = policyFaults(withValue(path, value))
      expect(faults.map((fault) => fault.sentence)).toEqual([sentence])
      expect(sentence.startsWith(`${faults[0]!.path} `)).toBe(true)
    }
  })

  it('is told in short what stands there, also where nothing does', () => {
    const sentence = (value: unknown) =>
      policyFaults({ ...defaultPolicy, timeZone: value })[0]!.sentence.split(';')[0]
    expect(sentence('Mars')).toBe('timeZone is "Mars"')
    expect(sentence(undefined)).toBe('timeZone is nothing')
    expect(sentence('x'.repeat(100))).toBe(`timeZone is "${'x'.repeat(39)}`)
  })

  it('is named where two fields together make no sense', () => {
    const faultsOf = (...budgets: object[]) =>
      policyFaults({ ...defaultPolicy, budgets }).map(({ path, sentence }) => [path, sentence])
    const later = budget('tea', '2026-01-31', '2026-02-28')
    expect(faultsOf(budget('tea', '2026-02-01', '2026-02-28'), tea)).toEqual([])
    expect(faultsOf(later, tea)).toEqual([
      ['budgets[1]', 'budgets[1] overlaps another budget of tea: money would count twice.'],
    ])
    expect(faultsOf(tea, budget('mugs', '2026-02-01', '2026-01-31'))).toEqual([
      ['budgets[1]', 'budgets[1] ends before it starts.'],
    ])
    expect(faultsOf(budget('tea', '2026-01-31', '2026-01-31'))).toEqual([])
    const switchedOn = (upToMinor: number) =>
      policyFaults({ ...defaultPolicy, autoApproval: { switchedOnBy: 'ines', upToMinor } })
    expect(switchedOn(1)).toEqual([])
    expect(switchedOn(0)).toEqual([
      {
        path: 'autoApproval.upToMinor',
        sentence: 'autoApproval is switched on for orders up to nothing; state an amount.',
      },
    ])
  })

  it('is refused with ten faults in words and the place of every one', () => {
    const paths = Object.keys(defaultPolicy)
    const words = paths.slice(0, 10).map((path) => `${path} is missing.`)
    expect(() => readPolicy({})).toThrow(
      expect.objectContaining({
        code: 'invalid',
        message: `The policy can not be used: ${words.join(' ')}`,
        repair: 'Correct these fields; everything else stays as it is.',
        details: { paths },
      }),
    )
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
