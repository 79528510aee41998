import { describe, expect, test } from 'vitest'
import { markdownToHtml } from '#render/markdown-html.ts'
import { markdownToTerminal } from '#render/markdown-terminal.ts'
import { formatValue } from '#render/value.ts'
import { displayWidth } from '#render/width.ts'

const link = (handle: string) => (handle.startsWith('R') ? `/recommendation/${handle}` : null)

describe('markdown to HTML', () => {
  test.each([
    ['plain', '<p>plain</p>'],
    ['one\ntwo', '<p>one<br>two</p>'],
    ['one\n\ntwo', '<p>one</p><p>two</p>'],
    ['**144** units', '<p><strong>144</strong> units</p>'],
    ['*so* _so_', '<p><em>so</em> <em>so</em></p>'],
    ['**a *b* c**', '<p><strong>a <em>b</em> c</strong></p>'],
    ['MUG_BLUE_1 and 2 * 3 * 4', '<p>MUG_BLUE_1 and 2 * 3 * 4</p>'],
    ['`a*b*`', '<p><code>a*b*</code></p>'],
    ['\\*not\\*', '<p>*not*</p>'],
    ['# Title', '<h3>Title</h3>'],
    ['- a\n- b', '<ul><li>a</li><li>b</li></ul>'],
    ['2. a\n3. b', '<ol start="2"><li>a</li><li>b</li></ol>'],
    ['- a\n  - b\n- c', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>'],
    ['text\n- a', '<p>text</p><ul><li>a</li></ul>'],
    ['> q', '<blockquote><p>q</p></blockquote>'],
    ['```\n<b>\n```', '<pre tabindex="0"><code>&lt;b&gt;</code></pre>'],
    ['---', '<hr>'],
    ['[x](https://e.test)', '<p>[x](https://e.test)</p>'],
    ['![x](https://e.test/a.png)', '<p>![x](https://e.test/a.png)</p>'],
    ['<img src=x onerror=alert(1)>', '<p>&lt;img src=x onerror=alert(1)&gt;</p>'],
    ['&lt;', '<p>&amp;lt;</p>'],
  ])('%j', (markdown, html) => {
    expect(markdownToHtml(markdown)).toBe(html)
  })

  test('a table keeps its alignment, escaped bars and missing cells', () => {
    const html = markdownToHtml('| item | units |\n|---|---:|\n| a\\|b | 12 |\n| c |')
    expect(html).toContain('<th class="left short">item</th><th class="right short">units</th>')
    expect(html).toContain('<td class="left short">a|b</td><td class="right short">12</td>')
    expect(html).toContain('<td class="left short">c</td><td class="right short"></td>')
  })

  test('a value escaped for markdown comes out as it was', () => {
    for (const name of [
      'a*b*_c_`d`[e](f)|g~h<i>',
      '# x',
      '1. x',
      '- x',
      'www.a.test http://b.test',
      '\\',
    ]) {
      const html = markdownToHtml(formatValue('name', name, {}))
      const text = html
        .replace(/<[^>]*>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
      expect(text).toBe(name)
    }
  })

  test('handles become links that the page builds, and nothing else does', () => {
    expect(markdownToHtml('see **R12-34**, PO-2026-0007, `R1-1`', link)).toBe(
      '<p>see <strong><a href="/recommendation/R12-34">R12-34</a></strong>, PO-2026-0007, <code>R1-1</code></p>',
    )
  })

  test('deep nesting and long runs of marks end', () => {
    for (const text of [
      '>'.repeat(5000),
      '*'.repeat(20_000),
      '- '.repeat(5000),
      '_a '.repeat(5000),
      '|'.repeat(20_000),
      '`'.repeat(20_000),
    ]) {
      expect(markdownToHtml(text).length).toBeGreaterThan(0)
    }
  })
})

describe('markdown to the terminal', () => {
  const plain = { width: 40, colour: false }

  test('text wraps, lists hang, marks go', () => {
    expect(
      markdownToTerminal(
        'Order **144 units** of the stoneware mug from Northwind today.\n\n- first thing that is long enough to wrap here\n- two',
        plain,
      ),
    ).toBe(
      [
        'Order 144 units of the stoneware mug',
        'from Northwind today.',
        '',
        '• first thing that is long enough to',
        '  wrap here',
        '• two',
      ].join('\n'),
    )
  })

  test('a table fits: text is cut, figures are not', () => {
    const text = markdownToTerminal(
      '| item | units |\n|---|---:|\n| Stoneware mug with a very long name indeed | 1,440 |',
      { width: 30, colour: false },
    )
    expect(text.split('\n')).toEqual([
      'item                     units',
      '───────────────────────  ─────',
      'Stoneware mug with a v…  1,440',
    ])
  })

  test('colour codes are ours alone and closed on every line', () => {
    const text = markdownToTerminal(
      '**bold words that wrap over the line end** \u001B[31mred\u001B[0m',
      { width: 20, colour: true },
    )
    expect(text).not.toContain('\u001B[31m')
    for (const line of text.split('\n')) {
      expect(line.split('\u001B[1m').length).toBe(line.split('\u001B[0m').length)
      expect(displayWidth(line)).toBeLessThanOrEqual(20)
    }
  })
})
