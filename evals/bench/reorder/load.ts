import type { Database } from '#store/database.ts'
import { writeShopSettings } from '#store/settings.ts'
import type { ShopRows } from '#store/shop-rows.ts'
import { emptyShop, writeShop } from '#store/shop-write.ts'
import type { WorkRow } from './workload.ts'

export const workAsOf = '2026-11-20'
const fact = { source: 'bench', asOf: `${workAsOf}T06:00:00Z` }
const codeOf = (supplier: number) => `SUP${String(supplier).padStart(2, '0')}`

/** The workload as a shop of one place: no sales at all, a `min_max` rule on every item. */
function shopOf(rows: WorkRow[]): ShopRows {
  const suppliers = [...new Set(rows.map(({ supplier }) => supplier))].toSorted((a, b) => a - b)
  return {
    ...emptyShop(),
    locations: [
      { code: 'MAIN', name: 'Main', kind: 'warehouse', timeZone: 'UTC', country: 'GB', ...fact },
    ],
    people: [{ id: 'ana', name: 'Ana', email: 'ana@example.com', role: 'buyer' }],
    suppliers: suppliers.map((supplier) => ({
      code: codeOf(supplier),
      name: `Supplier ${supplier}`,
      status: 'active',
      currency: 'GBP',
      country: 'GB',
      paymentTermsDays: 30,
      incoterm: 'DAP',
      workingDays: '1111100',
      minimumOrderMinor: 0,
      freightPerOrderMinor: 0,
      freightRate: 0,
      ...fact,
    })),
    items: rows.map(({ sku }) => ({
      sku,
      name: `Article ${sku}`,
      category: 'all',
      abcClass: 'B',
      lifecycle: 'active',
      unitOfMeasure: 'each',
      ...fact,
    })),
    supplierItems: rows.map(({ sku, supplier, leadDays, price }) => ({
      supplierCode: codeOf(supplier),
      sku,
      unitPrice: price,
      currency: 'GBP',
      unitOfMeasure: 'each',
      moqUnits: 1,
      orderMultipleUnits: 1,
      leadTimeDays: leadDays,
      dutyRate: 0,
      preferredRank: 1,
      ...fact,
    })),
    stock: rows.map(({ sku, onHand }) => ({
      sku,
      locationCode: 'MAIN',
      onHandUnits: onHand,
      allocatedUnits: 0,
      qualityHoldUnits: 0,
      damagedUnits: 0,
      backorderedUnits: 0,
      unitOfMeasure: 'each',
      countedAt: fact.asOf,
      source: fact.source,
    })),
    rules: rows.map(({ sku, min, target }) => ({
      id: `MM-${sku}`,
      kind: 'min_max',
      sku,
      value: `${min}/${target}`,
      reason: 'bench',
      startsOn: '2026-01-01',
      madeBy: 'ana',
    })),
  }
}

/** Fills an empty database with the workload. */
export async function loadWork(db: Database, rows: WorkRow[]): Promise<void> {
  const settings = { name: 'Bench', baseCurrency: 'GBP', timeZone: 'UTC', demoAsOf: workAsOf }
  await writeShopSettings(db, settings)
  await writeShop(db, shopOf(rows))
}
