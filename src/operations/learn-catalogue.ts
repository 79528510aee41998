// What the items of the shop show together: the year of each category, what price does there, how counts behave. Learned once per plan and
// put into the inputs of each line, so that a stored line replays with what it was planned with.
import { addDays, toDay, toIso, weekStartOf } from '#planning/calendar.ts'
import { noPool, type CountPool } from '#planning/forecast/counts/count-pool.ts'
import { poolLearner } from '#planning/forecast/counts/pool-learner.ts'
import { priceLearner } from '#planning/forecast/price/price-learner.ts'
import type { PricePool, SellPrice } from '#planning/forecast/price/sell-price.ts'
import { seasonLearner } from '#planning/forecast/season-profile.ts'
import type { CalendarEvent, DemandHistory, ItemLocationInput } from '#planning/types.ts'
import type { Database } from '#store/database.ts'
import { planningInputs } from '#store/planning-inputs.ts'
import { priceTeachers, seasonTeachers } from '#store/season-teachers.ts'

/** More items of a category add reading and hardly any knowledge. */
const teachersPerCategory = 40
/** The same of the whole catalogue, for what it shows of counts. */
const countTeachers = 500

/** What the other items show of one of this category; nothing where nothing could be learned. */
export type Catalogue = (
  category: string,
) => Pick<ItemLocationInput, 'seasonProfile' | 'countPool' | 'pricePool'>

/** One item's past, for those who learn from it. */
export type Teacher = {
  category: string
  history: DemandHistory
  events: CalendarEvent[]
  sellPrices: SellPrice[]
}

type Learner = {
  learn(teacher: Teacher, ofCounts: boolean): void
  learnPrices(teacher: Teacher): void
  catalogue(): Catalogue
}

/** Seasons as of the end of last month, counts and prices as of the last Sunday, so that plans of one week share them. */
function catalogueLearner(asOf: string): Learner {
  const lastSunday = toIso(weekStartOf(toDay(asOf) + 1) - 1)
  const seasons = seasonLearner(addDays(`${asOf.slice(0, 7)}-01`, -1))
  const counts = poolLearner(lastSunday)
  const prices = priceLearner(lastSunday)
  return {
    learn({ category, history, events }, ofCounts) {
      seasons.learn([category], history, events)
      if (ofCounts) counts.learn(history, events)
    },
    learnPrices({ category, history, events, sellPrices }) {
      prices.learn(category, history, events, sellPrices)
    },
    catalogue() {
      const pool = counts.pool()
      return (category) => known(seasons.profileOf([category]), pool, prices.poolFor(category))
    },
  }
}

function known(
  seasonProfile: ItemLocationInput['seasonProfile'],
  countPool: CountPool,
  pricePool: PricePool | null,
): ReturnType<Catalogue> {
  return {
    ...(seasonProfile ? { seasonProfile } : {}),
    ...(countPool === noPool ? {} : { countPool }),
    ...(pricePool === null ? {} : { pricePool }),
  }
}

const strideOf = (count: number) => Math.max(1, Math.ceil(count / countTeachers))

async function* teachersOf(
  tx: Database,
  asOf: string,
  skus: readonly string[],
): AsyncGenerator<Teacher> {
  if (skus.length === 0) return
  for await (const input of planningInputs(tx, { asOf, skus })) {
    const { item, history, events, sellPrices = [] } = input
    if (history !== null) yield { category: item.category, history, events, sellPrices }
  }
}

/** Learns from a draw of the items of every category, and of price from those whose price has changed. */
export async function learnCatalogue(tx: Database, asOf: string): Promise<Catalogue> {
  const learner = catalogueLearner(asOf)
  const skus = await seasonTeachers(tx, teachersPerCategory)
  const stride = strideOf(skus.length)
  let at = 0
  for await (const teacher of teachersOf(tx, asOf, skus))
    learner.learn(teacher, at++ % stride === 0)
  for await (const teacher of teachersOf(
    tx,
    asOf,
    await priceTeachers(tx, asOf, teachersPerCategory),
  ))
    learner.learnPrices(teacher)
  return learner.catalogue()
}

/** What was to be learned on each day of the past, from at most `perCategory` items of a category as known that day. */
export async function pastCatalogues(
  tx: Database,
  asOf: string,
  perCategory: number,
): Promise<(asOf: string) => Catalogue> {
  const teachers: Teacher[] = []
  const skus = await seasonTeachers(tx, perCategory)
  for await (const teacher of teachersOf(tx, asOf, skus)) teachers.push(teacher)
  const ofPrices: Teacher[] = []
  const pricedSkus = await priceTeachers(tx, asOf, perCategory)
  for await (const teacher of teachersOf(tx, asOf, pricedSkus)) ofPrices.push(teacher)
  const stride = strideOf(teachers.length)
  const weeks = new Map<number, Catalogue>()
  return (day) => {
    const week = weekStartOf(toDay(day) + 1)
    const before = weeks.get(week)
    if (before !== undefined) return before
    const learner = catalogueLearner(day)
    teachers.forEach((teacher, at) => learner.learn(teacher, at % stride === 0))
    for (const teacher of ofPrices) learner.learnPrices(teacher)
    const catalogue = learner.catalogue()
    weeks.set(week, catalogue)
    return catalogue
  }
}

/** The inputs with what the catalogue shows of each; of price only where the item or its analogue has a price list. */
export async function* withCatalogue<
  Input extends Pick<ItemLocationInput, 'item' | 'sellPrices' | 'analogueSellPrices'>,
>(
  inputs: AsyncIterable<Input>,
  catalogue: Catalogue,
): AsyncGenerator<Input & ReturnType<Catalogue>> {
  for await (const input of inputs) {
    const { pricePool, ...shown } = catalogue(input.item.category)
    const priced = input.sellPrices ?? input.analogueSellPrices
    yield { ...input, ...shown, ...(priced && pricePool && { pricePool }) }
  }
}
