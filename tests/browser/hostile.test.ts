import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PAGES } from '../web/client.ts'
import { fixtureApplication } from '../web/fixture.ts'
import { ownHostile, sharedHostile } from '../web/hostile-strings.ts'
import { launchBrowser } from './chromium.ts'
import { serveConsole, signedInPage, type Served } from './serve-fixture.ts'

const strings = [...ownHostile, ...(sharedHostile() ?? [])]
let browser: Browser
let served: Served
let at = 0

beforeAll(async () => {
  browser = await launchBrowser()
  const hostile = () => strings[at++ % strings.length] || 'empty'
  served = await serveConsole(fixtureApplication({ hostile }), { hostile })
})

afterAll(async () => {
  await browser?.close()
  await served?.close()
})

type Seen = { dialogs: string[]; elsewhere: string[]; refused: string[] }

async function watchedPage(): Promise<{
  page: Awaited<ReturnType<Browser['newPage']>>
  seen: Seen
}> {
  const page = await signedInPage(browser, served)
  const seen: Seen = { dialogs: [], elsewhere: [], refused: [] }
  page.on('dialog', (dialog) => {
    seen.dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(served.address)) seen.elsewhere.push(request.url())
  })
  // A refusal by the policy means that markup got through and only the last wall held.
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) seen.refused.push(message.text())
  })
  return { page, seen }
}

const nothing: Seen = { dialogs: [], elsewhere: [], refused: [] }

test('every hostile string through every field of every page: no script runs, nothing is loaded, nothing had to be refused', async () => {
  const { page, seen } = await watchedPage()
  while (at < strings.length) {
    for (const path of PAGES) {
      await page.goto(served.address + path)
      expect(await page.evaluate('window.broken')).toBeUndefined()
    }
  }
  expect(seen).toEqual(nothing)
  expect(served.errors).toEqual([])
  await page.close()
}, 300_000)

test('hostile questions and answers in the chat stay text', async () => {
  const { page, seen } = await watchedPage()
  await page.goto(served.address)
  for (const [index, text] of ownHostile.entries()) {
    await page.fill('#question', `echo ${text.replaceAll('\u0000', '')}`)
    await page.keyboard.press('Enter')
    await page.locator('.provenance').nth(index).waitFor()
  }
  await page.reload()
  expect(
    await page
      .locator('.prose img, .prose iframe, .prose script, .question img, .prose a:not([href^="/"])')
      .count(),
  ).toBe(0)
  expect(await page.evaluate('window.broken')).toBeUndefined()
  expect(seen).toEqual(nothing)
  await page.close()
}, 120_000)

test('the policy is the last wall: markup that got in anyway runs nothing', async () => {
  const { page, seen } = await watchedPage()
  await page.goto(`${served.address}/list`)
  await page.evaluate(
    `document.body.insertAdjacentHTML('beforeend', '<img src="https://evil.test/a.png" onerror="window.broken=1"><svg onload="window.broken=1"></svg>')`,
  )
  await page.evaluate(
    `{ const s = document.createElement('script'); s.textContent = 'window.broken=1'; document.body.append(s) }`,
  )
  await page.waitForTimeout(300)
  expect(await page.evaluate('window.broken')).toBeUndefined()
  expect(seen.refused.length).toBeGreaterThan(0)
  await page.close()
})
