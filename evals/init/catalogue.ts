// What a team's own shop has that questions can be asked about, as its plan of the day sees it.
import { callTool } from '#operations/call-tool.ts'
import { ensurePlan } from '#operations/plan-shop.ts'
import { asOfDay, type Shop } from '#operations/shop.ts'
import { plainText } from '#render/text.ts'
import { lexiconRows } from '#store/lexicon-rows.ts'
import type { Named } from '#store/name-match.ts'
import { lineResults, planLineList, type PlanLine } from '#store/plan-lines.ts'
import { supplierTerms } from '#store/planning-inputs.ts'

export type CatalogueLine = {
  sku: string
  locationCode: string
  decision: PlanLine['decision']
  supplierCode: string | null
  /** Every location that the item is kept at, by code. */
  places: string[]
  /** Why its quantity is withheld. */
  defect: string | null
  /** The smallest quantity that its supplier sells, and where its first price break begins. */
  moqUnits: number | null
  breakUnits: number | null
}

export type Catalogue = {
  items: Named[]
  locations: Named[]
  /** `scored`: receipts tell how often it delivers on time in full. */
  suppliers: (Named & { scored: boolean; dueCount: number })[]
  lines: CatalogueLine[]
}

/** The list in an order that the source of chance decides. */
export function shuffled<Value>(list: readonly Value[], random: () => number): Value[] {
  const keyed = list.map((value) => ({ value, key: random() }))
  return keyed.toSorted((a, b) => a.key - b.key).map(({ value }) => value)
}

const placeOf = ({ sku, locationCode }: PlanLine) => `${sku}\n${locationCode}`

/** At most `most` lines of each decision. */
function someLines(lines: readonly PlanLine[], random: () => number, most: number): PlanLine[] {
  const sorted = lines.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
  const byDecision = Map.groupBy(shuffled(sorted, random), ({ decision }) => decision)
  return [...byDecision.values()].flatMap((some) => some.slice(0, most))
}

/** Whether a person could type it. */
const canBeSaid = (code: string) => code !== '' && plainText(code) === code

async function isScored(shop: Shop, supplier: string): Promise<boolean> {
  const call = { name: 'get_supplier_performance', input: { supplier } }
  const answer = (await callTool(shop, call, () => undefined)) as {
    lines: { otifRate?: number }[]
  }
  return answer.lines[0]?.otifRate !== undefined
}

/** Chosen parts of a shop, at most `most` of each sort; the same shop and chance give the same. */
export async function catalogueOf(
  shop: Shop,
  random: () => number,
  most: number,
): Promise<Catalogue> {
  const { db } = shop
  const asOf = await asOfDay(shop)
  const run = await ensurePlan(db, { asOf, now: shop.now().toISOString() })
  const named = await lexiconRows(db)
  const all = (await planLineList(db, run.id)).filter(
    ({ sku, locationCode }) => canBeSaid(sku) && canBeSaid(locationCode),
  )
  const locations = named.locations.filter(({ code }) => canBeSaid(code))
  const sellers = named.suppliers.filter(({ code }) => canBeSaid(code))
  const lines = someLines(all, random, most)
  const places = Map.groupBy(all, ({ sku }) => sku)
  const withheld = lines.filter(({ decision }) => decision === 'withheld')
  const results = await lineResults(
    db,
    withheld.map(({ id }) => id),
  )
  const terms = await supplierTerms(db, { asOf, skus: [...new Set(lines.map(({ sku }) => sku))] })
  const suppliers: Catalogue['suppliers'] = []
  for (const supplier of shuffled(sellers, random).slice(0, most)) {
    const due = all.filter(
      ({ decision, supplierCode }) => decision === 'order' && supplierCode === supplier.code,
    )
    const scored = await isScored(shop, supplier.code)
    suppliers.push({ ...supplier, scored, dueCount: due.length })
  }
  return {
    items: named.items.map(({ sku, name }) => ({ code: sku, name })),
    locations,
    suppliers,
    lines: lines.map(({ id, sku, locationCode, decision, supplierCode }) => {
      const options = terms.get(sku) ?? []
      const option = options.find((each) => each.supplierCode === supplierCode) ?? options[0]
      return {
        sku,
        locationCode,
        decision,
        supplierCode,
        places: (places.get(sku) ?? []).map((line) => line.locationCode).toSorted(),
        defect: results.get(id)?.defects[0]?.code ?? null,
        moqUnits: option?.moqUnits ?? null,
        breakUnits: option?.priceBreaks[0]?.minUnits ?? null,
      }
    }),
  }
}
