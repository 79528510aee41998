// A price list of a supplier beside the terms on record: what it would change, and what somebody should look at first.
import { formatRate } from '#render/figures.ts'
import { exactDecimal } from '#planning/money.ts'
import { relativeChange } from './amounts.ts'

export type PriceBreak = { minUnits: number; unitPrice: string }

/** One row of a list; null = the list says nothing of it and the term stays. */
export type ListedPrice = {
  line: number
  sku: string | null
  supplierSku: string | null
  unitPrice: string
  currency: string | null
  validFrom: string | null
  moqUnits: number | null
  orderMultipleUnits: number | null
  breaks: PriceBreak[] | null
}

/** What a supplier item costs and how it is sold. */
export type Terms = {
  unitPrice: string
  currency: string
  moqUnits: number
  orderMultipleUnits: number
  breaks: PriceBreak[]
}
export type StandingTerms = Terms & { sku: string; supplierSku: string | null }

export type PriceFlagCode =
  | 'price_rise'
  | 'price_drop'
  | 'break_rise'
  | 'break_drop'
  | 'break_above_price'
  | 'terms_changed'
  | 'not_yet_valid'
  | 'unknown_item'
  | 'currency_changed'
  | 'zero_price'
  | 'stands_twice'
export type PriceFlag = { code: PriceFlagCode; sentence: string }

export type PriceDifference = {
  listed: ListedPrice
  /** The item on record; null = the supplier sells none of that code. */
  sku: string | null
  before: Terms | null
  after: Terms | null
  /** New price over old, less one; null where one of them is none. */
  priceChange: number | null
  changes: boolean
  flags: PriceFlag[]
}

/** With one of these the list is not applied: it has to be corrected. */
const blocking: readonly PriceFlagCode[] = ['currency_changed', 'zero_price', 'stands_twice']

const exact = (price: string) => exactDecimal(price).toFixed(6)
const isZero = (price: string) => exactDecimal(price).eq(0)
const shownRate = (change: number) => `${change > 0 ? '+' : ''}${formatRate(change)}`

function termsAfter(listed: ListedPrice, before: Terms): Terms {
  const breaks = listed.breaks ?? before.breaks
  return {
    unitPrice: exact(listed.unitPrice),
    currency: listed.currency ?? before.currency,
    moqUnits: listed.moqUnits ?? before.moqUnits,
    orderMultipleUnits: listed.orderMultipleUnits ?? before.orderMultipleUnits,
    breaks: breaks
      .map(({ minUnits, unitPrice }) => ({ minUnits, unitPrice: exact(unitPrice) }))
      .toSorted((a, b) => a.minUnits - b.minUnits),
  }
}

function moved(
  what: string,
  from: string,
  to: string,
  { flagRate, codes }: { flagRate: number; codes: [PriceFlagCode, PriceFlagCode] },
): PriceFlag[] {
  const change = relativeChange(from, to)
  if (change === null || Math.abs(change) < flagRate) return []
  return [{ code: codes[change > 0 ? 0 : 1], sentence: `${what} moves by ${shownRate(change)}.` }]
}

function termFlags(sku: string, before: Terms, after: Terms, flagRate: number): PriceFlag[] {
  const old = new Map(before.breaks.map(({ minUnits, unitPrice }) => [minUnits, unitPrice]))
  const ofBreaks = after.breaks.flatMap(({ minUnits, unitPrice }) =>
    moved(`The price of ${sku} from ${minUnits} units`, old.get(minUnits) ?? unitPrice, unitPrice, {
      flagRate,
      codes: ['break_rise', 'break_drop'],
    }),
  )
  const above = after.breaks.filter(({ unitPrice }) =>
    exactDecimal(unitPrice).gt(exactDecimal(after.unitPrice)),
  )
  const sold = ({ moqUnits, orderMultipleUnits }: Terms) =>
    `at least ${moqUnits}, in multiples of ${orderMultipleUnits}`
  const flags: [boolean, PriceFlagCode, string][] = [
    [
      above.length > 0,
      'break_above_price',
      `${sku} costs more from ${above[0]?.minUnits} units than a single one.`,
    ],
    [
      sold(before) !== sold(after),
      'terms_changed',
      `${sku} was sold ${sold(before)}; now ${sold(after)}.`,
    ],
    [
      before.currency !== after.currency,
      'currency_changed',
      `${sku} is bought in ${before.currency}; the list says ${after.currency}.`,
    ],
  ]
  return [
    ...moved(`The price of ${sku}`, before.unitPrice, after.unitPrice, {
      flagRate,
      codes: ['price_rise', 'price_drop'],
    }),
    ...ofBreaks,
    ...flags.flatMap(([holds, code, sentence]) => (holds ? [{ code, sentence }] : [])),
  ]
}

const sameTerms = (a: Terms, b: Terms) => JSON.stringify(a) === JSON.stringify(b)

/** The terms on record in the same words as those of a list. */
function standingAs(terms: Terms): Terms {
  return termsAfter({ ...terms, line: 0, sku: null, supplierSku: null, validFrom: null }, terms)
}

/**
 * What a list would change, row by row, with flags: a price that moves by `flagRate` (0..1) or more, or by whatever else
 * is unusual. `asOf` is the shop's day.
 */
export function priceDifferences(
  list: readonly ListedPrice[],
  standing: readonly StandingTerms[],
  { flagRate, asOf }: { flagRate: number; asOf: string },
): PriceDifference[] {
  const seen = new Set<string>()
  return list.map((listed) => {
    const found = standing.find(({ sku, supplierSku }) =>
      listed.sku === null ? supplierSku === listed.supplierSku : sku === listed.sku,
    )
    const zero: PriceFlag[] = isZero(listed.unitPrice)
      ? [{ code: 'zero_price', sentence: `Line ${listed.line} has the price 0.` }]
      : []
    if (found === undefined) {
      const named = listed.sku ?? listed.supplierSku ?? ''
      const sentence = `The supplier sells no "${named}" to this shop; the row is left out.`
      const flags: PriceFlag[] = [{ code: 'unknown_item', sentence }, ...zero]
      const nothing = { sku: null, before: null, after: null, priceChange: null, changes: false }
      return { listed, ...nothing, flags }
    }
    const { sku } = found
    const before = standingAs(found)
    const after = termsAfter(listed, before)
    const twice: PriceFlag[] = seen.has(sku)
      ? [{ code: 'stands_twice', sentence: `${sku} stands twice in the list.` }]
      : []
    seen.add(sku)
    const later: PriceFlag[] =
      listed.validFrom !== null && listed.validFrom > asOf
        ? [
            {
              code: 'not_yet_valid',
              sentence: `The price of ${sku} holds from ${listed.validFrom}.`,
            },
          ]
        : []
    return {
      listed,
      sku,
      before,
      after,
      priceChange: relativeChange(before.unitPrice, after.unitPrice),
      changes: !sameTerms(before, after),
      flags: [...termFlags(sku, before, after, flagRate), ...zero, ...twice, ...later],
    }
  })
}

/** Why a list can not be applied on a day, or null: what must be corrected first, and prices that hold later only. */
export function listObstacle(rows: readonly PriceDifference[]): string | null {
  const flags = rows.flatMap((row) => row.flags)
  const wrong = flags.find(({ code }) => blocking.includes(code))
  if (wrong !== undefined) return wrong.sentence
  const later = rows
    .filter((row) => row.changes && row.flags.some(({ code }) => code === 'not_yet_valid'))
    .map(({ listed }) => listed.validFrom ?? '')
    .toSorted()
    .at(-1)
  if (later !== undefined) return `It holds from ${later}; apply it on that day.`
  return rows.some(({ changes }) => changes) ? null : 'It changes nothing.'
}
