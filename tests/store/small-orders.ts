import type { ShopRows } from '#store/shop-rows.ts'

type OrderState = ShopRows['purchaseOrders'][number]['state']

/** A purchase order of one line, from ACME to Leeds. */
export function order(
  number: string,
  said: {
    sku: string
    orderedUnits: number
    receivedUnits?: number
    inTransitUnits?: number
    state?: OrderState
    approvedOn?: string
    expectedOn?: string
  },
): Pick<ShopRows, 'purchaseOrders' | 'purchaseOrderLines'> {
  const { sku, orderedUnits, receivedUnits = 0, inTransitUnits = 0, state = 'draft' } = said
  return {
    purchaseOrders: [
      {
        number,
        state,
        supplierCode: 'ACME',
        locationCode: 'LDS',
        currency: 'GBP',
        rateToBase: '1',
        totalMinor: orderedUnits * 420,
        contentHash: 'none',
        createdBy: 'ana',
        createdAt: `${said.approvedOn ?? '2026-11-01'}T09:00:00Z`,
        approvedAt: said.approvedOn === undefined ? null : `${said.approvedOn}T10:00:00Z`,
        lastEditedBy: 'ana',
        expectedOn: said.expectedOn ?? null,
        source: 'test',
      },
    ],
    purchaseOrderLines: [
      {
        orderNumber: number,
        lineNumber: 1,
        sku,
        orderedUnits,
        receivedUnits,
        inTransitUnits,
        unitPrice: '4.2',
        lineTotalMinor: orderedUnits * 420,
      },
    ],
  }
}

/** A receipt of one line. */
export function receipt(
  number: string,
  orderNumber: string,
  said: {
    sku: string
    receivedUnits: number
    damagedUnits: number
    receivedOn?: string
    bookedAt?: string | null
  },
): Pick<ShopRows, 'goodsReceipts' | 'goodsReceiptLines'> {
  const { sku, receivedUnits, damagedUnits, receivedOn = '2026-11-18' } = said
  const bookedAt = said.bookedAt === undefined ? `${receivedOn}T12:00:00Z` : said.bookedAt
  return {
    goodsReceipts: [{ number, orderNumber, receivedOn, bookedAt, source: 'test' }],
    goodsReceiptLines: [{ receiptNumber: number, lineNumber: 1, sku, receivedUnits, damagedUnits }],
  }
}
