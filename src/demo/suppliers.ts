// Fourteen suppliers: what they are on paper, and how they really behave.

import { yearOf } from '#planning/calendar.ts'
import type { ShopRows } from '#store/shop-rows.ts'
import { contactOf } from './addresses.ts'
import { hostileSupplierNotes } from './hostile-text.ts'
import { HISTORY_DAYS } from './world.ts'
import type { World } from './world.ts'

export type DemoSupplier = {
  code: string
  name: string
  status: 'active' | 'unapproved' | 'blocked'
  currency: string
  country: string
  termsDays: number
  incoterm: string
  workingDays: string
  /** Major units of the supplier's currency. */
  minimumOrder: number
  freightPerOrder: number
  freightRate: number
  dutyRate: number
  /** What the supplier says, and the mean and spread of what comes (fractions of the promise). */
  promisedDays: number
  actualRatio: number
  spread: number
  /** Chance that a line comes short, and the share of units that arrive damaged. */
  shortRate: number
  damageRate: number
  /** Days from the as-of date to the end of the contract. */
  contractDays: number | null
  sla: number | null
  closures: ('new_year' | 'august' | 'christmas')[]
}

/**
 * code | name | status | currency | country | terms | incoterm | working days | minimum | freight per order |
 * freight rate | duty | promised days | actual ratio | spread | short | damaged | contract days | SLA | closures
 */
const table = `
ACME       | Acme Tableware           | active     | GBP | GB | 30 | DAP | 1111100 |  250 |  0 | 0     | 0     | 12 | .86 | .08 | .02 | .004 |  400 | .90 | christmas
NORTHWIND  | Northwind                | active     | EUR | NL | 45 | FCA | 1111100 |  900 |  60 | .01   | .02   | 21 | .86 | .08 | .02 | .003 |  260 | .90 | christmas
BAOLONG    | Baolong Ceramics         | active     | CNY | CN | 60 | FOB | 1111110 | 9000 | 2600| .06   | .06   | 52 | .86 | .06 | .03 | .012 |  510 | .80 | new_year
QINGHE     | Qinghe Textiles          | active     | CNY | CN | 60 | FOB | 1111110 | 8000 | 1900| .045  | .08   | 45 | .87 | .06 | .03 | .005 |  330 | .80 | new_year
SAHAR      | Sahar Olivewood          | active     | USD | JO | 30 | FCA | 1111001 |  900 | 140 | .05   | .025  | 34 | .86 | .07 | .03 | .006 |  210 | .80 |
HALLIDAY   | Halliday Garden Supply   | active     | GBP | GB | 30 | DAP | 1111100 |  200 |  0 | 0     | 0     |  9 | .82 | .07 | .02 | .003 |  150 | .90 | christmas
FERRANTE   | Ferrante Acciaio         | active     | EUR | IT | 60 | EXW | 1111100 |  700 |  85 | .03   | .02   | 24 | .86 | .08 | .02 | .003 |  290 | .85 | august christmas
PENNINE    | Pennine Larder           | active     | GBP | GB | 14 | DAP | 1111110 |  150 |  0 | 0     | 0     |  6 | .80 | .06 | .02 | .004 |  120 | .92 | christmas
OAKSIDE    | Oakside Candle Works     | active     | GBP | GB | 30 | DAP | 1111100 |  180 |  0 | 0     | 0     | 14 | .84 | .08 | .02 | .006 |   21 | .90 | christmas
HARBORLINE | Harborline Imports       | active     | USD | VN | 45 | FOB | 1111110 | 1500 | 420 | .055  | .04   | 40 | .87 | .06 | .02 | .004 |  440 | .90 | new_year
LINDGREN   | Lindgren Grossist        | active     | EUR | SE | 30 | DDP | 1111100 |  300 |  0 | 0     | 0     |  7 | .84 | .05 | .01 | .002 |  600 | .95 | christmas
JUNIPER    | Juniper and Fern         | active     | GBP | GB | 30 | DAP | 1111100 |  120 |  0 | 0     | 0     | 15 | .9 | .1 | 0 | 0 |  360 | .90 | christmas
DRAYCOTT   | Draycott Wholesale       | blocked    | GBP | GB | 14 | EXW | 1111100 |  100 |  10 | 0     | 0     | 11 | 1.1 | .30 | .12 | .03  |  -40 | .90 | christmas
ZENMARK    | Zenmark Home             | unapproved | USD | CN | 0  | FOB | 1111110 | 2000 | 380 | .06   | .06   | 48 | 1   | .20 | .05 | .02  |      |     | new_year
`

/** The suppliers with their behaviour, as the simulation needs them. */
export function readSuppliers(): DemoSupplier[] {
  return table
    .trim()
    .split('\n')
    .map((row) => {
      const c = row.split('|').map((cell) => cell.trim())
      const number = (index: number) => Number(c[index])
      const optional = (index: number) => (c[index] === '' ? null : Number(c[index]))
      return {
        code: c[0]!,
        name: c[1]!,
        status: c[2] as DemoSupplier['status'],
        currency: c[3]!,
        country: c[4]!,
        termsDays: number(5),
        incoterm: c[6]!,
        workingDays: c[7]!,
        minimumOrder: number(8),
        freightPerOrder: number(9),
        freightRate: number(10),
        dutyRate: number(11),
        promisedDays: number(12),
        actualRatio: number(13),
        spread: number(14),
        shortRate: number(15),
        damageRate: number(16),
        contractDays: optional(17),
        sla: optional(18),
        closures: (c[19] === '' ? [] : c[19]!.split(' ')) as DemoSupplier['closures'],
      }
    })
}

/** Supplier rows; prices and minimums in the supplier's currency. */
export function makeSuppliers(world: World, suppliers: DemoSupplier[]): ShopRows['suppliers'] {
  return suppliers.map((supplier) => ({
    code: supplier.code,
    name: supplier.name,
    status: supplier.status,
    currency: supplier.currency,
    country: supplier.country,
    ...contactOf(supplier.code),
    email: `orders@${supplier.code.toLowerCase()}.example`,
    paymentTermsDays: supplier.termsDays,
    incoterm: supplier.incoterm,
    workingDays: supplier.workingDays,
    minimumOrderMinor: supplier.minimumOrder * 100,
    freightPerOrderMinor: supplier.freightPerOrder * 100,
    freightRate: supplier.freightRate,
    // Contracts run for three years.
    contractStartsOn:
      supplier.contractDays === null
        ? null
        : world.date(HISTORY_DAYS + supplier.contractDays - 1095),
    contractEndsOn:
      supplier.contractDays === null ? null : world.date(HISTORY_DAYS + supplier.contractDays),
    slaOtifRate: supplier.sla,
    createdBy: supplier.code === 'JUNIPER' || supplier.code === 'ZENMARK' ? 'maya' : 'alex',
    note: hostileSupplierNotes[supplier.code] ?? null,
    source: 'demo:suppliers',
    asOf: world.instant(HISTORY_DAYS - 20, '10:00'),
  }))
}

/** First day of the Chinese year, 2020 to 2035; other years take the middle of its range. */
const lunarNewYear: Record<number, string> = {
  2020: '01-25',
  2021: '02-12',
  2022: '02-01',
  2023: '01-22',
  2024: '02-10',
  2025: '01-29',
  2026: '02-17',
  2027: '02-06',
  2028: '01-26',
  2029: '02-13',
  2030: '02-03',
  2031: '01-23',
  2032: '02-11',
  2033: '01-31',
  2034: '02-19',
  2035: '02-08',
}

/** Every closure from a year before the history to two years after the as-of date. */
export function makeClosures(
  world: World,
  suppliers: DemoSupplier[],
): ShopRows['supplierClosures'] {
  const firstYear = yearOf(world.firstDay) - 1
  const years = Array.from({ length: 6 }, (_, index) => firstYear + index)
  const plus = (date: string, days: number) => world.plus(date, days)
  return suppliers.flatMap((supplier) =>
    years.flatMap((year) =>
      supplier.closures.map((kind) => {
        if (kind === 'august')
          return closure(supplier.code, `${year}-08-04`, `${year}-08-25`, 'August shutdown')
        if (kind === 'christmas')
          return closure(supplier.code, `${year}-12-24`, `${year + 1}-01-02`, 'Christmas')
        const newYear = `${year}-${lunarNewYear[year] ?? '02-05'}`
        return closure(supplier.code, plus(newYear, -4), plus(newYear, 12), 'Chinese New Year')
      }),
    ),
  )
}

function closure(supplierCode: string, startsOn: string, endsOn: string, reason: string) {
  return { supplierCode, startsOn, endsOn, reason }
}
