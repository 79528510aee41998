import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { PAGES } from '../web/client.ts'
import { fixtureApplication } from '../web/fixture.ts'
import { launchBrowser } from './chromium.ts'
import { serveConsole, signedInPage, type Served } from './serve-fixture.ts'

let browser: Browser
let served: Served
const application = fixtureApplication({ slowness: 150 })
const open: Page[] = []

beforeAll(async () => {
  browser = await launchBrowser()
  served = await serveConsole(application)
})

afterEach(async () => {
  await Promise.all(open.splice(0).map((page) => page.close()))
  application.calls.length = 0
})

afterAll(async () => {
  await browser?.close()
  await served?.close()
})

async function visit(path: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
  const viewport = { width: 1280, height: 800 }
  const page = await signedInPage(browser, served, { viewport, ...options })
  open.push(page)
  if (path !== '') await page.goto(served.address + path)
  return page
}

const phone = { viewport: { width: 390, height: 844 } }

describe('the chat', () => {
  test('by keyboard alone: / focuses, Enter asks, tools show at work, the answer comes with its tools', async () => {
    const page = await visit('/')
    await page.keyboard.press('/')
    await page.keyboard.type('what should I reorder this week?')
    await page.keyboard.press('Enter')
    await page.locator('.call .spinner').first().waitFor()
    await page.locator('.provenance', { hasText: '2 tool calls' }).waitFor()
    expect(await page.locator('.question p').textContent()).toBe('what should I reorder this week?')
    expect(await page.locator('.prose strong').first().textContent()).toBe('16 lines')
    expect(new URL(page.url()).searchParams.get('c')).toBe('c-1')
    expect(await page.evaluate('document.activeElement.id')).toBe('question')
    const call = page.locator('details.call').first()
    await call.locator('summary').first().click()
    expect(await call.locator('td', { hasText: 'Stoneware mug' }).isVisible()).toBe(true)
  })

  test('a suggestion asks, the conversation goes on, a reload keeps it', async () => {
    const page = await visit('/')
    await page.locator('.welcome .chip').first().click()
    await page.locator('.answer .chip', { hasText: 'Draft it' }).click()
    await page.locator('.provenance').nth(1).waitFor()
    expect(await page.locator('.question').count()).toBe(2)
    await page.reload()
    expect(await page.locator('.question').count()).toBeGreaterThanOrEqual(2)
    expect(await page.locator('.answer .chips').count()).toBe(1)
  })

  test('Esc stops the turn and the next question works', async () => {
    const page = await visit('/')
    await page.fill('#question', 'what should I reorder this week?')
    await page.keyboard.press('Enter')
    await page.locator('.call .spinner').first().waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.answer.is-failed', { hasText: 'Stopped.' }).waitFor()
    expect(await page.locator('#stop').isHidden()).toBe(true)
    await page.fill('#question', 'again')
    await page.keyboard.press('Enter')
    await page.locator('.provenance').waitFor()
  })

  test('a failure and a dead server are said, with what to do', async () => {
    const page = await visit('/')
    await page.fill('#question', 'fail please')
    await page.keyboard.press('Enter')
    await page.locator('[role=alert]', { hasText: 'Try again in a minute' }).waitFor()
    await page.route('**/api/ask', (route) => route.abort())
    await page.fill('#question', 'hello')
    await page.keyboard.press('Enter')
    await page.locator('.answer.is-failed', { hasText: 'can not be reached' }).waitFor()
    expect(await page.locator('.question').count()).toBe(2)
  })

  test('Shift+Enter writes a line, an empty Enter asks nothing', async () => {
    const page = await visit('/')
    await page.locator('#question').press('Enter')
    await page.locator('#question').type('one')
    await page.locator('#question').press('Shift+Enter')
    await page.locator('#question').type('two')
    expect(await page.inputValue('#question')).toBe('one\ntwo')
    expect(await page.locator('.question').count()).toBe(0)
  })
})

describe('the buy list', () => {
  test('ticking lines counts them and drafts those', async () => {
    const page = await visit('/list')
    const draft = page.locator('.selection button')
    expect(await draft.isDisabled()).toBe(true)
    await page.locator('input[value="R12-1"]').check()
    await page.locator('input[value="R12-15"]').check()
    expect(await page.locator('#selected').textContent()).toBe('2 of 16 lines selected')
    await draft.click()
    await page.locator('h1', { hasText: 'Drafted' }).waitFor()
    expect(application.calls.find((call) => call.name === 'draft_purchase_order')?.input).toEqual({
      recommendations: ['R12-1', 'R12-15'],
    })
  })

  test('an impatient double click submits once', async () => {
    const page = await visit('/orders/PO-2026-0042')
    await page.locator('button', { hasText: 'Submit for approval' }).dblclick()
    await page.locator('.notice', { hasText: 'Maya Okafor' }).waitFor()
    expect(application.calls.filter((call) => call.name === 'approve_purchase_order')).toHaveLength(
      1,
    )
  })
})

test('without script: ask, read, open, draft', async () => {
  const page = await signedInPage(browser, served, { javaScriptEnabled: false })
  await page.fill('#question', 'What should I reorder?')
  await page.locator('#send').click()
  await page.locator('.prose strong', { hasText: '16 lines' }).waitFor()
  await page.locator('nav a', { hasText: 'Buy list' }).click()
  await page.locator('input[value="R12-1"]').check()
  await page.locator('.selection button').click()
  await page.locator('h1', { hasText: 'Drafted' }).waitFor()
  expect(application.calls.map((call) => call.name)).toContain('draft_purchase_order')
  await page.close()
})

describe.each([
  ['wide', {}],
  ['phone', phone],
  ['dark', { colorScheme: 'dark' as const }],
])('%s', (name, options) => {
  test.each(PAGES)(
    '%s fits, can be read (4.5 : 1), speaks no error, asks nobody else',
    async (path) => {
      const page = await visit('', options)
      const said: string[] = []
      const asked: string[] = []
      page.on('console', (message) => message.type() === 'error' && said.push(message.text()))
      page.on('pageerror', (error) => said.push(error.message))
      page.on('request', (request) => asked.push(request.url()))
      await page.goto(served.address + path)
      expect(
        await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        ),
      ).toBe(0)
      expect(said).toEqual([])
      expect(asked.filter((url) => !url.startsWith(served.address))).toEqual([])
      expect(await page.evaluate(CONTRAST)).toEqual([])
      const small = name === 'phone' ? await page.evaluate(SMALL_TARGETS) : []
      expect(small).toEqual([])
    },
  )
})

/** Everything to press that is lower than 44 pixels. */
const SMALL_TARGETS = `[...document.querySelectorAll('button, .button, nav a, select, textarea, input:not([type=hidden]):not([type=checkbox])')]
  .filter((each) => each.checkVisibility() && each.offsetHeight < 44)
  .map((each) => each.outerHTML.slice(0, 120))`

/** Every visible text whose contrast with the first opaque ground behind it is under 4.5 : 1 (WCAG 2.2, 1.4.3). */
const CONTRAST = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data]
  }
  const luminance = ([r, g, b]) => {
    const linear = [r, g, b].map((each) => { const c = each / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4 })
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
  const groundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor)
      if (colour[3] === 255) return colour
    }
    return [255, 255, 255, 255]
  }
  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement
    if (walker.currentNode.textContent.trim() === '' || !element.checkVisibility() || element.closest('.hidden, .skip, title, desc, datalist, option, :disabled')) continue
    const style = getComputedStyle(element)
    const isDrawn = element instanceof SVGElement
    const ink = luminance(rgba(isDrawn ? style.fill : style.color))
    const ground = luminance(groundOf(element))
    const ratio = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05)
    if (ratio < 4.5) found.push(walker.currentNode.textContent.trim().slice(0, 40) + ' ' + ratio.toFixed(2))
  }
  return [...new Set(found)]
})()`
