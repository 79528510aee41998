// What the items of a category show together of the year: learned once per plan, put into the inputs of each line, so
// that a stored line replays with the season it was planned with.
import { addDays } from '#planning/calendar.ts'
import { seasonLearner } from '#planning/forecast/season-profile.ts'
import type { ItemLocationInput, SeasonProfile } from '#planning/types.ts'
import type { Database } from '#store/database.ts'
import { planningInputs } from '#store/planning-inputs.ts'
import { seasonTeachers } from '#store/season-teachers.ts'

/** More items of a category add reading and hardly any knowledge. */
const teachersPerCategory = 40

/** The season of a category as of the end of last month, so that plans of one month share it; null = none known. */
export type Seasons = (category: string) => SeasonProfile | null

/** Learns the seasons of all categories from a draw of their items. */
export async function learnSeasons(tx: Database, asOf: string): Promise<Seasons> {
  const learner = seasonLearner(addDays(`${asOf.slice(0, 7)}-01`, -1))
  const skus = await seasonTeachers(tx, teachersPerCategory)
  for await (const input of planningInputs(tx, { asOf, skus })) {
    if (input.history !== null) learner.learn([input.item.category], input.history, input.events)
  }
  return (category) => learner.profileOf([category])
}

/** The inputs with the season of each item's category in them, where one is known. */
export async function* withSeasons(
  inputs: AsyncIterable<ItemLocationInput>,
  seasons: Seasons,
): AsyncGenerator<ItemLocationInput> {
  for await (const input of inputs) {
    const seasonProfile = seasons(input.item.category)
    yield seasonProfile === null ? input : { ...input, seasonProfile }
  }
}
