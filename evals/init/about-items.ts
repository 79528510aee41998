// Questions about one item: its stock, its price, its sales.
import type { CaseDraft } from './case-draft.ts'
import type { CatalogueLine } from './catalogue.ts'
import { alternating, linesOf, nameOf, whereOf, type Area } from './speech.ts'

/** How much is there. */
export const stock: Area = (shop, speech) =>
  linesOf(shop, speech).map((line) => {
    const [it, at, { asked, other }] = [speech.item(line.sku), speech.at(line), whereOf(line)]
    return {
      area: 'stock',
      when: `the stock of ${nameOf(line)} is asked`,
      outcome: 'it is told',
      turn: {
        say: speech.oneOf([
          `how many ${it} do we have${at}?`,
          `What is the stock of ${it}${at}?`,
          `${it}${at}, what's left?`,
        ]),
        calls: [{ get_stock_position: asked }],
        orElse: [[{ get_stock_position: other }]],
        says: [['1.lines.0.availableUnits', '1.lines.0.onHandUnits']],
      },
    }
  })

/** What a quantity costs: at a price break, and where the number fits no case. */
export const prices: Area = (shop, speech) => {
  const sold = () => linesOf(shop, speech).filter(({ moqUnits }) => moqUnits !== null)
  const priceOf = (line: CatalogueLine, units: number): CaseDraft => {
    const { asked, other } = whereOf(line)
    return {
      area: 'price-breaks',
      when: `${units} of ${nameOf(line)} are priced`,
      outcome: 'the legal quantity and its cost are told',
      turn: {
        say: `what would ${units} ${speech.item(line.sku)} cost us${speech.at(line)}?`,
        calls: [{ compare_suppliers: { ...asked, units } }],
        orElse: [[{ compare_suppliers: { ...other, units } }]],
        says: ['1.lines.0.units', '1.lines.0.landedCostMinor'],
      },
    }
  }
  const broken = sold().filter(({ breakUnits }) => breakUnits !== null)
  return alternating(
    broken.map((line) => priceOf(line, line.breakUnits!)),
    sold().map((line) => priceOf(line, line.moqUnits! * (2 + Math.floor(speech.random() * 8)) + 1)),
  )
}

/** What will be sold. */
export const forecast: Area = (shop, speech) =>
  linesOf(shop, speech).map((line) => {
    const { asked, other } = whereOf(line)
    const weeks = speech.oneOf([4, 6, 12])
    return {
      area: 'forecast',
      when: `the sales of ${nameOf(line)} are asked`,
      outcome: 'they are forecast',
      turn: {
        say: `How many ${speech.item(line.sku)} will we sell in the next ${weeks} weeks${speech.at(line)}?`,
        calls: [{ forecast_demand: { ...asked, weeks } }],
        orElse: [[{ forecast_demand: { ...other, weeks } }]],
        says: [['1.lines.0.totalUnits', '1.lines.0.totalP95Units']],
      },
    }
  })
