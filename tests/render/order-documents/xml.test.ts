import { describe, expect, it } from 'vitest'
import { element } from '#render/order-documents/xml.ts'

describe('an element', () => {
  it.each([
    ['a\u0000b\u001Fc', '<Name>abc</Name>'],
    ['lone \uD800', '<Name>lone \uFFFD</Name>'],
    ['line\r\nbreak', '<Name>line break</Name>'],
    [`<&>"'`, '<Name>&lt;&amp;&gt;&quot;&#39;</Name>'],
    ['', '<Name/>'],
  ])('holds %j as text', (text, xml) => {
    expect(element('Name', {}, text).xml).toBe(xml)
  })

  it('escapes attributes, leaves undefined ones out and keeps the order of its children', () => {
    const children = [element('A', {}), null, element('B', {}, 'b')]
    expect(element('Name', { one: '"<', two: undefined, three: 3 }, ...children).xml).toBe(
      '<Name one="&quot;&lt;" three="3"><A/><B>b</B></Name>',
    )
  })
})
