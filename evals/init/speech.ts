// How people of the shop would say it: which name of a thing, which order of things, all by one source of chance.
import type { CaseDraft } from './case-draft.ts'
import { shuffled, type Catalogue, type CatalogueLine } from './catalogue.ts'
import { namesOf } from './names.ts'

/** Chance, and how the things of the shop are called today. */
export type Speech = {
  random: () => number
  oneOf<Value>(list: readonly Value[]): Value
  item(sku: string): string
  supplier(code: string): string
  /** ' in Leeds'; nothing for an item that is kept in one place. */
  at(line: CatalogueLine): string
  place(code: string): string
}

/** How the things of a shop are called, with chance choosing among the ways. */
export function speechOf({ items, suppliers, locations }: Catalogue, random: () => number): Speech {
  const oneOf = <Value>(list: readonly Value[]) => list[Math.floor(random() * list.length)]!
  const called = (all: Parameters<typeof namesOf>[0], alone = true) => {
    const names = namesOf(all, { alone })
    const known = new Map<string, string[]>()
    return (code: string) => {
      const ways = known.get(code) ?? names.waysToSay(code)
      known.set(code, ways)
      return oneOf(ways)
    }
  }
  const place = called(locations)
  return {
    random,
    oneOf,
    item: called(items, false),
    supplier: called(suppliers),
    place,
    at: ({ places, locationCode }) => (places.length < 2 ? '' : ` in ${place(locationCode)}`),
  }
}

/** The cases of one area, the order by chance; one may turn out not to be playable. */
export type Area = (shop: Catalogue, speech: Speech) => CaseDraft[]

/** An item where it is kept, as a call names it, and the other ways that are as right. */
export function whereOf({ sku, locationCode, places }: CatalogueLine) {
  const [item, both] = [{ item: sku }, { item: sku, location: locationCode }]
  return places.length < 2 ? { asked: item, other: both } : { asked: both, other: item }
}

/** The item as a case is named after it. */
export const nameOf = ({ sku, locationCode, places }: CatalogueLine) =>
  places.length < 2 ? sku : `${sku} at ${locationCode}`

/** The first of each list, then the second of each. */
export function alternating<Value>(...lists: readonly Value[][]): Value[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_, at) =>
    lists.flatMap((list) => list.slice(at, at + 1)),
  ).flat()
}

/** The lines of a decision, or all of them, in an order of chance. */
export const linesOf = (
  { lines }: Catalogue,
  speech: Speech,
  decision?: CatalogueLine['decision'],
) =>
  shuffled(
    lines.filter((line) => decision === undefined || line.decision === decision),
    speech.random,
  )
