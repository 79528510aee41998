import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { administer, databaseUrl } from './administer.ts'

const asOf = '2026-11-20'
const timeZones = ['UTC', 'Pacific/Auckland', 'America/St_Johns', 'Asia/Kolkata']
const locales = ['en_GB.UTF-8', 'tr_TR.UTF-8', 'de_DE.UTF-8']

type Hashes = {
  inputsHash: string
  planHash: string
  lineCount: number
  locale: string
  timeZone: string
}

/** Plans the demo in a process of its own. */
function planIn(where: string, threads: number, timeZone: string, locale: string): Promise<Hashes> {
  const file = join(import.meta.dirname, 'plan-hash-child.ts')
  const environment = { ...process.env, TZ: timeZone, LC_ALL: locale, LANG: locale }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, where, asOf, String(threads)], {
      env: environment,
    })
    let [said, complained] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()))
    child.once('exit', (code) => {
      if (code === 0) resolve(JSON.parse(said) as Hashes)
      else reject(new Error(`planning in ${timeZone} and ${locale} failed: ${complained}`))
    })
  })
}

async function planOnServer(timeZone: string, locale: string): Promise<Hashes> {
  const url = inject('postgresUrl')!
  const name = `quartermaster_test_${randomUUID().slice(0, 8)}`
  await administer(url, `create database ${name}`)
  try {
    return await planIn(databaseUrl(url, name), 2, timeZone, locale)
  } finally {
    await administer(url, `drop database ${name} with (force)`)
  }
}

describe('one shop, one day', () => {
  it('has one plan on both databases, with and without threads, in any time zone and language', async () => {
    const found: Hashes[] = []
    for (const timeZone of timeZones) {
      for (const locale of locales) {
        const both = [planIn('memory', 0, timeZone, locale), planOnServer(timeZone, locale)]
        found.push(...(await Promise.all(both)))
      }
    }
    const distinct = (name: keyof Hashes) => new Set(found.map((hashes) => hashes[name])).size
    expect(found).toHaveLength(24)
    // The processes did live where they were sent.
    expect([distinct('timeZone'), distinct('locale')]).toEqual([4, 3])
    expect(found[0]!.lineCount).toBeGreaterThan(300)
    expect([distinct('inputsHash'), distinct('planHash')]).toEqual([1, 1])
  }, 900_000)
})
