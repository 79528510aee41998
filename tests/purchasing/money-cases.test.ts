// The shared cases of money, units and days that purchasing decides; skipped with one line where the file is absent.
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { addDays, addWorkingDays } from '#planning/calendar.ts'
import { currencyDigits, lineTotalMinor } from '#planning/money.ts'
import type { WorkingCalendar } from '#planning/types.ts'
import { allocateMinor, exactInBase, exactSum } from '#purchasing/amounts.ts'
import type { Amount } from '#purchasing/amounts.ts'
import { dayOf, hoursInDay } from '#purchasing/shop-day.ts'
import { convertUnits, smallestMultiple } from '#purchasing/units-of-measure.ts'
import type { UnitRule } from '#purchasing/units-of-measure.ts'

const file = '../shared/data/trust/money_uom_time.json'

type Given = Record<string, unknown>
type Case = { kind: string; id: string; in: Given; out: unknown }

const text = (given: Given, key: string) => String(given[key])

const weekdays: WorkingCalendar['workingDays'] = [true, true, true, true, true, false, false]

const deciders: Record<string, (given: Given) => unknown> = {
  minor_digits: (given) => currencyDigits(text(given, 'ccy')),
  line_total: (given) => {
    const digits = currencyDigits(text(given, 'ccy'))
    return String(lineTotalMinor(text(given, 'unit_price'), Number(given['qty']), digits))
  },
  allocate: (given) => allocateMinor(Number(given['total_minor']), given['weights'] as number[]),
  fx: (given) => {
    const lines = given['lines'] as { minor: number; ccy: string }[] | undefined
    if (lines !== undefined) {
      const amounts: Amount[] = lines.map(({ minor, ccy }) => ({ minor, currency: ccy }))
      return String(exactSum(amounts, amounts[0]!.currency))
    }
    const amount = { minor: Number(given['minor']), currency: text(given, 'from') }
    return String(exactInBase(amount, given['rate'] as string | null, text(given, 'to')))
  },
  pack: (given) => smallestMultiple(text(given, 'need'), text(given, 'pack'), text(given, 'moq')),
  uom: (given) => {
    const rules = (given['chain'] ?? given['rules']) as UnitRule[]
    return convertUnits(String(given['qty'] ?? 1), rules[0]![0], rules.at(-1)![2], rules)
  },
  day_bucket: (given) => dayOf(text(given, 'utc'), text(given, 'tz')),
  day_length: (given) => hoursInDay(text(given, 'day'), text(given, 'tz')),
  lead_time: (given) => {
    const closures = (given['holidays'] as string[]).map((day) => ({
      startsOn: day,
      endsOn: day,
      reason: 'holiday',
    }))
    const calendar: WorkingCalendar = { workingDays: weekdays, closures }
    const days = Number(given['days'])
    return given['mode'] === 'calendar'
      ? addDays(text(given, 'order'), days)
      : addWorkingDays(text(given, 'order'), days, calendar)
  },
}

const theirErrors: Record<string, string> = {
  'error NO_RATE': 'no_rate',
  'error MIXED_CURRENCY': 'mixed_currency',
  'error INCONSISTENT': 'inconsistent_units',
}

/** What our functions say; a refusal by its code, an amount that can not be kept exactly as 'refused'. */
function answer(each: Case): unknown {
  try {
    return deciders[each.kind]!(each.in)
  } catch (thrown) {
    const details = (thrown as { details?: { refusal?: string } }).details
    return details?.refusal ?? 'refused'
  }
}

/** What is right: their figure; of an order line beyond 2^53 - 1 the refusal, for the books keep no such amount. */
function right({ kind, out }: Case): unknown {
  if (kind === 'line_total') {
    const minor = (out as { half_up_minor: string }).half_up_minor
    return BigInt(minor) > BigInt(Number.MAX_SAFE_INTEGER) ? 'refused' : minor
  }
  return theirErrors[String(out)] ?? out
}

test('every shared case of money, units and days is decided as it should be', (context) => {
  if (!existsSync(file)) {
    process.stdout.write(`skipped: ${file} is not here\n`)
    return context.skip()
  }
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }
  const wrong = cases.flatMap((each) => {
    const [found, wanted] = [answer(each), right(each)]
    return JSON.stringify(found) === JSON.stringify(wanted)
      ? []
      : [`${each.id}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`]
  })
  expect(cases.length).toBeGreaterThan(50)
  expect(wrong).toEqual([])
})
