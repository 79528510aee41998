// A line of a made-up shop with nothing in the way: benches change what they are about.
import type { Item, ItemLocationInput, StockFacts, SupplierOption } from '#planning/types.ts'

const source = 'bench'

/** A supplier that takes any order at a price of 1 and delivers on any day. */
export function plainOption(
  asOf: string,
  leadTime: Omit<NonNullable<SupplierOption['leadTime']>, 'source' | 'asOf'>,
  changes: Partial<SupplierOption>,
): SupplierOption {
  return {
    source,
    asOf,
    supplierCode: 'SUPPLIER',
    supplierName: 'Supplier',
    status: 'active',
    preferredRank: 1,
    currency: 'GBP',
    unitPrice: '1',
    priceHistory: [],
    priceBreaks: [],
    moqUnits: 1,
    orderMultipleUnits: 1,
    maximumUnits: null,
    unitOfMeasure: 'each',
    leadTime: { source, asOf, ...leadTime },
    calendar: { workingDays: Array.from({ length: 7 }, () => true), closures: [] },
    dutyRate: 0,
    freightRate: 0,
    freightPerOrderMinor: 0,
    minimumOrderMinor: 0,
    paymentTermsDays: 0,
    incoterm: 'DDP',
    otifRate: null,
    defectRate: null,
    validUntil: null,
    rateToBase: '1',
    currencyDigits: 2,
    ...changes,
  }
}

/** So many units on hand and free, counted on the day. */
export function plainStock(asOf: string, onHandUnits: number): StockFacts {
  return {
    source,
    asOf,
    onHandUnits,
    allocatedUnits: 0,
    unavailableUnits: 0,
    backorderedUnits: 0,
    unitOfMeasure: 'each',
    lots: [],
    unbookedUnits: 0,
  }
}

/** An item at the one place of the shop, without history, stock or supplier unless they are given. */
export function plainLine(
  asOf: string,
  item: Pick<Item, 'sku'> & Partial<Item>,
  changes: Partial<Omit<ItemLocationInput, 'asOf' | 'item'>>,
): ItemLocationInput {
  return {
    asOf,
    baseCurrency: 'GBP',
    item: {
      name: item.sku,
      category: 'bench',
      abcClass: 'A',
      lifecycle: 'active',
      isKit: false,
      seasonal: false,
      unitOfMeasure: 'each',
      packSizeUnits: 1,
      shelfLifeDays: null,
      launchedOn: null,
      sellPriceMinor: null,
      stockoutCostMinor: null,
      analogueSku: null,
      ...item,
    },
    locationCode: 'SHOP',
    history: null,
    analogueHistory: null,
    demandKnownThroughOn: asOf,
    stock: null,
    openOrders: [],
    suppliers: [],
    events: [],
    rules: [],
    transferableUnits: [],
    ...changes,
  }
}
