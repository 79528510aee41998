// The views as a client reads them; what they show is seen in a real browser, tests/browser/mcp-views.test.ts.
import { createHash } from 'node:crypto'
import { Script } from 'node:vm'
import { Client, InMemoryTransport } from '@modelcontextprotocol/client'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isCurrency } from '#planning/money.ts'
import { formatDate, formatMoney, formatNumber, formatPrice } from '#render/figures.ts'
import { holderOfTheMachine } from '#surfaces/mcp/host.ts'
import { buildMcpServer } from '#surfaces/mcp/server.ts'
import { tools } from '#tools/index.ts'
import { smallHost } from './host.ts'

const client = new Client({ name: 'test', version: '0' })
const pages = new Map<string, { text: string; ui: unknown; mimeType: string | undefined }>()

beforeAll(async () => {
  const [near, far] = InMemoryTransport.createLinkedPair()
  const server = buildMcpServer({ ...smallHost, tools }, holderOfTheMachine)
  await Promise.all([server.connect(far), client.connect(near)])
  const { tools: listed } = await client.listTools()
  for (const { name, _meta: meta } of listed) {
    const uri = (meta?.['ui'] as { resourceUri: string } | undefined)?.resourceUri
    if (uri === undefined) continue
    const [content] = (await client.readResource({ uri })).contents
    const { text, mimeType, _meta } = content as unknown as {
      text: string
      mimeType: string
      _meta: { ui: unknown }
    }
    pages.set(name, { text, mimeType, ui: _meta.ui })
  }
})

afterAll(() => client.close())

describe('a tool with a view', () => {
  it('leads to its page: the buy list, the order card, the comparison of responses', () => {
    expect([...pages.keys()].toSorted()).toEqual([
      'approve_purchase_order',
      'draft_purchase_order',
      'get_purchase_order',
      'recommend_reorders',
      'revise_purchase_order',
      'simulate_disruption',
    ])
    expect(new Set([...pages.values()].map(({ text }) => text)).size).toBe(3)
  })

  it('asks the host for no place of the network, and for no permission', () => {
    for (const { mimeType, ui } of pages.values()) {
      expect(mimeType).toBe('text/html;profile=mcp-app')
      expect(ui).toEqual({
        csp: { connectDomains: [], resourceDomains: [], frameDomains: [], baseUriDomains: [] },
        prefersBorder: true,
      })
    }
  })
})

describe('the page of a view', () => {
  it('lets only its own script and style run, whatever the host allows', () => {
    for (const { text } of pages.values()) {
      const [style] = /(?<=<style>)[^]*(?=<\/style>)/.exec(text)!
      const [script] = /(?<=<script type="module">)[^]*(?=<\/script>)/.exec(text)!
      const hash = (content: string) => createHash('sha256').update(content).digest('base64')
      expect(text).toContain(
        `content="default-src 'none'; script-src 'sha256-${hash(script)}'; style-src 'sha256-${hash(style)}'; base-uri 'none'; form-action 'none'"`,
      )
      expect(() => new Script(script)).not.toThrow()
      expect(script).not.toMatch(/<\/?script|<!--/i)
    }
  })

  it('is whole in itself, and small', () => {
    for (const { text } of pages.values()) {
      expect(text).not.toMatch(/https?:|\ssrc=|\shref=|@import|url\(|<!-- (policy|style|script)/)
      expect(text.length).toBeLessThan(32_000)
    }
  })

  it('reads no markup and no code out of what it is given', () => {
    for (const { text } of pages.values()) {
      expect(text).not.toMatch(
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser|setHTML|\bon[a-z]+=/,
      )
    }
  })

  it('calls tools that read, and one that drafts; nothing that submits or approves', () => {
    const called = [...pages.values()].flatMap(({ text }) =>
      [...text.matchAll(/callTool\(\s*['"]([a-z_]+)['"]/g)].map((match) => match[1]),
    )
    expect([...new Set(called)].toSorted()).toEqual([
      'draft_purchase_order',
      'explain_recommendation',
      'get_purchase_order',
      'recommend_reorders',
      'simulate_disruption',
    ])
    const variable = [...pages.values()].flatMap(({ text }) =>
      [...text.matchAll(/(?<!function )callTool\((?!\s*['"])/g)].map(({ index }) =>
        text.slice(index, index + 40),
      ),
    )
    expect(variable).toEqual([])
  })
})

describe('figures in a view', () => {
  type Figures = {
    money(minor: number, currency: string): string
    price(text: string, currency: string): string
    count(value: number): string
    day(iso: string): string
  }
  let figures: Figures
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const currencies = letters
    .flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)))
    .filter(isCurrency)

  beforeAll(async () => {
    const file = new URL('../../src/surfaces/mcp/views/figures.js', import.meta.url)
    figures = (await import(file.href)) as Figures
  })

  it('are written as the tools write them, in every currency', () => {
    for (const currency of currencies) {
      for (const minor of [0, 7, -7, 99, 123456, -1234567, 1e15]) {
        expect(figures.money(minor, currency)).toBe(formatMoney(minor, currency))
      }
      for (const price of ['4.250000', '0.000001', '-12', '1234567.5']) {
        expect(figures.price(price, currency)).toBe(formatPrice(price, currency))
      }
    }
  })

  it('are written as the tools write them, whatever the amount', () => {
    const amount = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER })
    fc.assert(
      fc.property(amount, fc.constantFrom(...currencies), (minor, currency) => {
        expect(figures.money(minor, currency)).toBe(formatMoney(minor, currency))
        expect(figures.count(minor)).toBe(formatNumber(minor, 0))
      }),
    )
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (tenths) => {
        expect(figures.count(tenths / 10)).toBe(formatNumber(tenths / 10, 1))
      }),
    )
    expect(figures.day('2026-11-04')).toBe(formatDate('2026-11-04'))
  })

  it('are left out where there is none', () => {
    const { money, price, count, day } = figures as Record<string, (...given: unknown[]) => string>
    expect([money!(undefined, 'GBP'), money!(1.5, 'GBP'), money!(1, undefined)]).toEqual([
      '',
      '',
      '',
    ])
    expect([price!('<b>', 'GBP'), count!(Number.NaN), day!('soon'), day!(undefined)]).toEqual([
      '',
      '',
      '',
      '',
    ])
  })
})
