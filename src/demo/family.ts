import { gardenRange } from './range-garden.ts'
import { kitchenRange } from './range-kitchen.ts'
import { larderRange } from './range-larder.ts'

/** When in the year an item sells; `flat` all year. */
export type Season = 'flat' | 'spring' | 'summer' | 'autumn' | 'winter' | 'gifts' | 'christmas'

/** A variant or a size: its part of the SKU, its words, and what it costs against the first one. */
export type Choice = { code: string; words: string; costFactor: number }

/** One row of the range tables: every variant in every size is an item. */
export type Family = {
  category: string
  prefix: string
  /** `{v}` and `{s}` stand for the words of variant and size. */
  name: string
  variants: Choice[]
  sizes: Choice[]
  /** The first supplier is the preferred one. */
  suppliers: string[]
  /** Goods cost of one unit in GBP, and the sell price as a multiple of it. */
  cost: number
  markup: number
  /** Units a day in Leeds for the best seller; the others follow at a distance. */
  perDay: number
  season: Season
  shelfLifeDays: number | null
  pack: number
  moq: number
  multiple: number
  /** Letters of the locations: L Leeds, R Rotterdam, F Amazon FBA. */
  at: string
  /** Bought by trade customers too, in whole packs. */
  wholesale: boolean
}

function choicesOf(cell: string): Choice[] {
  return cell.split(', ').map((part) => {
    const [text = '', factor = '1'] = part.split('*')
    const blank = text.indexOf(' ')
    return { code: text.slice(0, blank), words: text.slice(blank + 1), costFactor: Number(factor) }
  })
}

/**
 * Columns: prefix | name | variants | sizes | suppliers | cost | markup | units a day | season | shelf life in
 * days | pack | MOQ | multiple | locations | trade.
 */
function familyOf(category: string, row: string): Family {
  const cells = row.split('|').map((cell) => cell.trim())
  const cell = (index: number) => cells[index] ?? ''
  return {
    category,
    prefix: cell(0),
    name: cell(1),
    variants: choicesOf(cell(2)),
    sizes: cell(3) === '' ? [{ code: '', words: '', costFactor: 1 }] : choicesOf(cell(3)),
    suppliers: cell(4).split(' '),
    cost: Number(cell(5)),
    markup: Number(cell(6)),
    perDay: Number(cell(7)),
    season: cell(8) as Season,
    shelfLifeDays: cell(9) === '' ? null : Number(cell(9)),
    pack: Number(cell(10)),
    moq: Number(cell(11)),
    multiple: Number(cell(12)),
    at: cell(13),
    wholesale: cell(14) === 'trade',
  }
}

/** The whole range, in the order of the tables. */
export function readFamilies(): Family[] {
  const families: Family[] = []
  let category = ''
  for (const line of [kitchenRange, larderRange, gardenRange].join('\n').split('\n')) {
    if (line.startsWith('# ')) category = line.slice(2)
    else if (line !== '') families.push(familyOf(category, line))
  }
  return families
}
