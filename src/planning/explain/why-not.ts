import { formatCount, formatDate } from '#render/figures.ts'
import { countedUnits } from '../policy/stock-position.ts'
import type { IsoDate, Recommendation } from '../types.ts'

export type WhyNot = {
  onTheList: boolean
  /** Inventory position now, and with drafts, which is what the reorder point is compared with. */
  inventoryPositionUnits: number | null
  draftedUnits: number | null
  writtenDownUnits: number | null
  reorderPointUnits: number | null
  /** Units that must be sold before the line is due; 0 = it is due. */
  unitsToSellFirst: number | null
  /** The day on which mean demand takes it there; null = not within two years or not known. */
  dueOn: IsoDate | null
  sentence: string
}

/** Position and drafts, less what is likely lost and what will expire unsold: what the reorder point is compared with. */
function heldUnits({ position, waterfall }: Recommendation): number {
  const expiring = waterfall
    .filter(({ code, units }) => code === 'shelf_life_cap' && units > 0)
    .reduce((sum, { units }) => sum + units, 0)
  return position ? countedUnits(position) - expiring : 0
}

function enoughSentence(line: Recommendation, toSell: number, dueOn: IsoDate | null): string {
  const { position, reorderPointUnits } = line
  const held = heldUnits(line)
  const drafted = position?.draftedUnits ?? 0
  const withDrafts = drafted > 0 ? `, ${formatCount(drafted)} of them drafted` : ''
  const start = `${line.sku} at ${line.locationCode} has ${formatCount(held)} units available, on order or drafted${withDrafts}`
  if (line.neededUnits > 0)
    return `${start}; ${line.warnings.at(-1) ?? 'its need is met without buying.'}`
  const threshold = `it goes on the list at ${formatCount(reorderPointUnits ?? 0)} or fewer, ${formatCount(toSell)} from now`
  const when =
    dueOn === null ? 'not within two years at the expected demand' : `about ${formatDate(dueOn)}`
  return `${start}; ${threshold}, ${when}.`
}

/**
 * Why a line is not on the buy list: for one with enough stock the inventory position (with drafts, whole units) and
 * the date that would put it there, else the fact that is missing or the reason for which it is not planned.
 */
export function whyNot(line: Recommendation): WhyNot {
  const { position, whyNot: threshold } = line
  const held = position ? heldUnits(line) : null
  const reorderPointUnits = threshold?.reorderPointUnits ?? line.reorderPointUnits
  const unitsToSellFirst =
    held === null || reorderPointUnits === null ? null : Math.max(0, held - reorderPointUnits)
  const dueOn = threshold?.dueOn ?? null
  const sentences = {
    order: () =>
      `${line.sku} at ${line.locationCode} is on the list: order ${formatCount(line.units)}.`,
    enough: () => enoughSentence(line, unitsToSellFirst ?? 0, dueOn),
    withheld: () => {
      const [first] = line.defects
      return first ? `The quantity is withheld. ${first.fact} ${first.repair}` : ''
    },
    not_planned: () => line.warnings.join(' '),
  }
  return {
    onTheList: line.decision === 'order',
    inventoryPositionUnits: position?.inventoryPositionUnits ?? null,
    draftedUnits: position?.draftedUnits ?? null,
    writtenDownUnits: position?.writtenDownUnits ?? null,
    reorderPointUnits,
    unitsToSellFirst,
    dueOn,
    sentence: sentences[line.decision](),
  }
}
