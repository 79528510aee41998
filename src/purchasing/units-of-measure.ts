// Exact conversion between units of measure, and the smallest legal quantity. Fractions stay fractions: no floats.
import { Big } from 'big.js'
import { exactDecimal } from '#planning/money.ts'
import { refusalError, refused } from './refusal.ts'

/** One `from` is `factor` of `to`; the factor is a decimal ('12', '0.45359237') or a fraction ('1/12'). */
export type UnitRule = readonly [from: string, factor: string, to: string]

type Fraction = { over: bigint; under: bigint }

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : divisor(b, a % b)
}

function reduced(over: bigint, under: bigint): Fraction {
  const common = divisor(over < 0n ? -over : over, under)
  return { over: over / common, under: under / common }
}

function fractionOf(text: string): Fraction {
  const [over, under, ...more] = text.split('/').map((part) => exactDecimal(part))
  if (over === undefined || more.length > 0 || (under !== undefined && !under.gt(0))) {
    throw refusalError(
      refused(
        'inconsistent_units',
        `"${text.slice(0, 40)}" is not a factor.`,
        'Write a number, or a fraction such as 1/12.',
      ),
    )
  }
  const scaled = (value: Big) => BigInt(value.times(new Big(10).pow(12)).toFixed(0))
  return reduced(scaled(over), under === undefined ? 10n ** 12n : scaled(under))
}

const times = (a: Fraction, b: Fraction) => reduced(a.over * b.over, a.under * b.under)
const inverse = ({ over, under }: Fraction): Fraction => ({ over: under, under: over })

function inText({ over, under }: Fraction): string {
  let rest = under
  for (const prime of [2n, 5n]) while (rest % prime === 0n) rest /= prime
  if (rest !== 1n) return `${over}/${under}`
  let places = 0
  while (10n ** BigInt(places) % under !== 0n) places += 1
  return new Big(((over * 10n ** BigInt(places)) / under).toString())
    .div(new Big(10).pow(places))
    .toFixed()
}

/** How many `unit` one `from` is, for every unit that the rules connect. Throws 'conflict' on rules that contradict. */
function ratesFrom(from: string, rules: readonly UnitRule[]): Map<string, Fraction> {
  const rates = new Map<string, Fraction>([[from, { over: 1n, under: 1n }]])
  const steps = rules.flatMap(([a, factor, b]) => {
    const rate = fractionOf(factor)
    if (rate.over <= 0n) throw contradiction(a, b)
    return [
      { a, rate, b },
      { a: b, rate: inverse(rate), b: a },
    ]
  })
  for (const unit of rates.keys()) {
    for (const { a, rate, b } of steps) {
      if (a !== unit) continue
      const reached = times(rates.get(unit)!, rate)
      const known = rates.get(b)
      if (known === undefined) rates.set(b, reached)
      else if (known.over !== reached.over || known.under !== reached.under)
        throw contradiction(a, b)
    }
  }
  return rates
}

function contradiction(a: string, b: string) {
  return refusalError(
    refused(
      'inconsistent_units',
      `The unit rules between ${a} and ${b} contradict one another.`,
      'Keep one rule for each pair; the other way round follows from it.',
    ),
  )
}

/**
 * A quantity of one unit in another, exact: a decimal where it ends, else a fraction ('7/12'). Throws 'conflict'
 * (inconsistent_units) when the rules contradict one another or do not lead there.
 */
export function convertUnits(
  quantity: string,
  from: string,
  to: string,
  rules: readonly UnitRule[],
): string {
  const rate = ratesFrom(from, rules).get(to)
  if (rate !== undefined) return inText(times(fractionOf(quantity), rate))
  throw refusalError(
    refused(
      'inconsistent_units',
      `Nothing says how many ${to} one ${from} is.`,
      `Add the rule, for example 1 ${from} = 12 ${to}.`,
    ),
  )
}

/** The smallest multiple of `multiple` that is at least the need and the minimum, as an exact decimal; no need is none. */
export function smallestMultiple(need: string, multiple: string, minimum: string): string {
  const [wanted, step, least] = [exactDecimal(need), exactDecimal(multiple), exactDecimal(minimum)]
  if (!wanted.gt(0)) return '0'
  if (!step.gt(0)) throw new RangeError('a multiple is above zero')
  const floor = wanted.gt(least) ? wanted : least
  const below = floor.minus(floor.mod(step))
  return (below.eq(floor) ? floor : below.plus(step)).toFixed()
}
