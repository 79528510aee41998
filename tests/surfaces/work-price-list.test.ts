import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { PriceListReport, PriceListRequest } from '#operations/operations.ts'
import { hashPassword } from '#operations/password.ts'
import type { Shop } from '#operations/shop.ts'
import { keepPassword } from '#store/accounts.ts'
import { newestAudit } from '#store/audit.ts'
import type { OpenDatabase } from '#store/database.ts'
import { newestPriceLists, standingTerms } from '#store/price-lists.ts'
import { webSessions } from '#store/schema-people.ts'
import { recordPrices } from '#store/supplier-prices.ts'
import { showPriceList } from '#surfaces/cli/show-price-list.ts'
import { workPriceList } from '#surfaces/cli/work-price-list.ts'
import { noon, openForBusiness } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'

const password = 'anchor lantern plum'
let open: OpenDatabase
let hash: string
let folder: string
beforeAll(async () => {
  open = await freshDatabase()
  hash = await hashPassword(password)
})
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quartermaster-prices-'))
  await openForBusiness(open.db)
  await recordPrices(open.db)
  for (const id of ['ana', 'tom', 'sam']) await keepPassword(open.db, id, { hash, at: noon })
})
afterEach(async () => {
  await emptyTables(open.db)
  rmSync(folder, { recursive: true })
})
afterAll(() => open.close())

type Act<Request = PriceListRequest> = Request extends PriceListRequest
  ? Omit<Request, 'email' | 'password'>
  : never

function work(who: string, act: Act, given = password): Promise<PriceListReport> {
  const shop = { db: open.db, now: () => new Date(noon), fixedAsOf: '2026-11-20' } as Shop
  const request = { ...act, email: `${who}@shop.example`, password: given } as PriceListRequest
  return workPriceList(shop, request)
}

function stage(text: string | Buffer, { who = 'ana', dryRun = false } = {}) {
  const path = join(folder, 'acme.csv')
  writeFileSync(path, text)
  return work(who, { act: 'stage', supplier: 'ACME', path, dryRun })
}

const priceOf = async (sku: string) =>
  (await standingTerms(open.db, 'ACME')).find((each) => each.sku === sku)?.unitPrice
const list = 'sku,unit_price\nMUG,4.62\nTEA,4.20\n'

describe('a price list on the command line', () => {
  test('is staged and shown beside the terms; another person accepts what was shown', async () => {
    const before = await priceOf('MUG')
    const staged = await stage(list)
    expect(staged).toMatchObject({
      outcome: 'staged',
      list: { state: 'staged', fileName: 'acme.csv', stagedBy: 'Ana', flagged: 1 },
    })
    const mug = staged.list.rows.find(({ sku }) => sku === 'MUG')
    expect(mug?.flags.map(({ code }) => code)).toEqual(['price_rise'])
    expect(await priceOf('MUG')).toBe(before)
    const { seen, id } = staged.list
    const accept = { act: 'accept', list: id, seen: seen.slice(0, 12) } as const
    await expect(work('ana', accept)).rejects.toMatchObject({
      message: expect.stringContaining('handed this list in'),
    })
    await expect(work('sam', accept)).rejects.toThrow('The role warehouse')
    expect(await priceOf('MUG')).toBe(before)
    const { outcome } = await work('tom', accept)
    expect(outcome).toBe('applied')
    expect(Number(await priceOf('MUG'))).toBe(4.62)
    const [told] = await newestAudit(open.db, { subject: 'ACME', action: 'prices.applied' }, 1)
    expect(told?.actor).toBe('tom')
    const sessions = await open.db.select().from(webSessions)
    expect(sessions.every(({ endedAt }) => endedAt !== null)).toBe(true)
  })

  test('is accepted only as it was shown', async () => {
    const staged = await stage(list)
    for (const seen of ['', staged.list.seen.slice(0, 7), 'f'.repeat(64), '%']) {
      await expect(work('tom', { act: 'accept', list: staged.list.id, seen })).rejects.toThrow(
        'does not name what',
      )
    }
    expect((await newestPriceLists(open.db, 9)).map(({ state }) => state)).toEqual(['staged'])
  })

  test('is only looked at by a dry run and by the same file again', async () => {
    const tried = await stage(list, { dryRun: true })
    expect(tried).toMatchObject({ outcome: 'would_stage', list: { rows: [{}, {}] } })
    expect(await newestPriceLists(open.db, 9)).toEqual([])
    await stage(list)
    expect((await stage(list)).outcome).toBe('unchanged')
    expect(await newestPriceLists(open.db, 9)).toHaveLength(1)
  })

  test('is shown, and put away with a reason', async () => {
    const { list: staged } = await stage(list)
    expect(await work('sam', { act: 'show', list: staged.id })).toMatchObject({
      outcome: 'shown',
      list: { seen: staged.seen },
    })
    const away = { act: 'discard', list: staged.id, reason: 'The list of last year.' } as const
    await expect(work('sam', away)).rejects.toThrow('The role warehouse')
    expect(await work('tom', away)).toMatchObject({ outcome: 'discarded' })
    const seen = staged.seen
    await expect(work('tom', { act: 'accept', list: staged.id, seen })).rejects.toThrow('discarded')
  })

  test('that is no list, of nobody, or for a wrong password changes nothing', async () => {
    const path = join(folder, 'none.csv')
    const none = { act: 'stage', supplier: 'ACME', path, dryRun: false } as const
    await expect(work('ana', none)).rejects.toThrow('none.csv can not be read')
    await expect(stage('')).rejects.toThrow('The file is empty')
    await expect(stage('sku,unit_price\nMUG,abc\n')).rejects.toThrow('can not be taken')
    await expect(stage(list, { who: 'sam' })).rejects.toThrow('The role warehouse')
    writeFileSync(path, list)
    await expect(work('ana', { ...none, supplier: 'NOBODY' })).rejects.toThrow('NOBODY')
    await expect(work('ana', none, 'wrong')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(work('ana', { act: 'show', list: 'PL-9' })).rejects.toThrow('PL-9')
    expect(await newestPriceLists(open.db, 9)).toEqual([])
  })

  test('may come in the spelling of an office program', async () => {
    const text = '\ufeffsku;price\r\nMUG;4,62\r\n'
    const report = await stage(Buffer.from(text, 'utf16le'))
    expect(report.list.rows[0]?.after?.unitPrice).toBe('4.620000')
  })
})

test('the terminal shows flagged rows first, the mark to accept with, and no control characters', async () => {
  const staged = await stage('sku,unit_price\nTEA,4.20\nMUG,4.62\n')
  const [hostile, turned] = ['\u001b[31mX', '\u202eAna']
  const report = { ...staged, list: { ...staged.list, fileName: hostile, stagedBy: turned } }
  let out = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    out += String(piece)
    return true
  })
  showPriceList(report)
  write.mockRestore()
  for (const part of [hostile, turned]) expect(out).not.toContain(part)
  expect(out.indexOf('MUG')).toBeLessThan(out.indexOf('TEA'))
  expect(out).toContain('+10 %')
  expect(out).toContain(`prices accept ${report.list.id} --seen ${report.list.seen.slice(0, 12)}`)
})
