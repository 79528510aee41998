// The modal of a draft as it is drawn: for recommended lines, or for the lines of an order.
import { costMinor, type DraftTerms } from '#operations/draft-terms.ts'
import type { ModalView } from '#render/slack/blocks.ts'
import { DRAFT_LINES, draftModal, quantityFault } from '#render/slack/draft-modal.ts'
import type { DraftLine, DraftSupplier } from '#render/slack/draft-modal.ts'
import { plainObject } from '#render/slack/elements.ts'
import { packForm, type DraftForm } from './draft-form.ts'

/** What stands in each field: the units by the key of the line; null = nothing legible. */
export type Typed = (terms: DraftTerms) => number | null

function lineOf(terms: DraftTerms, units: number | null): DraftLine {
  const { key, sku, name, locationCode, recommendedUnits, option } = terms
  const { supplierName, moqUnits, orderMultipleUnits, maximumUnits } = option
  const legal = { moqUnits, orderMultipleUnits, maximumUnits }
  return {
    recommendation: key,
    sku,
    name,
    locationCode,
    supplierName,
    units,
    recommendedUnits,
    ...legal,
  }
}

/** What the lines of each supplier cost together; null where one of them can not be ordered so. */
function suppliersOf(lines: readonly DraftTerms[], typed: Typed): DraftSupplier[] {
  const groups = Map.groupBy(lines, ({ option }) => `${option.supplierCode} ${option.currency}`)
  return [...groups.values()].flatMap((some) => {
    const [first] = some
    const kept = some.filter((each) => typed(each) !== 0)
    if (first === undefined || kept.length === 0) return []
    const { supplierName, currency } = first.option
    const isLegal = kept.every((each) => quantityFault(each.option, typed(each)) === null)
    const totalMinor = isLegal
      ? kept.reduce((sum, each) => sum + costMinor(each, typed(each) ?? 0), 0)
      : null
    return [{ supplierName, lineCount: kept.length, currency, totalMinor }]
  })
}

type Where = Omit<DraftForm, 'lines'>

function formOf(lines: readonly DraftTerms[], where: Where): string {
  return packForm({
    ...where,
    lines: lines.map(({ key, option: { moqUnits, orderMultipleUnits, maximumUnits } }) => {
      return { key, moqUnits, orderMultipleUnits, maximumUnits }
    }),
  })
}

/** The modal of recommended lines with what stands in its fields. */
export function draftView(all: readonly DraftTerms[], typed: Typed, where: Where): ModalView {
  const lines = all.slice(0, DRAFT_LINES)
  return draftModal(
    {
      lines: lines.map((each) => lineOf(each, typed(each))),
      suppliers: suppliersOf(lines, typed),
      moreCount: all.length - lines.length,
    },
    { metadata: formOf(lines, where) },
  )
}

/** The modal of the lines of a draft order: the first forty; the others stay as they are. */
export function adjustView(all: readonly DraftTerms[], typed: Typed, where: Where): ModalView {
  const view = draftView(all.slice(0, DRAFT_LINES), typed, where)
  return {
    ...view,
    callback_id: 'adjust_order',
    title: plainObject('Adjust the draft', 24),
    submit: plainObject('Save', 24),
  }
}
