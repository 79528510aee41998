// Asking for drafts: those that can be made at once, and those that must be asked back about.
import type { CaseDraft } from './case-draft.ts'
import { shuffled } from './catalogue.ts'
import { namesOf } from './names.ts'
import { alternating, linesOf, type Area } from './speech.ts'

/** Drafts: everything due of a supplier, quantities of a person, and of the plan. */
export const drafting: Area = (shop, speech) => {
  const named = linesOf(shop, speech).flatMap((line): CaseDraft[] => {
    const { sku, locationCode, moqUnits } = line
    if (moqUnits === null) return []
    const units = moqUnits * (1 + Math.floor(speech.random() * 4)) + speech.oneOf([0, 0, 1])
    return [
      {
        area: 'drafting',
        when: `${units} of ${sku} are wanted at ${locationCode}`,
        outcome: 'the legal quantity is drafted',
        turn: {
          say: `Draft ${units} ${speech.item(sku)} for ${speech.place(locationCode)}, please.`,
          calls: [
            { draft_purchase_order: { items: [{ item: sku, units, location: locationCode }] } },
          ],
          says: ['1.orders.0.order', '1.orders.0.lines.0.units'],
        },
      },
    ]
  })
  const planned = linesOf(shop, speech, 'order').map((line): CaseDraft => ({
    area: 'drafting',
    when: `${line.sku} is due at ${line.locationCode}`,
    outcome: 'the quantity of the plan is drafted',
    turn: {
      say: `Draft ${speech.item(line.sku)} for ${speech.place(line.locationCode)} as you recommend it.`,
      calls: [
        { draft_purchase_order: { items: [{ item: line.sku, location: line.locationCode }] } },
      ],
      says: ['1.orders.0.order'],
    },
  }))
  const suppliers = shuffled(shop.suppliers, speech.random)
  const everything = suppliers
    .filter(({ dueCount }) => dueCount > 0)
    .map(({ code }): CaseDraft => ({
      area: 'drafting',
      when: `everything due from ${code} is wanted`,
      outcome: 'its due lines are drafted',
      turn: {
        say: `Draft everything that is due from ${speech.supplier(code)}.`,
        calls: [{ draft_purchase_order: { due: true, supplier: code } }],
        says: ['1.orders.0.order'],
      },
    }))
  return alternating(everything, named, planned)
}

/** Words that several items are meant by, and items that are kept in several places. */
export const ambiguity: Area = (shop, speech) => {
  const names = namesOf(shop.items, { alone: false })
  const skus = [...new Set(linesOf(shop, speech).map(({ sku }) => sku))]
  const place = () => speech.place(speech.oneOf(shop.locations).code)
  const shared = names.sharedBy(skus, 3).map(({ words, codes }): CaseDraft => ({
    area: 'ambiguity',
    when: `${words} can mean ${codes.length} items`,
    outcome: 'it is asked which',
    turn: { say: `Draft 48 ${words} for ${place()}`, asks: true, says: codes },
  }))
  const several = linesOf(shop, speech).filter(
    ({ places, moqUnits }) => places.length > 1 && places.length < 4 && moqUnits !== null,
  )
  const nowhere = several.map(({ sku, places, moqUnits }): CaseDraft => {
    const names = places.map((code) => {
      const name = shop.locations.find((location) => location.code === code)?.name
      return name === undefined || name === code ? code : [code, name]
    })
    return {
      area: 'ambiguity',
      when: `no place is said for ${sku}`,
      outcome: 'it is asked where',
      turn: { say: `Draft ${moqUnits} ${sku}`, asks: true, says: names },
    }
  })
  return alternating(shared, nowhere)
}
