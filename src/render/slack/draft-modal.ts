// The quantities of a draft before it is made: each with what its supplier takes, and told at once when it does not.
import { legalUnits } from '#planning/sourcing/legal-quantity.ts'
import { actionId } from './action-names.ts'
import type { InputBlock, ModalView, ViewBlock } from './blocks.ts'
import { always, fitView } from './budget.ts'
import type { Part } from './budget.ts'
import { LIMITS, context, plainObject, section, richList } from './elements.ts'
import { plain } from './text.ts'
import { modal } from './views.ts'
import { countOf, NAME, SENTENCE, shown } from './words.ts'

/** What a supplier takes of an item: whole units, the multiple at least 1. */
export type LegalTerms = {
  moqUnits: number
  orderMultipleUnits: number
  /** null = no maximum is known. */
  maximumUnits: number | null
}

export type DraftLine = LegalTerms & {
  /** The handle: it names the input. */
  recommendation: string
  sku: string
  name: string
  locationCode: string
  supplierName: string
  /** What the field shows: what was recommended, or what was typed last; null = nothing legible. */
  units: number | null
  recommendedUnits: number
}

export type DraftSupplier = {
  supplierName: string
  lineCount: number
  currency: string
  /** An estimate at the price of the quantity; null where costs are closed or a quantity is not legal. */
  totalMinor: number | null
}

/** The most lines of the modal: with an error under each it keeps within a view's hundred blocks. */
export const DRAFT_LINES = 40
const MOST_UNITS = 10_000_000

export type Legality = {
  legal: boolean
  /** The nearest legal quantities, the smaller and the larger; null = there is none on that side. */
  below: number | null
  above: number | null
}

/** Whether so many units may be ordered, and the nearest that may. 0 takes the line off and is always legal. */
export function legality(terms: LegalTerms, units: number): Legality {
  const { moqUnits, orderMultipleUnits: multiple, maximumUnits } = terms
  const maximum = maximumUnits ?? MOST_UNITS
  const smallest = legalUnits(1, moqUnits, multiple, maximum)
  if (units === 0) return { legal: true, below: null, above: smallest > 0 ? smallest : null }
  const largest = Math.floor(maximum / multiple) * multiple
  const below = Math.min(Math.floor(units / multiple) * multiple, largest)
  const above = legalUnits(Math.max(1, Math.ceil(units)), moqUnits, multiple, maximum)
  return {
    legal: Number.isSafeInteger(units) && units === above,
    below: smallest > 0 && below >= smallest ? below : null,
    above: above >= units && above > 0 ? above : null,
  }
}

/** What is wrong with a quantity and which ones are legal, or null when nothing is. */
export function quantityFault(terms: LegalTerms, units: number | null): string | null {
  if (units === null || !Number.isSafeInteger(units) || units < 0) {
    return 'Give a whole number of units, or 0 to take the line off.'
  }
  const { legal, below, above } = legality(terms, units)
  if (legal) return null
  const near = [below, above].filter((each) => each !== null)
  if (near.length === 0) return 'The supplier takes no quantity of it: take the line off with 0.'
  return `${shown('units', units)} can not be ordered. Legal next to it: ${near.map((each) => shown('units', each)).join(' or ')}.`
}

function hintOf(line: DraftLine): string {
  const { moqUnits, orderMultipleUnits: multiple, maximumUnits } = line
  const smallest = legality(line, 0).above
  const said = [
    `recommended ${shown('units', line.recommendedUnits)}`,
    moqUnits > 1 ? `MOQ ${shown('units', moqUnits)}` : '',
    multiple > 1 ? `in multiples of ${shown('units', multiple)}` : '',
    maximumUnits === null ? '' : `at most ${shown('units', maximumUnits)}`,
    smallest === null ? '' : `smallest legal quantity ${shown('units', smallest)}`,
  ]
  const text = said.filter((each) => each !== '').join(', ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}. 0 takes the line off.`
}

/** The block id of a line's input: the handle of its recommendation stands behind the colon. */
export function draftBlockId(recommendation: string): string {
  return `line:${recommendation}`
}

function lineInput(line: DraftLine): InputBlock {
  const label = `${plain(line.sku, 64)} ${plain(line.name, NAME)} at ${plain(line.locationCode, 40)}, from ${plain(line.supplierName, NAME)}`
  return {
    type: 'input',
    block_id: draftBlockId(line.recommendation),
    dispatch_action: true,
    label: plainObject(label, LIMITS.label),
    hint: plainObject(hintOf(line), LIMITS.hint),
    element: {
      type: 'number_input',
      action_id: actionId('line_units'),
      is_decimal_allowed: false,
      initial_value: String(line.units ?? line.recommendedUnits),
      min_value: '0',
      max_value: String(MOST_UNITS),
      dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
    },
  }
}

function linePart(line: DraftLine): Part<ViewBlock> {
  const fault = quantityFault(line, line.units)
  return always<ViewBlock>([lineInput(line), ...(fault === null ? [] : [context(`⚠ ${fault}`)])])
}

function supplierText({ supplierName, lineCount, currency, totalMinor }: DraftSupplier): string {
  const money =
    totalMinor === null ? '' : `, about ${shown('totalMinor', totalMinor, { currency })}`
  return `${plain(supplierName, NAME)}: ${countOf(lineCount, 'line')}${money}`
}

/** The quantities to adjust, at most 40 lines; `moreCount` lines are not in it, and it says so. */
export function draftModal(
  draft: { lines: DraftLine[]; suppliers: DraftSupplier[]; moreCount: number },
  options: { metadata: string },
): ModalView {
  const lines = draft.lines.slice(0, DRAFT_LINES)
  const moreCount = draft.moreCount + draft.lines.length - lines.length
  const more =
    moreCount === 0
      ? []
      : [
          section(
            `${countOf(moreCount, 'more line')} ${moreCount === 1 ? 'is' : 'are'} not in this draft: draft what is left after it.`,
          ),
        ]
  const suppliers = draft.suppliers.slice(0, 8)
  const others = draft.suppliers.length - suppliers.length
  return modal({
    callback: 'draft_orders',
    title: 'Draft orders',
    submit: 'Draft',
    close: 'Cancel',
    metadata: options.metadata,
    blocks: fitView([
      always<ViewBlock>([
        context(
          'A draft commits to nothing: people approve. One order is made for each supplier and place.',
        ),
        ...more,
      ]),
      ...lines.map(linePart),
      always<ViewBlock>(
        suppliers.length === 0
          ? []
          : [
              context(
                ...suppliers.map(supplierText),
                ...(others > 0 ? [`and ${countOf(others, 'more supplier')}`] : []),
              ),
            ],
      ),
    ]).blocks,
  })
}

/** Shown while the orders are drafted: Slack waits three seconds, the planner may take longer. */
export function draftWorking(metadata: string): ModalView {
  return modal({
    callback: 'notice',
    title: 'Draft orders',
    metadata,
    blocks: [section('Working out prices and legal quantities. This takes a few seconds.')],
  })
}

export type DraftedOrder = { order: string; display: string; created: boolean; warnings: string[] }

/** What was drafted: the orders, and what to look at. */
export function draftDone(
  drafted: { orders: DraftedOrder[]; warnings: string[]; moreCount: number; display: string },
  metadata: string,
): ModalView {
  const points = drafted.orders
    .slice(0, 20)
    .map(({ display, created }) => [
      plain(display, SENTENCE),
      created ? '' : '. This draft was there already; nothing was ordered twice.',
    ])
  const more = drafted.moreCount + Math.max(0, drafted.orders.length - 20)
  const warnings = [...drafted.warnings, ...drafted.orders.flatMap(({ warnings }) => warnings)]
  const restCount = Math.max(0, warnings.length - 20)
  const first = warnings.slice(0, 20).map((text) => [plain(text, SENTENCE)])
  return modal({
    callback: 'notice',
    title: 'Drafted',
    metadata,
    blocks: fitView([
      always<ViewBlock>(
        first.length === 0
          ? []
          : [
              richList('Look at this first', [
                ...first,
                ...(restCount > 0 ? [[`and ${shown('count', restCount)} more`]] : []),
              ]),
            ],
      ),
      always<ViewBlock>([
        section(plain(drafted.display, 2 * SENTENCE)),
        ...(points.length === 0 ? [] : [richList('Orders', points)]),
        ...(more > 0 ? [context(`and ${countOf(more, 'more draft')}`)] : []),
      ]),
    ]).blocks,
  })
}

/** Why nothing was drafted, and what to do about it. */
export function draftFailed(
  error: { message: string; repair: string },
  metadata: string,
): ModalView {
  return modal({
    callback: 'notice',
    title: 'Nothing was drafted',
    metadata,
    blocks: [
      section(plain(error.message, 2 * SENTENCE)),
      ...(error.repair === '' ? [] : [section(plain(error.repair, 2 * SENTENCE))]),
    ],
  })
}
