import { describe, expect, it } from 'vitest'
import { orderDocument } from '#render/order-documents/order-document.ts'
import type { OrderFacts } from '#render/order-documents/order-document.ts'
import { orderPages } from '#render/order-documents/order-pages.ts'
import { paper, wrapped } from '#render/order-documents/page-marks.ts'
import type { Face, PageMarks } from '#render/order-documents/page-marks.ts'
import { hostileTexts, named } from './hostile.ts'
import { everywhere, longFacts, party, sampleFacts } from './sample-order.ts'

/** A typeface of equal widths that lacks everything above U+FFFF and the CJK block. */
const face: Face = {
  widthOf: (text, size, bold) => Array.from(text).length * size * (bold ? 0.55 : 0.5),
  canShow: (character) => !/[\u4E00-\u9FFF\u{10000}-\u{10FFFF}]/u.test(character),
}

const pagesOf = (facts: OrderFacts) => orderPages(orderDocument(facts), face)
const textsOf = (page: PageMarks) =>
  page.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))
const footY = paper.height - paper.margin - 4

/** Marks that leave the printed area, or rows that run into the foot. */
function strays(pages: PageMarks[]) {
  return pages.flatMap((page, at) =>
    page
      .filter((mark) => {
        const width =
          mark.kind === 'text' ? face.widthOf(mark.text, mark.size, mark.bold) : mark.width
        const height = mark.kind === 'text' ? mark.size : 0
        const inFoot = mark.kind === 'text' && mark.y === footY
        return (
          mark.x < paper.margin - 0.01 ||
          mark.x + width > paper.width - paper.margin + 0.01 ||
          mark.y < paper.margin ||
          (!inFoot && mark.y + height > footY - 4)
        )
      })
      .map((mark) => ({ page: at + 1, ...mark })),
  )
}

/** Pairs of texts that stand in one another's way. */
function collisions(pages: PageMarks[]) {
  return pages.flatMap((page) => {
    const texts = page
      .flatMap((mark) => (mark.kind === 'text' ? [mark] : []))
      .map((mark) => ({ ...mark, end: mark.x + face.widthOf(mark.text, mark.size, mark.bold) }))
    return texts.flatMap((one, at) =>
      texts
        .slice(at + 1)
        .filter(
          (two) => Math.abs(one.y - two.y) < 7 && one.x < two.end - 0.01 && two.x < one.end - 0.01,
        )
        .map((two) => `${one.text} | ${two.text}`),
    )
  })
}

describe('an order on paper', () => {
  const pages = pagesOf(longFacts(200))

  it('numbers its pages', () => {
    expect(pages.length).toBeGreaterThan(4)
    expect(pages.map((page) => textsOf(page).at(-1))).toEqual(
      pages.map((_, at) => `Page ${at + 1} of ${pages.length}`),
    )
  })

  it('has every line once, in order, below a heading on its page', () => {
    const numbers = pages.flatMap((page) =>
      page.flatMap((mark) =>
        mark.kind === 'text' && /^AC-SKU-\d{4}$/.test(mark.text) ? [mark.text] : [],
      ),
    )
    expect(numbers).toEqual(
      Array.from({ length: 200 }, (_, at) => `AC-SKU-${String(at + 1).padStart(4, '0')}`),
    )
    for (const page of pages) {
      const texts = textsOf(page)
      const first = texts.findIndex((text) => text.startsWith('AC-SKU'))
      expect(first === -1 || texts.lastIndexOf('Unit price', first) > -1).toBe(true)
    }
  })

  it('says a total that is the sum of the line totals on it', () => {
    const document = orderDocument(longFacts(200))
    const amounts = pages.flatMap((page) => {
      const rights = page.flatMap((mark) => (mark.kind === 'text' ? [mark] : []))
      return rights
        .filter(
          (mark) =>
            /^£[\d,]+\.\d\d$/.test(mark.text) &&
            Math.abs(
              mark.x + face.widthOf(mark.text, mark.size, mark.bold) - (paper.width - paper.margin),
            ) < 0.01,
        )
        .map((mark) => Math.round(Number(mark.text.replace(/[£,]/g, '')) * 100))
    })
    expect(amounts).toHaveLength(200)
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(document.totalMinor)
    const total = `£${(document.totalMinor / 100).toLocaleString('en', { minimumFractionDigits: 2 })}`
    expect(pages.flatMap(textsOf)).toContain(`Total GBP   ${total}`)
  })

  it('keeps all of it on the paper', () => {
    expect(strays(pages)).toEqual([])
    // Tables that end everywhere on a page, with and without a note after them.
    for (let count = 1; count <= 26; count += 1) {
      for (const streets of [1, 2, 3, 4]) {
        const streetLines = Array.from({ length: streets }, (_, at) => `Street line ${at}`)
        const over = {
          shop: party('SHOP', 'Shop', { streetLines, email: 'a@b.example', taxNumber: '1' }),
          noteToSupplier: count % 2 === 0 ? 'word '.repeat(390) : null,
        }
        const pages = pagesOf(longFacts(count, over))
        expect(strays(pages)).toEqual([])
        expect(collisions(pages)).toEqual([])
      }
    }
  })

  it('shows a box for a character that the typeface lacks, and says so', () => {
    const texts = textsOf(
      pagesOf(sampleFacts([{ sku: 'A', name: '刀 knife', units: 1, unitPrice: '1' }]))[0]!,
    )
    expect(texts).toContain('□ knife')
    expect(texts.some((text) => text.includes('this typeface lacks'))).toBe(true)
    expect(textsOf(pagesOf(sampleFacts())[0]!).join(' ')).not.toContain('this typeface lacks')
  })

  it.each([
    ['change', 'CHANGE OF PURCHASE ORDER'],
    ['cancellation', 'CANCELLATION OF PURCHASE ORDER'],
  ] as const)('a %s says so at the top', (kind, heading) => {
    const facts = sampleFacts(undefined, { kind, replaces: { revision: 1, kind: 'new' } })
    expect(textsOf(pagesOf(facts)[0]!)).toContain(heading)
  })

  it.each(named(hostileTexts))('%s in every field stays on the paper', (_, text) => {
    const pages = pagesOf(everywhere(text))
    expect(strays(pages)).toEqual([])
    expect(collisions(pages)).toEqual([])
  })

  it('sets the largest figures whole, inside their columns', () => {
    const facts = sampleFacts([
      { sku: 'A', name: 'Dear', units: 9_000_000, unitPrice: '99999.999999' },
    ])
    const pages = pagesOf(facts)
    expect(strays(pages)).toEqual([])
    expect(collisions(pages)).toEqual([])
    expect(textsOf(pages[0]!)).toContain('£99,999.999999')
  })
})

describe('breaking lines', () => {
  const style = { size: 10, bold: false }
  it.each([
    ['one two three', 40, ['one two', 'three']],
    ['abcdefghij', 20, ['abcd', 'efgh', 'ij']],
    ['a 🥖🥖🥖🥖🥖 b', 15, ['a', '🥖🥖🥖', '🥖🥖', 'b']],
    ['', 20, []],
  ])('%j at %d', (text, width, lines) => {
    expect(wrapped(text, width, style, face)).toEqual(lines)
  })
})
