// Why a recommendation is what it is: the verdict, the steps that sum to the quantity, the supplier, what would change it.
import { waterfallText } from '../waterfall.ts'
import type { ModalView, ViewBlock } from './blocks.ts'
import { always, fitView, optional, shorterLists } from './budget.ts'
import type { Part } from './budget.ts'
import { facts, header, preformatted, richList, section, context } from './elements.ts'
import { plain } from './text.ts'
import { modal } from './views.ts'
import { NAME, SENTENCE, shown, words } from './words.ts'

/** What explain_recommendation answers, as far as it is shown. */
export type Explanation = {
  recommendation: string
  sku: string
  name: string
  locationCode: string
  currency: string
  decision: string
  units: number
  supplierCode?: string | undefined
  landedCostMinor?: number | undefined
  orderByOn?: string | undefined
  leadTimeDays?: number | undefined
  leadTimeSdDays?: number | undefined
  cycleServiceLevel?: number | undefined
  reorderPointUnits?: number | undefined
  orderUpToUnits?: number | undefined
  inventoryPositionUnits?: number | undefined
  lines: {
    label: string
    units?: number | undefined
    amountMinor?: number | undefined
    display: string
  }[]
  warnings: string[]
  replayedSame: boolean
  display: string
  source: string
  asOf: string
}

export type Explained = {
  why: Explanation
  /** The answers to the other questions about the line; null = not asked, or no answer. */
  whyNot: Explanation | null
  supplier: Explanation | null
  fragility: Explanation | null
}

const VERDICTS: Record<string, string> = {
  enough: 'Enough for now',
  withheld: 'Withheld',
  not_planned: 'Not planned',
}

function verdict({ decision, units }: Explanation): string {
  if (decision === 'order') return `Order ${shown('units', units)}`
  return Object.hasOwn(VERDICTS, decision) ? (VERDICTS[decision] ?? '') : words(decision)
}

function factsOf(line: Explanation, costsShown: boolean): ViewBlock[] {
  const spread =
    line.leadTimeSdDays === undefined ? '' : ` ± ${shown('leadTimeSdDays', line.leadTimeSdDays)}`
  const rows = [
    ...(costsShown
      ? [{ title: 'Landed cost', value: shown('landedCostMinor', line.landedCostMinor, line) }]
      : []),
    { title: 'Order by', value: shown('orderByOn', line.orderByOn) },
    { title: 'Supplier', value: shown('supplierCode', line.supplierCode) },
    { title: 'Lead time', value: `${shown('leadTimeDays', line.leadTimeDays)}${spread}` },
    { title: 'Position', value: shown('inventoryPositionUnits', line.inventoryPositionUnits) },
    { title: 'Reorder point', value: shown('reorderPointUnits', line.reorderPointUnits) },
    { title: 'Order up to', value: shown('orderUpToUnits', line.orderUpToUnits) },
    { title: 'Service level', value: shown('cycleServiceLevel', line.cycleServiceLevel) },
  ].filter(({ value }) => !value.startsWith('–'))
  return rows.length === 0 ? [] : [facts(rows)]
}

/** Facts too weak to trust: said before the quantity. */
function warningsPart(warnings: readonly string[]): Part<ViewBlock>[] {
  if (warnings.length === 0) return []
  return [
    always<ViewBlock>([
      richList(
        'Look at this first',
        warnings.slice(0, 8).map((text) => [plain(text, SENTENCE)]),
      ),
    ]),
  ]
}

const STEP_WIDTH = 56

/** The steps under one another, and their sum in words; nothing where the line has no steps. */
function stepsPart(line: Explanation, costsShown: boolean): Part<ViewBlock>[] {
  const steps = line.lines.flatMap(({ label, units }) =>
    units === undefined ? [] : [{ label: plain(label, NAME), units }],
  )
  if (steps.length === 0) return []
  const sum = steps.reduce((total, { units }) => total + units, 0)
  const text = waterfallText(
    { id: 'steps', title: '', totalLabel: line.decision === 'order' ? 'Order' : 'To order', steps },
    { width: STEP_WIDTH, colour: false },
  )
  return [
    always<ViewBlock>([
      header(line.decision === 'order' ? 'Why this many' : 'How the quantity comes about'),
      preformatted(text),
      section(`The steps sum to ${shown('units', sum)}.`),
    ]),
    // The words of a step may name what it saves.
    ...(costsShown ? [detailPart(line)] : []),
  ]
}

/** Each step in words; the first to be shortened. */
function detailPart(line: Explanation): Part<ViewBlock> {
  const { versions } = shorterLists(line.lines, [10, 5], (part) => [
    richList(
      'Each step in words',
      part.map(({ display }) => [plain(display, SENTENCE)]),
    ),
  ])
  return { rank: 3, versions, left: () => 'some of the steps in words' }
}

/** What an answer says about a price, told by what its lines are about. */
const ABOUT_COSTS = new Set(['unit price', 'cost_outlier'])

/** The answer without what it says of money: with a line about a price, its sentence is about that price too. */
function withoutCosts(answer: Explanation): Explanation {
  const isAbout = ({ label, amountMinor }: Explanation['lines'][number]) =>
    ABOUT_COSTS.has(label) || amountMinor !== undefined
  if (!answer.lines.some(isAbout)) return answer
  return {
    ...answer,
    display: 'It is about what the item costs. Costs are not shown here.',
    lines: answer.lines.filter((line) => !isAbout(line)),
  }
}

function answerPart(title: string, answer: Explanation | null, rank: number): Part<ViewBlock>[] {
  if (answer === null) return []
  const points = answer.lines.slice(0, 8).map(({ display }) => [plain(display, SENTENCE)])
  const blocks: ViewBlock[] = [
    header(title),
    section(plain(answer.display, 2 * SENTENCE)),
    ...(points.length === 0 ? [] : [richList('In figures', points)]),
  ]
  return [optional<ViewBlock>(rank, blocks, `“${title}”`)]
}

/** The sentences about suppliers are about money: where costs are closed, only who it is. */
function supplierPart({ why, supplier }: Explained, costsShown: boolean): Part<ViewBlock>[] {
  if (costsShown) return answerPart('Why this supplier', supplier, 2)
  if (why.supplierCode === undefined) return []
  const text = `${plain(why.supplierCode, 40)} was chosen by its landed cost and its delays. Costs are not shown here.`
  return [
    optional<ViewBlock>(2, [header('Why this supplier'), section(text)], '“Why this supplier”'),
  ]
}

/** The explanation of one recommendation as a modal; warnings and the steps with their sum are always in it. */
export function explainModal(
  explained: Explained,
  options: { costsShown: boolean; metadata: string },
): ModalView {
  const { why } = explained
  const told = (answer: Explanation | null) =>
    answer === null || options.costsShown ? answer : withoutCosts(answer)
  const replayed = why.replayedSame
    ? 'Replayed from its stored inputs: the same to the byte'
    : 'Replaying the stored inputs gave another result: the engine has changed since'
  const headline = options.costsShown ? plain(why.display, 2 * SENTENCE) : verdict(why)
  return modal({
    callback: 'explain_recommendation',
    title: 'Why this quantity',
    metadata: options.metadata,
    blocks: fitView([
      always<ViewBlock>([
        header(`${verdict(why)} · ${plain(why.sku, 64)}`),
        section(`${plain(why.name, NAME)} at ${plain(why.locationCode, 40)}`),
      ]),
      ...warningsPart(why.warnings),
      always<ViewBlock>([section(headline)]),
      ...answerPart('Why it is not on the list', told(explained.whyNot), 1),
      ...stepsPart(why, options.costsShown),
      always<ViewBlock>(factsOf(why, options.costsShown)),
      ...supplierPart(explained, options.costsShown),
      ...answerPart('What would change the decision', told(explained.fragility), 2),
      always<ViewBlock>([
        context(`${replayed} · ${shown('source', why.source)} · as of ${shown('asOf', why.asOf)}`),
      ]),
    ]).blocks,
  })
}
