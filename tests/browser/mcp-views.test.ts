// QM_PICTURES=<folder> keeps a picture of each view, for a person to look at.
import { join } from 'node:path'
import type { Client } from '@modelcontextprotocol/client'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadDemo } from '#operations/open-shop.ts'
import { operationsOn } from '#operations/operations.ts'
import type { Shop } from '#operations/shop.ts'
import { costsHidden, withoutCosts } from '#render/costs.ts'
import { resolveOrder } from '#store/purchase-orders.ts'
import { mcpHostOf } from '#surfaces/cli/mcp-host.ts'
import { freshDatabase } from '../database.ts'
import { launchBrowser } from './chromium.ts'
import { layoutFaults } from './layout-faults.ts'
import { clientOf, showView, type Shown, type ViewOptions } from './view-host.ts'

const asOf = '2026-11-20'
const pictures = process.env['QM_PICTURES']
let browser: Browser
let client: Client
let shop: Shop
let closeShop: () => Promise<void>

beforeAll(async () => {
  const database = await freshDatabase()
  closeShop = database.close
  shop = {
    database,
    db: database.db,
    model: { openaiApiKey: null, modelName: null, modelUrl: null },
    where: 'memory',
    now: () => new Date(`${asOf}T09:00:00Z`),
    fixedAsOf: asOf,
    personId: null,
    slack: null,
    mail: null,
    openId: null,
    auditAnchorFile: null,
    configuration: [],
  }
  await loadDemo(shop, asOf)
  await operationsOn(shop)('plan', {}, () => undefined)
  client = await clientOf(mcpHostOf(shop, '0.0.0'))
  browser = await launchBrowser()
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await client?.close()
  await closeShop?.()
})

const shows = (options: ViewOptions) => showView(browser, client, options)
const whatIf = { kind: 'supplier_down', supplier: 'ACME', days: 21 }
const buyList = { tool: 'recommend_reorders' }
const anOrder = { tool: 'get_purchase_order', input: { order: 'PO-2026-0728' } }

async function keep({ page, heard }: Shown, name: string, width: number): Promise<void> {
  if (pictures === undefined) return
  await page.setViewportSize({ width, height: Math.min(heard.sizes.at(-1)!.height!, 2400) })
  await page.waitForTimeout(150)
  await page.screenshot({ path: join(pictures, `${name}.png`) })
}

describe('at every width, light and dark, a view is readable, usable and quiet', () => {
  const scenes: [string, ViewOptions][] = [
    ['buy-list', buyList],
    ['withheld', { ...buyList, input: { show: 'withheld' } }],
    ['overstock', { ...buyList, input: { show: 'overstock' } }],
    ['budget', { ...buyList, input: { budget: '5000 GBP a week', limit: 5 } }],
    ['orders', { tool: 'get_purchase_order', input: { limit: 4 } }],
    ['order', anOrder],
    ['scenario', { tool: 'simulate_disruption', input: whatIf }],
  ]

  test.each(scenes)('%s', async (name, scene) => {
    const { tool, input = {} } = scene
    const result = await client.callTool({ name: tool, arguments: input })
    for (const theme of ['light', 'dark'] as const) {
      for (const width of theme === 'light' ? [320, 400, 800, 900] : [400, 800]) {
        const shown = await shows({ ...scene, result, width, theme })
        const { view, heard } = shown
        const where = `${name}-${width}-${theme}`
        expect([where, await layoutFaults(view)]).toEqual([where, []])
        const scheme = await view.evaluate('getComputedStyle(document.documentElement).colorScheme')
        expect(scheme).toBe(theme)
        await expect.poll(() => heard.sizes.at(-1)?.height ?? 0).toBeGreaterThan(200)
        expect(heard.sizes.at(-1)!.width).toBe(width)
        await keep(shown, where, width)
        expect([heard.elsewhere, heard.faults, heard.calls]).toEqual([[], [], []])
        await shown.close()
      }
    }
  })
})

describe('the buy list', () => {
  test('explains a line where it stands, by keyboard', async () => {
    const { view, page, heard, close } = await shows(buyList)
    const why = view.getByRole('button', { name: /^Why / }).first()
    await why.focus()
    await page.keyboard.press('Enter')
    await view.getByText('Expected demand until delivery').waitFor()
    expect(await why.getAttribute('aria-expanded')).toBe('true')
    expect(await view.evaluate('document.activeElement.textContent')).toContain('Why this many')
    await view.getByRole('button', { name: 'Why this supplier' }).click()
    await view.getByRole('heading', { name: 'Why this supplier' }).waitFor()
    const [recommendation] = heard.calls.map((call) => call.arguments!['recommendation'])
    expect(recommendation).toMatch(/^R\d+-\d+$/)
    expect(heard.calls.map((call) => [call.name, call.arguments!['question']])).toEqual([
      ['explain_recommendation', 'why'],
      ['explain_recommendation', 'supplier'],
    ])
    await why.click()
    expect(await view.locator('tr.why').count()).toBe(0)
    await close()
  })

  test('shows the next lines, and the withheld', async () => {
    const { view, heard, close } = await shows(buyList)
    await view.getByRole('button', { name: /^Show more/ }).click()
    await expect.poll(() => view.locator('tbody tr').count()).toBe(20)
    await view.getByRole('button', { name: /^Withheld/ }).click()
    await view.getByRole('heading', { name: 'Withheld lines' }).waitFor()
    await view.getByRole('button', { name: 'Due' }).click()
    await view.getByRole('heading', { name: 'Buy list' }).waitFor()
    expect(heard.calls.map((call) => call.arguments)).toEqual([
      { offset: 10 },
      { show: 'withheld' },
      {},
    ])
    await close()
  })

  test('drafts the lines that were selected, through the host, and approves nothing', async () => {
    const { view, heard, close } = await shows(buyList)
    const boxes = view.getByRole('checkbox')
    await boxes.nth(0).check()
    await boxes.nth(2).check()
    await view.getByRole('button', { name: 'Draft orders for 2 lines' }).click()
    await view.getByRole('heading', { name: 'Drafts' }).waitFor()
    const [call, ...others] = heard.calls
    expect([call!.name, others]).toEqual(['draft_purchase_order', []])
    expect(call!.arguments!['recommendations']).toHaveLength(2)
    const numbers = (await view.locator('#drafted').innerText()).match(/PO-\d{4}-\d+/g)!
    for (const number of numbers) expect((await resolveOrder(shop.db, number)).state).toBe('draft')
    await expect.poll(() => heard.context.join()).toContain(numbers[0])
    await view.getByRole('button', { name: `Open ${numbers[0]!} in the chat` }).click()
    await expect.poll(() => heard.questions).toEqual([`Show ${numbers[0]!}`])
    await close()
  })

  test('asks in the chat where the host lets no view call a tool', async () => {
    const { view, heard, close } = await shows({ ...buyList, mayCallTools: false })
    expect(await view.getByRole('checkbox').count()).toBe(0)
    await view
      .getByRole('button', { name: /^Ask: Why/ })
      .first()
      .click()
    await expect.poll(() => heard.questions.join()).toMatch(/^Why R\d+-\d+\?$/)
    expect([heard.calls, heard.faults]).toEqual([[], []])
    await close()
  })

  test('leaves what a budget buys to a question: its quantities are not those of the plan', async () => {
    const input = { budget: '5000 GBP' }
    const { view, heard, close } = await shows({ ...buyList, input })
    expect(await view.getByRole('checkbox').count()).toBe(0)
    await view.getByRole('button', { name: 'Ask for drafts' }).click()
    await expect.poll(() => heard.questions).toEqual(['Draft what this budget buys'])
    await close()
  })
})

describe('the order card', () => {
  test('of a draft asks for its submission in the chat, and calls no tool for it', async () => {
    const input = { due: true, supplier: 'OAKSIDE' }
    const { view, heard, close } = await shows({ tool: 'draft_purchase_order', input })
    await view
      .getByRole('button', { name: /^Ask in the chat to submit/ })
      .first()
      .click()
    await expect.poll(() => heard.questions.join()).toMatch(/^Submit PO-\S+ for approval$/)
    expect(heard.calls).toEqual([])
    await close()
  })

  test('shows what a revision changed, and who may decide about an order that was submitted', async () => {
    type Drafted = { order: string; revision: number; lines: { sku: string; units: number }[] }
    const drafts = await client.callTool({
      name: 'draft_purchase_order',
      arguments: { due: true, supplier: 'HALLIDAY' },
    })
    const { orders } = drafts.structuredContent as { orders: Drafted[] }
    const { order, revision, lines } = orders[0]!
    const { sku, units } = lines[0]!
    const input = { order, revision, changes: [{ item: sku, units: units * 2 }] }
    const revised = await shows({ tool: 'revise_purchase_order', input })
    expect(await revised.view.getByText(/^before /).innerText()).toBe(`before ${units}`)
    await revised.close()
    const submit = { name: 'approve_purchase_order', input: { order } }
    await operationsOn(shop)('call_tool', submit, () => undefined)
    const asked = await shows({ tool: 'get_purchase_order', input: { order } })
    expect(await asked.view.locator('.badge').innerText()).toBe('submitted')
    expect(await asked.view.locator('.decision').innerText()).toContain('may decide')
    expect(await asked.view.getByRole('button').count()).toBe(0)
    await keep(asked, 'asked-800', 800)
    await asked.close()
  })

  test('of many opens one with its lines', async () => {
    const shown = await shows({ tool: 'get_purchase_order', input: { limit: 3 } })
    await shown.view
      .getByRole('button', { name: /^Show the lines of/ })
      .first()
      .click()
    await shown.view.getByRole('table').waitFor()
    expect(await shown.view.locator('article').count()).toBe(3)
    expect(shown.heard.calls.map(({ name }) => name)).toEqual(['get_purchase_order'])
    await shown.close()
  })
})

test('the what-if is simulated again for as many days as one says, and not for an impossible number', async () => {
  const { view, page, heard, close } = await shows({ tool: 'simulate_disruption', input: whatIf })
  const days = view.getByLabel('Days', { exact: true })
  await days.fill('400')
  await page.keyboard.press('Enter')
  await view.getByText('Give a whole number from 1 to 180.').waitFor()
  await days.fill('5')
  await page.keyboard.press('Enter')
  await view.getByRole('heading', { name: 'ACME · 5 days' }).waitFor()
  expect(heard.calls.map((call) => call.arguments)).toEqual([{ ...whatIf, days: 5 }])
  await close()
})

describe('a view and its host', () => {
  test('errors and results without figures are shown as the text that any client gets', async () => {
    const result = await client.callTool({
      name: 'get_purchase_order',
      arguments: { order: 'PO-0' },
    })
    expect(result.isError).toBe(true)
    const { view, close } = await shows({ ...anOrder, result })
    expect(await view.locator('#lead').innerText()).toContain('PO-0')
    await close()
  })

  test('follow the theme and the colours of the host, and answer it to the end', async () => {
    const { view, bridge, close } = await shows(anOrder)
    const variables = { '--color-background-primary': 'rgb(1, 2, 3)' }
    bridge.setHostContext({ theme: 'dark', styles: { variables: variables as never } })
    await expect
      .poll(() => view.evaluate('getComputedStyle(document.body).backgroundColor'))
      .toBe('rgb(1, 2, 3)')
    expect(await view.evaluate('document.documentElement.dataset.theme')).toBe('dark')
    expect(await bridge.teardownResource({})).toEqual({})
    await close()
  })

  test('a call that was cancelled and a call that failed are told', async () => {
    const { view, bridge, close } = await shows({ ...buyList, refusal: 'Not allowed here.' })
    await view.getByRole('button', { name: /^Show more/ }).click()
    await view.getByRole('status').getByText('Not allowed here.').waitFor()
    expect(await view.locator('tbody tr').count()).toBe(10)
    await bridge.sendToolCancelled({ reason: 'stopped' })
    await view.getByText('The call was cancelled.').waitFor()
    await close()
  })

  test('what another window says is not heard', async () => {
    const { view, page, close } = await shows(anOrder)
    const lie = {
      content: [],
      structuredContent: { orders: [], totals: {}, moreCount: 0, source: 'x', asOf },
    }
    const message = { jsonrpc: '2.0', method: 'ui/notifications/tool-result', params: lie }
    await page.evaluate(`new Promise((done) => {
      const other = document.createElement('iframe')
      document.body.append(other)
      other.contentWindow.eval(${JSON.stringify(`parent.frames[0].postMessage(${JSON.stringify(message)}, '*')`)})
      setTimeout(done, 300)
    })`)
    expect(await view.locator('article').count()).toBe(1)
    await close()
  })

  test('a person who sees no costs sees none, and is told nothing wrong in their place', async () => {
    const order = 'PO-9001'
    const asked: ViewOptions[] = [
      buyList,
      { tool: 'simulate_disruption', input: whatIf },
      { tool: 'approve_purchase_order', input: { order } },
      { tool: 'get_purchase_order', input: { order } },
    ]
    for (const options of asked) {
      const { tool: name, input = {} } = options
      const full = await operationsOn(shop)('call_tool', { name, input }, () => undefined)
      const structuredContent = withoutCosts(full as Record<string, unknown>)
      const result = { content: [], structuredContent }
      const { view, heard, close } = await shows({ ...options, result })
      for (const summary of await view.locator('summary').all()) await summary.click()
      expect(await view.locator('tbody tr, article').count()).toBeGreaterThan(0)
      expect(await view.locator('main').innerText()).not.toMatch(
        /[£€$]|GBP|EUR|no limit|NaN|undefined|null/,
      )
      expect(await view.locator('#provenance').innerText()).toContain(costsHidden)
      expect(heard.faults).toEqual([])
      await close()
    }
  })

  test('a client that shows no views gets the very same result', async () => {
    const plain = await clientOf(mcpHostOf(shop, '0.0.0'), {})
    const call = { name: 'recommend_reorders', arguments: { limit: 3 } }
    expect(await plain.callTool(call)).toEqual(await client.callTool(call))
    await plain.close()
  })
})
