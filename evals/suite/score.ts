// From verdicts to figures: how often it was right once, how often every time, and how sure that is.
import type { ChannelName } from './channel.ts'

/** One try at one case. */
export type Try = {
  area: string
  file: string
  name: string
  channel: ChannelName
  attempt: number
  passed: boolean
  /** By grader: null = right, absent = it does not apply. */
  verdicts: Record<string, string | null>
  calls: number
  inputTokens: number
  outputTokens: number
  milliseconds: number
}

export type Rate = {
  right: number
  of: number
  /** 0..1; null where nothing was asked. */
  rate: number | null
  /** 95 % interval, 0..1. */
  from: number
  to: number
}

const z95 = 1.959964

/** A share with its 95 % interval: the score interval of Wilson (1927), which holds for few tries and shares near 1. */
export function rateOf(right: number, of: number): Rate {
  if (of === 0) return { right, of, rate: null, from: 0, to: 1 }
  const share = right / of
  const z2 = z95 * z95
  const middle = (share + z2 / (2 * of)) / (1 + z2 / of)
  const half = (z95 / (1 + z2 / of)) * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of))
  return {
    right,
    of,
    rate: share,
    from: Math.max(0, middle - half),
    to: Math.min(1, middle + half),
  }
}

/** n over k as a float. */
function choose(n: number, k: number): number {
  if (k > n) return 0
  let product = 1
  for (let at = 1; at <= k; at += 1) product = (product * (n - k + at)) / at
  return product
}

/**
 * pass^k, 0..1: how often k tries at a case are all right, averaged over cases, each estimated without bias from its n
 * tries as C(right, k) / C(n, k) (tau-bench, Yao and others 2024, eq. 1). Null where a case has fewer than k tries.
 */
export function passHat(tries: readonly Try[], k: number): number | null {
  const cases = [...Map.groupBy(tries, ({ file }) => file).values()]
  if (cases.length === 0 || cases.some((each) => each.length < k)) return null
  const sum = cases.reduce((total, each) => {
    const right = each.filter(({ passed }) => passed).length
    return total + choose(right, k) / choose(each.length, k)
  }, 0)
  return sum / cases.length
}

/** The value at a share of the sorted list, nearest rank; null for none. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? null
}

export type Summary = {
  cases: number
  tries: number
  passed: Rate
  passHat: { k: number; value: number }[]
  byGrader: Record<string, Rate>
  byArea: Record<string, Rate>
  calls: number
  inputTokens: number
  outputTokens: number
  /** In the currency of the prices that were given; null where none were. */
  cost: number | null
  p50Milliseconds: number | null
  p95Milliseconds: number | null
}

/** What a million tokens cost, in any one currency. */
export type TokenPrices = { input: number; output: number }

/** What these tokens cost, in the currency of the prices; null without prices. */
export function costOf(
  { inputTokens, outputTokens }: { inputTokens: number; outputTokens: number },
  prices: TokenPrices | null,
): number | null {
  if (prices === null) return null
  return (inputTokens * prices.input + outputTokens * prices.output) / 1_000_000
}

const count = (tries: readonly Try[], isRight: (each: Try) => boolean) =>
  rateOf(tries.filter(isRight).length, tries.length)

/** The figures of a run. */
export function summarise(tries: readonly Try[], prices: TokenPrices | null): Summary {
  const graders = [...new Set(tries.flatMap(({ verdicts }) => Object.keys(verdicts)))]
  const areas = Map.groupBy(tries, ({ area }) => area)
  const most = Math.max(0, ...tries.map(({ attempt }) => attempt))
  const sum = (of: (each: Try) => number) => tries.reduce((total, each) => total + of(each), 0)
  const [inputTokens, outputTokens] = [sum((t) => t.inputTokens), sum((t) => t.outputTokens)]
  const hats = Array.from({ length: most }, (_, at) => ({
    k: at + 1,
    value: passHat(tries, at + 1),
  }))
  return {
    cases: new Set(tries.map(({ file }) => file)).size,
    tries: tries.length,
    passed: count(tries, ({ passed }) => passed),
    passHat: hats.flatMap(({ k, value }) => (value === null ? [] : [{ k, value }])),
    byGrader: Object.fromEntries(
      graders.map((name) => {
        const asked = tries.filter(({ verdicts }) => verdicts[name] !== undefined)
        return [name, count(asked, ({ verdicts }) => verdicts[name] === null)]
      }),
    ),
    byArea: Object.fromEntries(
      [...areas].map(([area, each]) => [area, count(each, ({ passed }) => passed)]),
    ),
    calls: sum((t) => t.calls),
    inputTokens,
    outputTokens,
    cost: costOf({ inputTokens, outputTokens }, prices),
    p50Milliseconds: quantile(
      tries.map((t) => t.milliseconds),
      0.5,
    ),
    p95Milliseconds: quantile(
      tries.map((t) => t.milliseconds),
      0.95,
    ),
  }
}
