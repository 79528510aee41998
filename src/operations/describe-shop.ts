import { shopCounts } from '#store/shop-counts.ts'
import { modelLabel } from '#agent/models.ts'
import { asOfDay, personOf, settingsOf, type Shop } from './shop.ts'

export type ShopDescription = {
  name: string
  asOf: string
  isDemo: boolean
  baseCurrency: string
  personName: string
  personRole: string
  modelName: string
  /** The data folder or the server, for people to read. */
  where: string
  itemCount: number
  supplierCount: number
  locationCount: number
  demandDayCount: number
}

/** What a surface says of the shop on its first line. */
export async function describeShop(shop: Shop): Promise<ShopDescription> {
  const settings = await settingsOf(shop)
  const counts = await shopCounts(shop.db)
  const person = await personOf(shop)
  return {
    name: settings.name,
    asOf: await asOfDay(shop),
    isDemo: settings.demoAsOf !== null,
    baseCurrency: settings.baseCurrency,
    personName: person.name,
    personRole: person.role,
    modelName: modelLabel(shop.model),
    where: shop.where,
    ...counts,
  }
}
