// The 240 items: every variant of every family, then the kits, with what happens to single items in their life.

import { readFamilies } from './family.ts'
import type { Season } from './family.ts'
import type { World } from './world.ts'

export type DemoItem = {
  sku: string
  name: string
  category: string
  season: Season
  lifecycle: 'new' | 'active' | 'phase_out' | 'discontinued'
  /** Day of the first sale; null = before the history begins. */
  launchedDay: number | null
  analogueSku: string | null
  shelfLifeDays: number | null
  packSizeUnits: number
  moqUnits: number
  orderMultipleUnits: number
  /** Goods cost in millionths of a pound; 0 for a kit. */
  costMicros: number
  sellPriceMinor: number
  perDay: number
  suppliers: string[]
  locationCodes: string[]
  wholesale: boolean
  components: { sku: string; units: number }[]
}

/** Items launched so many days ago, and the item whose history stands in for theirs. */
const launches: Record<string, { daysAgo: number; analogueSku: string | null }> = {
  'MUG-SND-350': { daysAgo: 38, analogueSku: 'MUG-WHT-350' },
  'MUG-SND-500': { daysAgo: 38, analogueSku: 'MUG-WHT-500' },
  'PLT-SND': { daysAgo: 52, analogueSku: 'PLT-WHT' },
  'SPL-SND': { daysAgo: 52, analogueSku: 'SPL-WHT' },
  'CSH-SGE': { daysAgo: 45, analogueSku: 'CSH-NVY' },
  'TEA-CHM': { daysAgo: 30, analogueSku: 'TEA-GRN' },
  'CND-SEA': { daysAgo: 24, analogueSku: 'CND-LAV' },
  'KTL-CRM': { daysAgo: 60, analogueSku: 'KTL-BLK' },
  'LNT-BRS': { daysAgo: 9, analogueSku: null },
  'BIN-GRN': { daysAgo: 9, analogueSku: null },
}

export const phaseOutSkus = [
  'PLT-GRY',
  'SPL-GRY',
  'BWL-GRN',
  'MUG-GRN-500',
  'CSH-TER',
  'JAR-GRY-2000',
  'BSK-BLK-L',
  'TBL-WHT-140',
  'OLV-LDL',
  'DIF-CED',
]
export const discontinuedSkus = ['DIF-LAV', 'TBL-WHT-240']

/** Items kept in Leeds alone although their family is sold elsewhere: a defect of theirs stays one line. */
const leedsOnly = new Set(['CAF-BLK-1000', 'LNT-BRS', ...phaseOutSkus, ...discontinuedSkus])

/** A name with the characters that break careless pages: it is an honest product name all the same. */
const renamed: Record<string, string> = {
  'APR-NAT': 'Linen apron, natural, "Kiss the <cook> & run"',
}

/** SKU | name | category | units a day | discount | season | components */
const kitRange = `
KIT-MUG-BLU4 | Four blue mugs | Tableware | 1.1 | .9 | flat | MUG-BLU-350*4
KIT-MUG-MIX4 | Four mugs, mixed colours | Tableware | .9 | .9 | gifts | MUG-BLU-350 MUG-GRY-350 MUG-GRN-350 MUG-WHT-350
KIT-BRK-BLU2 | Breakfast set for two, blue | Tableware | .6 | .88 | gifts | SPL-BLU*2 BWL-BLU*2 MUG-BLU-350*2
KIT-PAN-3 | Frying pan set, three sizes | Cookware | .5 | .85 | flat | FRY-STL-20 FRY-STL-24 FRY-STL-28
KIT-KNF-3 | Chef's knife set | Kitchen Tools | .35 | .87 | gifts | KNF-CHF-15 KNF-CHF-20 KNF-CHF-25
KIT-COF-STR | Coffee starter | Coffee & Tea | .6 | .9 | gifts | CAF-STL-350 COF-HSE-250*2
KIT-TEA-TWO | Tea for two | Coffee & Tea | .4 | .9 | gifts | TPT-BLU MUG-BLU-350*2 TEA-EBR
KIT-SPC-5 | Spice shelf | Larder | .3 | .92 | flat | SPC-PAP SPC-CUM SPC-TUR SPC-CIN SPC-CHL
KIT-CND-3 | Three candles in a box | Candles & Gifts | .9 | .9 | gifts | CND-FIG CND-CED CND-LAV
KIT-GDN-STR | Gardener's starter | Garden | .7 | .88 | summer | GDN-TRW GDN-FRK GLV-MED
KIT-HRB-WIN | Windowsill herbs | Garden | .5 | .9 | spring | PLN-TER-15 SED-BSL*2
KIT-JAR-3 | Pantry jars, three sizes | Storage | .45 | .88 | flat | JAR-WHT-500 JAR-WHT-1000 JAR-WHT-2000
`

const locationOfLetter: Record<string, string> = { L: 'LDS', R: 'RTM', F: 'FBA' }

/** A sell price that ends in 9 pence, or in whole pence for the very cheap. */
function sellPriceOf(pounds: number): number {
  const pence = Math.round(pounds * 100)
  return pence < 100 ? pence : Math.max(99, Math.round(pence / 10) * 10 - 1)
}

function lifecycleOf(sku: string): DemoItem['lifecycle'] {
  if (launches[sku] !== undefined) return 'new'
  if (discontinuedSkus.includes(sku)) return 'discontinued'
  return phaseOutSkus.includes(sku) ? 'phase_out' : 'active'
}

function familyItems(world: World): DemoItem[] {
  return readFamilies().flatMap((family) => {
    const chance = world.chance(`family ${family.prefix}`)
    const choices = family.variants.flatMap((v) => family.sizes.map((s) => ({ v, s })))
    return choices.map(({ v, s }, rank) => {
      const sku = [family.prefix, v.code, s.code].filter((part) => part !== '').join('-')
      const name = family.name.replace('{v}', v.words).replace('{s}', s.words)
      const cost = family.cost * v.costFactor * s.costFactor
      const launch = launches[sku]
      const letters = leedsOnly.has(sku) ? ['L'] : family.at.split('')
      return {
        sku,
        name: renamed[sku] ?? name,
        category: family.category,
        season: family.season,
        lifecycle: lifecycleOf(sku),
        launchedDay: launch === undefined ? null : 730 - launch.daysAgo,
        analogueSku: launch?.analogueSku ?? null,
        shelfLifeDays: family.shelfLifeDays,
        packSizeUnits: family.pack,
        moqUnits: family.moq,
        orderMultipleUnits: family.multiple,
        costMicros: Math.round(cost * 1_000_000),
        sellPriceMinor: sellPriceOf(cost * family.markup),
        // Best sellers lead their family; the draw keeps the seed visible in every shop.
        perDay: (family.perDay / (1 + 0.38 * rank)) * chance.between(0.85, 1.15),
        suppliers: family.suppliers,
        locationCodes: letters.map((letter) => locationOfLetter[letter]!),
        wholesale: family.wholesale,
        components: [],
      }
    })
  })
}

function kitItems(parts: ReadonlyMap<string, DemoItem>): DemoItem[] {
  const rows = kitRange.trim().split('\n')
  return rows.map((row) => {
    const [sku = '', name = '', category = '', perDay, discount, season, list = ''] =
      row.split(' | ')
    const components = list.split(' ').map((part) => {
      const [componentSku = '', units = '1'] = part.split('*')
      return { sku: componentSku, units: Number(units) }
    })
    const full = components.reduce((sum, c) => sum + parts.get(c.sku)!.sellPriceMinor * c.units, 0)
    return {
      sku,
      name,
      category,
      season: season as Season,
      lifecycle: 'active',
      launchedDay: null,
      analogueSku: null,
      shelfLifeDays: null,
      packSizeUnits: 1,
      moqUnits: 1,
      orderMultipleUnits: 1,
      costMicros: 0,
      sellPriceMinor: sellPriceOf((full / 100) * Number(discount)),
      perDay: Number(perDay),
      suppliers: [],
      locationCodes: ['LDS'],
      wholesale: false,
      components,
    }
  })
}

/** All items of the shop, kits last. */
export function makeCatalogue(world: World): DemoItem[] {
  const single = familyItems(world)
  return [...single, ...kitItems(new Map(single.map((item) => [item.sku, item])))]
}
