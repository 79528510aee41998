// Reads a policy that somebody typed. Every fault is named with its place and what is allowed; nothing is guessed.
import { isIsoDate } from '#planning/calendar.ts'
import { isCurrency } from '#planning/money.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { Budget, PurchasingPolicy } from './policy.ts'

export type PolicyFault = { path: string; sentence: string }

type Check = (value: unknown, path: string) => PolicyFault[]

const show = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 40)

function holds(test: (value: unknown) => boolean, allowed: string): Check {
  return (value, path) =>
    test(value) ? [] : [{ path, sentence: `${path} is ${show(value)}; it must be ${allowed}.` }]
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= 80

const minor = holds(
  (value) => isWhole(value) && value >= 0,
  'a whole number of minor units, zero or more',
)
const rate = holds(
  (value) => typeof value === 'number' && value >= 0 && value <= 1,
  'a rate from 0 to 1',
)
const text = holds(isText, 'a word or name of at most 80 characters')

function wholeFrom(least: number, most: number): Check {
  return holds(
    (value) => isWhole(value) && value >= least && value <= most,
    `a whole number from ${least} to ${most}`,
  )
}

function oneOf(...words: string[]): Check {
  return holds((value) => words.includes(value as string), words.join(' or '))
}

function orNull(check: Check): Check {
  return (value, path) => (value === null ? [] : check(value, path))
}

function listOf(check: Check, most: number): Check {
  return (value, path) =>
    Array.isArray(value) && value.length <= most
      ? value.flatMap((each, at) => check(each, `${path}[${at}]`))
      : [{ path, sentence: `${path} must be a list of at most ${most}.` }]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function recordOf(check: Check): Check {
  return (value, path) =>
    isRecord(value)
      ? Object.entries(value).flatMap(([key, each]) => check(each, `${path}.${key}`))
      : [{ path, sentence: `${path} must name a value for each key.` }]
}

function shape(fields: Record<string, Check>): Check {
  return (value, path) => {
    const at = (key: string) => (path === '' ? key : `${path}.${key}`)
    if (!isRecord(value)) {
      return [{ path, sentence: `${path || 'The policy'} must have the fields of a policy.` }]
    }
    const unknown = Object.keys(value).filter((key) => !Object.hasOwn(fields, key))
    return [
      ...Object.entries(fields).flatMap(([key, check]) =>
        Object.hasOwn(value, key)
          ? check(value[key], at(key))
          : [{ path: at(key), sentence: `${at(key)} is missing.` }],
      ),
      ...unknown.map((key) => ({
        path: at(key),
        sentence: `${at(key)} is not a field of a policy; the fields there are ${Object.keys(fields).join(', ')}.`,
      })),
    ]
  }
}

function isTimeZone(value: unknown): boolean {
  if (typeof value !== 'string') return false
  try {
    Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}

const date = holds((value) => isText(value) && isIsoDate(value), 'a date YYYY-MM-DD')

const policyShape = shape({
  baseCurrency: holds(
    (value) => isText(value) && isCurrency(value),
    'an ISO 4217 code in capitals, for example GBP',
  ),
  timeZone: holds(isTimeZone, 'a time zone such as Europe/London'),
  roleLimitsMinor: recordOf(orNull(minor)),
  approvalRules: listOf(
    shape({
      name: text,
      aboveMinor: orNull(minor),
      categories: orNull(listOf(text, 200)),
      supplierRisks: orNull(listOf(oneOf('low', 'medium', 'high'), 3)),
      criticalities: orNull(listOf(oneOf('low', 'normal', 'critical'), 3)),
      approvals: wholeFrom(1, 5),
      role: orNull(text),
    }),
    50,
  ),
  approvalExpiryHours: wholeFrom(1, 8_760),
  typedAmountAboveMinor: orNull(minor),
  splitWindowDays: wholeFrom(0, 366),
  justUnderLimitRate: rate,
  duplicates: shape({ windowDays: wholeFrom(0, 366), unitsRate: rate, sharedItemsRate: rate }),
  prices: shape({ flagRate: rate, toleranceRate: rate }),
  quantities: shape({ planFactor: wholeFrom(2, 1_000), needToleranceRate: rate }),
  suppliers: shape({ newDays: wholeFrom(0, 3_660), coolDownDays: wholeFrom(0, 366) }),
  sending: shape({ remindAfterDays: orNull(wholeFrom(1, 366)) }),
  receiving: shape({ overRate: rate, shortRate: rate }),
  matching: shape({ priceRate: rate, lineMinor: minor, unitsRate: rate }),
  budgets: listOf(
    shape({ category: text, startsOn: date, endsOn: date, amountMinor: minor }),
    5_000,
  ),
  beyondBudget: oneOf('refuse', 'flag'),
  autoApproval: shape({ switchedOnBy: orNull(text), upToMinor: minor }),
})

/** Faults that only two fields together show: periods the wrong way round or doubled, a switch without an amount. */
function contradictions(policy: PurchasingPolicy): PolicyFault[] {
  const reversed = policy.budgets.flatMap((budget, at) =>
    budget.startsOn <= budget.endsOn
      ? []
      : [{ path: `budgets[${at}]`, sentence: `budgets[${at}] ends before it starts.` }],
  )
  const doubled = policy.budgets.flatMap((budget, at) => {
    const earlier = policy.budgets.slice(0, at).some((other) => overlap(budget, other))
    const sentence = `budgets[${at}] overlaps another budget of ${budget.category}: money would count twice.`
    return earlier ? [{ path: `budgets[${at}]`, sentence }] : []
  })
  const empty =
    policy.autoApproval.switchedOnBy !== null && policy.autoApproval.upToMinor === 0
      ? [
          {
            path: 'autoApproval.upToMinor',
            sentence: 'autoApproval is switched on for orders up to nothing; state an amount.',
          },
        ]
      : []
  return [...reversed, ...doubled, ...empty]
}

function overlap(a: Budget, b: Budget): boolean {
  return a.category === b.category && a.startsOn <= b.endsOn && b.startsOn <= a.endsOn
}

/** Everything that is wrong with a policy, each with its place; an empty list is a policy. */
export function policyFaults(value: unknown): PolicyFault[] {
  const faults = policyShape(value, '')
  return faults.length > 0 ? faults : contradictions(value as PurchasingPolicy)
}

/** The policy that plain data holds. Throws 'invalid' naming every fault (ten at most). */
export function readPolicy(value: unknown): PurchasingPolicy {
  const faults = policyFaults(value)
  if (faults.length === 0) return value as PurchasingPolicy
  throw new QuartermasterError(
    'invalid',
    `The policy can not be used: ${faults
      .slice(0, 10)
      .map(({ sentence }) => sentence)
      .join(' ')}`,
    'Correct these fields; everything else stays as it is.',
    { paths: faults.map(({ path }) => path) },
  )
}
