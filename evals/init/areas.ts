// The questions of a suite, by area: what people ask about the things of a shop, with the calls that are right and the fields
// that must be said. They know no figure of the shop but what a question names; the engine tells the truth at run time.
import { forecast, prices, stock } from './about-items.ts'
import { ambiguity, drafting } from './about-orders.ts'
import { due, explained, notDue, withheld } from './about-plan.ts'
import { lists, scorecards } from './about-suppliers.ts'
import type { CaseDraft } from './case-draft.ts'
import type { Catalogue } from './catalogue.ts'
import { alternating, type Area, type Speech } from './speech.ts'
import { irrelevance, refusals } from './talk.ts'

const reorder: Area = (shop, speech) =>
  alternating(due(shop, speech), notDue(shop, speech), lists(shop, speech))

const areas: readonly Area[] = [
  reorder,
  stock,
  explained,
  withheld,
  scorecards,
  prices,
  drafting,
  ambiguity,
  refusals,
  forecast,
  irrelevance,
]

/** What is asked of a shop, a list for each area; a draft may still turn out not to be playable. */
export function draftsByArea(shop: Catalogue, speech: Speech): CaseDraft[][] {
  return areas.map((area) => area(shop, speech))
}
