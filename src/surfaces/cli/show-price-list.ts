import pc from 'picocolors'
import type { PriceDifference, Terms } from '#purchasing/price-list.ts'
import type { PriceListReport } from '#operations/operations.ts'
import { formatPrice, formatRate } from '#render/figures.ts'
import { textTable, type TableCell, type TableColumn } from '#render/table.ts'
import { plainText } from '#render/text.ts'
import { outputStyle } from './print.ts'

const columns: TableColumn[] = [
  { title: 'Item', align: 'left', minimumWidth: 8 },
  { title: 'Line', align: 'right' },
  { title: 'On record', align: 'right' },
  { title: 'List', align: 'right' },
  { title: 'Change', align: 'right' },
  { title: 'Look at', align: 'left', minimumWidth: 20 },
]

/** Rows on a terminal; all of them are in --json and on the page Price lists. */
const mostRows = 60

const price = (terms: Terms | null) =>
  terms === null ? '–' : formatPrice(terms.unitPrice, terms.currency)

function rowCells({
  listed,
  sku,
  before,
  after,
  priceChange,
  flags,
}: PriceDifference): TableCell[] {
  const change =
    priceChange === null ? '–' : `${priceChange > 0 ? '+' : ''}${formatRate(priceChange)}`
  const text = flags.map(({ sentence }) => plainText(sentence)).join(' ')
  return [
    plainText(sku ?? listed.sku ?? listed.supplierSku ?? ''),
    String(listed.line),
    price(before),
    after === null ? plainText(listed.unitPrice) : price(after),
    change,
    { text, tone: flags.length > 0 ? 'warning' : 'plain' },
  ]
}

const said: Record<PriceListReport['outcome'], string> = {
  staged: 'Staged; no price counts before somebody else accepts it.',
  would_stage: 'Dry run: nothing was staged.',
  unchanged: 'This file is on record already; nothing was changed.',
  shown: '',
  applied: 'Applied; the prices count from now on.',
  discarded: 'Discarded; the terms stay as they are.',
}

/** What to do next with a list that waits, in the words of the command line. */
function nextStep({ outcome, list }: PriceListReport): string {
  if (list.state !== 'staged' || outcome === 'would_stage') return ''
  const discard = `prices discard ${list.id} --reason "..." --as EMAIL`
  if (list.obstacle !== null) return `${list.obstacle}\nTo put it away: ${discard}`
  return `Somebody else than ${plainText(list.stagedBy)} accepts what is shown here:\n  prices accept ${list.id} --seen ${list.seen.slice(0, 12)} --as EMAIL\nor puts it away: ${discard}`
}

/** Prints a list beside the terms on record, flagged rows first, and how to go on. */
export function showPriceList(report: PriceListReport): void {
  const { list, outcome } = report
  const worth = ({ flags, changes }: PriceDifference) => flags.length * 2 + Number(changes)
  const rows = list.rows.toSorted((a, b) => worth(b) - worth(a))
  const lines = [
    `${pc.bold(list.id)}  ${plainText(list.fileName)} of ${plainText(list.supplierName)}, ${list.state}`,
    `${list.rows.length} rows, ${list.changed} change something, ${list.flagged} to look at`,
    '',
    textTable(columns, rows.slice(0, mostRows).map(rowCells), outputStyle()),
    ...(rows.length > mostRows ? [`and ${rows.length - mostRows} more rows: --json`] : []),
    ...[said[outcome], nextStep(report)].filter((text) => text !== '').map((text) => `\n${text}`),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
