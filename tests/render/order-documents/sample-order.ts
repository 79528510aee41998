import { lineTotalMinor } from '#planning/money.ts'
import type { LineTerms, OrderFacts, Party } from '#render/order-documents/order-document.ts'

export function party(code: string, name: string, over: Partial<Party> = {}): Party {
  return {
    code,
    name,
    streetLines: ['12 Canal Street'],
    city: 'Leeds',
    postalCode: 'LS1 4AP',
    country: 'GB',
    email: null,
    taxNumber: null,
    ...over,
  }
}

export type SampleLine = { sku: string; name: string; units: number; unitPrice: string }

/** The facts of an order with these lines, in sound sums; everything else as a usual order has it. */
export function sampleFacts(
  lines: SampleLine[] = [
    { sku: 'MUG-BLU-500', name: 'Stoneware mug, blue, 500 ml', units: 288, unitPrice: '2.950000' },
    { sku: 'BKN-SER', name: 'Bread knife, 25 cm', units: 72, unitPrice: '11.910500' },
  ],
  over: Partial<OrderFacts> = {},
): OrderFacts {
  const priced = lines.map((line, at) => ({
    lineNumber: at + 1,
    sku: line.sku,
    name: line.name,
    orderedUnits: line.units,
    unitPrice: line.unitPrice,
    lineTotalMinor: lineTotalMinor(line.unitPrice, line.units, 2),
    expectedOn: null,
  }))
  const terms = (sku: string): LineTerms => ({
    supplierSku: `AC-${sku}`,
    unitOfMeasure: 'each',
    packSizeUnits: 24,
    category: 'Tableware',
  })
  return {
    kind: 'new',
    test: false,
    replaces: null,
    order: {
      number: 'PO-2026-0722',
      revision: 1,
      currency: 'GBP',
      expectedOn: '2026-12-01',
      totalMinor: priced.reduce((sum, line) => sum + line.lineTotalMinor, 0),
      lines: priced,
    },
    termsOf: new Map(lines.map(({ sku }) => [sku, terms(sku)])),
    shop: party('SHOP', 'Hearth & Larder Ltd', {
      email: 'purchasing@shop.example',
      taxNumber: 'GB 123 4567 89',
    }),
    supplier: party('ACME', 'Acme Tableware', {
      streetLines: ['Unit 4', '9 Kiln Road'],
      city: 'Stoke-on-Trent',
    }),
    deliverTo: party('LDS', 'Leeds warehouse, gate 3'),
    incoterm: 'DAP',
    paymentTermsDays: 30,
    noteToSupplier: null,
    issuedAt: '2026-11-20T09:30:00.000Z',
    mailDomain: 'shop.example',
    ...over,
  }
}

/** An order of `count` lines with names of many lengths. */
export function longFacts(count: number, over: Partial<OrderFacts> = {}): OrderFacts {
  return sampleFacts(
    Array.from({ length: count }, (_, at) => ({
      sku: `SKU-${String(at + 1).padStart(4, '0')}`,
      name: `Item ${at + 1} ${'of glazed stoneware with a lid '.repeat(at % 5)}`.trim(),
      units: 24 * (1 + (at % 7)),
      unitPrice: `${1 + (at % 13)}.${String(100_000 + at * 331).slice(0, 6)}`,
    })),
    over,
  )
}

/** Facts with one text in every field that others write. */
export function everywhere(text: string): OrderFacts {
  const facts = sampleFacts([{ sku: text, name: text, units: 3, unitPrice: '1.5' }])
  const hostile = party(text, text, {
    streetLines: [text],
    city: text,
    postalCode: text,
    country: text,
    email: text,
    taxNumber: text,
  })
  return {
    ...facts,
    termsOf: new Map([
      [text, { supplierSku: text, unitOfMeasure: 'each', packSizeUnits: 1, category: text }],
    ]),
    order: { ...facts.order, number: text },
    shop: hostile,
    supplier: hostile,
    deliverTo: hostile,
    incoterm: text,
    noteToSupplier: text,
  }
}
