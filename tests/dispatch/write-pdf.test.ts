import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { orderMail } from '#root/dispatch/order-mail.ts'
import { writePdf } from '#root/dispatch/write-pdf.ts'
import { orderDocument } from '#render/order-documents/order-document.ts'
import { longFacts, sampleFacts } from '../render/order-documents/sample-order.ts'

const addresses = {
  from: 'orders@shop.example',
  replyTo: 'buyers@shop.example',
  to: 'sales@supplier.example',
}

describe('the PDF of an order', () => {
  it('has the same bytes for the same document, and others for another', async () => {
    const document = orderDocument(sampleFacts())
    const pdf = await writePdf(document)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect((await writePdf(document)).equals(pdf)).toBe(true)
    expect((await writePdf({ ...document, revision: 2 })).equals(pdf)).toBe(false)
    const later = { ...document, issuedAt: '2026-11-21T09:30:00.000Z' }
    expect((await writePdf(later)).equals(pdf)).toBe(false)
  })

  it('has A4 pages for 200 lines, its own typeface, and nothing that acts or leads away', async () => {
    const pdf = (await writePdf(orderDocument(longFacts(200)))).toString('latin1')
    const pages = pdf.match(/\/Type \/Page\b(?!s)/g) ?? []
    expect(pages.length).toBeGreaterThan(4)
    expect(pdf).toContain(`/Count ${pages.length}`)
    expect(pdf.match(/\/MediaBox \[0 0 595\.28 841\.89\]/g)).toHaveLength(pages.length)
    expect(pdf).toContain('+DejaVuSansCondensed')
    expect(pdf.match(/\/BaseFont \/(?![A-Z]{6}\+DejaVu)/g)).toBeNull()
    expect(pdf).not.toMatch(/\/(URI|JavaScript|JS|Launch|OpenAction|AA|EmbeddedFile)\b/)
  })

  it('has a shape, and text to copy, for every letter of the names it shows', async () => {
    const letters = 'éüßłżóźćęąśńřőæøåÀ€£¥–’□'
    const facts = sampleFacts([{ sku: 'A', name: `${letters}刀`, units: 1, unitPrice: '1' }])
    const pdf = (await writePdf(orderDocument(facts))).toString('latin1')
    const maps = [...pdf.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, stream = '']) => {
      const bytes = Buffer.from(stream, 'latin1')
      return bytes[0] === 0x78 ? inflateSync(bytes).toString('latin1') : stream
    })
    const copied = maps.filter((map) => map.includes('begincmap')).join('')
    const codeOf = (letter: string) => letter.codePointAt(0)!.toString(16).padStart(4, '0')
    const lacks = (text: string) =>
      Array.from(text).filter((letter) => !copied.includes(`<${codeOf(letter)}>`))
    expect(lacks(letters)).toEqual([])
    expect(lacks('刀')).toEqual(['刀'])
  })

  it('is dated by the document, not by the clock', async () => {
    const pdf = (await writePdf(orderDocument(sampleFacts()))).toString('latin1')
    expect(pdf.match(/\(D:\d+Z?\)/g)).toEqual(['(D:20261120093000Z)', '(D:20261120093000Z)'])
  })
})

describe('the mail of an order', () => {
  it('carries PDF, CSV and cXML under names that any system takes', async () => {
    const facts = sampleFacts()
    const odd = { ...facts, order: { ...facts.order, number: '../PO 7/8\u0000' } }
    const mail = await orderMail(orderDocument(odd), addresses)
    expect(mail.attachments.map(({ name }) => name)).toEqual([
      '_PO_7_8-r1.pdf',
      '_PO_7_8-r1.csv',
      '_PO_7_8-r1.xml',
    ])
    expect(mail.toAddress).toBe('sales@supplier.example')
  })

  it('is not made for a supplier whose address is not one address', async () => {
    const to = 'a@b.example, c@d.example'
    await expect(orderMail(orderDocument(sampleFacts()), { ...addresses, to })).rejects.toThrow(
      'The e-mail address of supplier ACME is not one plain address.',
    )
  })
})
