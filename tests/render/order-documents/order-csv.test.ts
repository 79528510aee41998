import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { orderCsv } from '#render/order-documents/order-csv.ts'
import { orderDocument } from '#render/order-documents/order-document.ts'
import { hostileTexts, named } from './hostile.ts'
import { everywhere, longFacts, sampleFacts } from './sample-order.ts'

const rowsOf = (csv: string) => parse(csv, { bom: true, columns: true }) as Record<string, string>[]

describe('an order as CSV', () => {
  it('has a row a line, with sums that a program can check', () => {
    const document = orderDocument(longFacts(200))
    const rows = rowsOf(orderCsv(document))
    expect(rows).toHaveLength(200)
    const sum = rows.reduce((sum, row) => sum + Math.round(Number(row['line_total']) * 100), 0)
    expect(sum).toBe(document.totalMinor)
  })

  it('says what the order says', () => {
    expect(orderCsv(orderDocument(sampleFacts())).split('\r\n').slice(0, 2)).toEqual([
      '\uFEFFkind,order_number,revision,line,supplier_sku,sku,name,units,unit_of_measure,unit_code,pack_size_units,currency,unit_price,line_total,expected_on,deliver_to',
      'new,PO-2026-0722,1,1,AC-MUG-BLU-500,MUG-BLU-500,"Stoneware mug, blue, 500 ml",288,each,EA,24,GBP,2.95,849.60,2026-12-01,"Leeds warehouse, gate 3"',
    ])
  })

  it.each(named(hostileTexts))('%s begins no formula and no row', (_, text) => {
    const rows = rowsOf(orderCsv(orderDocument(everywhere(text))))
    expect(rows).toHaveLength(1)
    for (const value of Object.values(rows[0]!)) expect(value).not.toMatch(/^[=+\-@\t\r]/)
  })
})
