import type { Distribution } from '#planning/forecast/distribution.ts'
import { pinball } from '#planning/forecast/pinball.ts'
import type { Table } from '../figure.ts'
import type { Catalogue } from './vn2-ours.ts'
import { catalogueOf, knownPart, weeksAhead } from './vn2-ours.ts'
import type { Vn2Item } from './vn2-game.ts'
import { HORIZON_WEEKS } from './vn2-game.ts'

/** Every third item is cut to its last half year; the others, with all they know, teach the seasons. */
const KEPT_WEEKS = 26
const CUT_EVERY = 3
const PROBABILITIES = [0.8, 0.9, 0.95]

type Score = { rmsse: number; pinball: number[]; weeks: number }

const blank = (): Score => ({ rmsse: 0, pinball: PROBABILITIES.map(() => 0), weeks: 0 })

/** Forecasts of items with half a year of history, with what the other items show and without, on known weeks. */
export function shortHistories(items: readonly Vn2Item[], lastWeeks: readonly number[]): Table {
  const [pooled, alone] = [blank(), blank()]
  const teachers = items.filter((_, at) => at % CUT_EVERY !== 0)
  for (const lastWeek of lastWeeks) {
    const knownWeeks = lastWeek - HORIZON_WEEKS
    const catalogue = catalogueOf(teachers, knownWeeks)
    for (const [at, item] of items.entries()) {
      if (at % CUT_EVERY !== 0) continue
      const cut = { ...item, firstWeek: Math.max(item.firstWeek, knownWeeks - KEPT_WEEKS) }
      if (cut.firstWeek > knownWeeks - KEPT_WEEKS) continue
      const scale = naiveScale(cut, knownWeeks)
      if (scale === 0) continue
      add(pooled, cut, knownWeeks, scale, catalogue)
      add(alone, cut, knownWeeks, scale, null)
    }
  }
  const row = (name: string, { rmsse, pinball: losses, weeks }: Score) => [
    name,
    Math.sqrt(rmsse / weeks),
    ...losses.map((loss) => loss / weeks),
  ]
  return {
    title: `VN2: forecasts from ${KEPT_WEEKS} weeks of history`,
    columns: ['', 'RMSSE', ...PROBABILITIES.map((p) => `pinball ${p}`)],
    rows: [row('knowing the other items', pooled), row('own history alone', alone)],
    note: 'Weeks 1-8 ahead, scaled by the naive error in the sample; a third of the items, the other items teach.',
  }
}

/** Mean squared step from week to week. */
function naiveScale(item: Vn2Item, knownWeeks: number): number {
  const { units } = knownPart(item, knownWeeks)
  let sum = 0
  for (let week = 1; week < units.length; week++) sum += (units[week]! - units[week - 1]!) ** 2
  return sum / Math.max(1, units.length - 1)
}

function add(
  score: Score,
  item: Vn2Item,
  knownWeeks: number,
  scale: number,
  catalogue: Catalogue | null,
): void {
  const demand: Distribution[] = weeksAhead(item, knownWeeks, catalogue, HORIZON_WEEKS)
  for (const [ahead, week] of demand.entries()) {
    if (item.inStock[knownWeeks + ahead] === 0) continue
    const actual = item.units[knownWeeks + ahead]!
    score.rmsse += (actual - week.mean) ** 2 / scale
    for (const [at, p] of PROBABILITIES.entries()) {
      score.pinball[at]! += pinball(p, week.quantile(p), actual) / Math.sqrt(scale)
    }
    score.weeks++
  }
}
