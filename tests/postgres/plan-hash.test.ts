import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { generateDemoShop } from '#demo/generate.ts'
import { contentHash } from '#store/content-hash.ts'
import type { ShopRows } from '#store/shop-rows.ts'
import { templateFile } from '../database.ts'
import { administer, databaseUrl } from './administer.ts'

const asOf = '2026-11-20'
const timeZones = ['UTC', 'Pacific/Auckland', 'America/St_Johns', 'Asia/Kolkata']
const locales = ['en_GB.UTF-8', 'tr_TR.UTF-8', 'de_DE.UTF-8']
/** Sales before this day are left out: they would only take time to write. */
const soldSince = '2025-09-01'
/** Every so many items of the demo are planned: what else they need comes with them. */
const stride = 16

type Hashes = { inputsHash: string; planHash: string; lineCount: number; orderCount: number }
type Child = { plans: Hashes[]; locale: string; timeZone: string }

/** The demo with a part of its items, and the kits, components and analogues that belong to them. */
function partOfDemo(): ShopRows {
  const whole = generateDemoShop({ seed: 7, asOf, hashContent: contentHash })
  const skus = new Set(whole.items.flatMap(({ sku }, at) => (at % stride === 0 ? [sku] : [])))
  for (const { kitSku } of whole.bundleComponents.slice(0, 1)) skus.add(kitSku)
  // Enough items with a price list to show what their category has in common.
  for (const sku of [...new Set(whole.sellPrices.map((price) => price.sku))].slice(0, 3)) {
    skus.add(sku)
  }
  for (const { kitSku, componentSku } of whole.bundleComponents) {
    if (skus.has(kitSku)) skus.add(componentSku)
  }
  for (const { sku, analogueSku } of whole.items) {
    if (typeof analogueSku !== 'string') continue
    skus.add(sku).add(analogueSku)
  }
  const isKept = (row: object) =>
    !('soldOn' in row && String(row.soldOn) < soldSince) &&
    ['sku', 'kitSku', 'componentSku', 'substituteSku'].every((name) => {
      const sku = (row as Record<string, unknown>)[name]
      return typeof sku !== 'string' || skus.has(sku)
    })
  return Object.fromEntries(
    Object.entries(whole).map(([table, rows]) => [table, rows.filter(isKept)]),
  ) as ShopRows
}

describe('one shop, one day', () => {
  const folder = mkdtempSync(join(tmpdir(), 'quartermaster-plan-hash-'))
  const file = join(folder, 'shop.json')
  let dump = ''
  beforeAll(async () => {
    writeFileSync(file, JSON.stringify(partOfDemo()))
    dump = await templateFile()
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  /** Plans the shop on both databases in a process of its own. */
  async function planIn(timeZone: string, locale: string): Promise<Child> {
    const url = inject('postgresUrl')!
    const name = `quartermaster_test_${randomUUID().slice(0, 8)}`
    await administer(url, `create database ${name} template ${inject('postgresTemplate')}`)
    const program = join(import.meta.dirname, 'plan-hash-child.ts')
    const quickLoad = join(import.meta.dirname, '../../bin/quick-load.mjs')
    const env = { ...process.env, TZ: timeZone, LC_ALL: locale, LANG: locale }
    try {
      return await new Promise<Child>((resolve, reject) => {
        const run = ['--import', quickLoad, program, file, dump, databaseUrl(url, name), asOf]
        const child = spawn(process.execPath, run, { env })
        let [said, complained] = ['', '']
        child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
        child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()))
        child.once('exit', (code) => {
          if (code === 0) resolve(JSON.parse(said) as Child)
          else reject(new Error(`planning in ${timeZone} and ${locale} failed: ${complained}`))
        })
      })
    } finally {
      await administer(url, `drop database ${name} with (force)`)
    }
  }

  it('has one plan on both databases, with and without threads, in any time zone and language', async () => {
    const children: Child[] = []
    for (const timeZone of timeZones) {
      children.push(...(await Promise.all(locales.map((locale) => planIn(timeZone, locale)))))
    }
    const distinct = <Value>(values: Value[]) => new Set(values).size
    // The processes did live where they were sent.
    expect(distinct(children.map(({ timeZone }) => timeZone))).toBe(4)
    expect(distinct(children.map(({ locale }) => locale))).toBe(3)
    const plans = children.flatMap((child) => child.plans)
    expect(plans).toHaveLength(24)
    expect(plans[0]!.lineCount).toBeGreaterThan(30)
    expect(plans[0]!.orderCount).toBeGreaterThan(5)
    expect(distinct(plans.map(({ inputsHash }) => inputsHash))).toBe(1)
    expect(distinct(plans.map(({ planHash }) => planHash))).toBe(1)
  }, 300_000)
})
