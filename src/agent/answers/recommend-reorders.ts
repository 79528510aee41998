import {
  bullets,
  has,
  hole,
  listOf,
  moreOf,
  paragraphs,
  sentence,
  sentences,
  sourceLine,
  table,
  type Column,
  type Result,
} from './markdown.ts'

const head: Column[] = [
  { title: 'Line', field: 'recommendation' },
  { title: 'Item', field: 'name', also: 'sku' },
  { title: 'At', field: 'locationCode' },
]

const due: Column[] = [
  ...head,
  { title: 'Order', field: 'units' },
  { title: 'From', field: 'supplierCode' },
  { title: 'Order by', field: 'orderByOn' },
  { title: 'Runs out', field: 'stockoutOn' },
  { title: 'Landed cost', field: 'landedCostMinor' },
]

const dated: Column[] = [{ title: 'Order on', field: 'orderOn' }, ...due]

const overstock: Column[] = [
  ...head,
  { title: 'Too many', field: 'excessUnits' },
  { title: 'Tied up', field: 'excessMinor' },
]

const MORE = 'Say "more" for the next ones, or narrow the list by supplier, category or warehouse.'

/** The buy list, the withheld lines or the overstock, by the columns that the lines have. */
export function answerReorders(result: Result): string {
  const lines = listOf(result, 'lines')
  const { totals } = result
  const headline = has(totals, 'display') ? `**${sentence('totals', totals, 'display')}**` : ''
  if (lines.length === 0) {
    return paragraphs(
      headline || 'No line fits that.',
      sentences('Left out, what costs most to leave out first:', result, 'leftOut'),
      heldBack(totals),
      sourceLine,
    )
  }
  if (lines.some((line) => has(line, 'excessUnits'))) {
    return paragraphs(
      'We have too many of these; the most money first.',
      table('lines', lines, overstock),
      moreOf(result, lines, MORE),
      sourceLine,
    )
  }
  if (lines.some((line) => has(line, 'defect'))) {
    return paragraphs(
      `**Held back: ${hole('totals.withheldCount')}${has(totals, 'withheldWorthMinor') ? `, worth ${hole('totals.withheldWorthMinor')}` : ''}.** I do not guess; mend the fact, and the line comes back by itself.`,
      bullets('lines', lines.slice(0, 10), (at, line) => {
        const mend = has(line, 'repair') ? ` ${sentence(at, line, 'repair')}` : ''
        return `${sentence(at, line, 'display')}${mend}`
      }),
      moreOf(result, lines, MORE),
      sourceLine,
    )
  }
  return paragraphs(
    headline,
    table('lines', lines, lines.some((line) => has(line, 'orderOn')) ? dated : due),
    sentences('Left out, what costs most to leave out first:', result, 'leftOut'),
    moreOf(result, lines, MORE),
    heldBack(totals),
    'Ask "why" with a line, say "draft it" for purchase orders of these lines, or "draft everything due".',
    sourceLine,
  )
}

function heldBack(totals: unknown): string {
  if (!has(totals, 'withheldCount') || Number((totals as Result)['withheldCount']) === 0) return ''
  const worth = has(totals, 'withheldWorthMinor')
    ? `, worth ${hole('totals.withheldWorthMinor')}`
    : ''
  return `Held back for want of a fact: ${hole('totals.withheldCount')}${worth}. Ask "what is withheld?" to see them.`
}
