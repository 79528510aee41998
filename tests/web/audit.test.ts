import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenDatabase } from '#store/database.ts'
import { firstPathOf, sectionsOf } from '#surfaces/web/sections.ts'
import { openForBusiness, submitted } from '../commands/world.ts'
import { freshDatabase } from '../database.ts'
import { openDoor, type Browser, type Door } from './door.ts'
import { textOf } from './markup.ts'

let open: OpenDatabase
let door: Door
let alex: Browser
let order: string

async function as(person: string): Promise<Browser> {
  const browser = door.browser()
  await browser.signIn(await door.linkFor(person))
  return browser
}

beforeAll(async () => {
  open = await freshDatabase()
  await openForBusiness(open.db)
  door = openDoor(open)
  order = (await submitted(open.db, 40)).number
  await submitted(open.db, 60)
  alex = await as('alex')
})
afterAll(() => open.close())

const read = async (path: string) => {
  const answer = await alex.get(path)
  return { status: answer.status, markup: await answer.text() }
}

describe('the audit page', () => {
  test('shows who did what, the newest first, with a way to the order', async () => {
    const { markup } = await read('/audit')
    expect(markup).toContain(`href="/orders/${order}"`)
    const text = textOf(markup)
    expect(text.indexOf('Person: signed in')).toBeLessThan(text.indexOf('Order: submit'))
    expect(text).toContain('Ana')
  })

  test('filters by what it is about, by who (name, id or e-mail address) and by what was done', async () => {
    const about = textOf((await read(`/audit?subject=${order}`)).markup)
    expect(about).toContain('Order: draft')
    expect(about).not.toContain('Person: signed in')
    for (const who of ['ana', 'ANA', 'ana@shop.example']) {
      const text = textOf((await read(`/audit?actor=${who}`)).markup)
      expect(text).toContain('Order: submit')
      expect(text).not.toContain('Person: signed in')
    }
    const done = textOf((await read(`/audit?action=order.submit&subject=${order}`)).markup)
    expect(done).toContain('Order: submit')
    expect(done).not.toContain('Order: draft')
    expect(textOf((await read('/audit?subject=PO-1')).markup)).toContain('No such rows')
  })

  test('goes on from a row; what is no row is refused', async () => {
    const text = textOf((await read('/audit?before=2')).markup)
    expect(text).toContain('Row 1 as written')
    expect(text).not.toContain('Row 2 as written')
    expect(textOf((await read('/audit?before=1')).markup)).toContain('No such rows')
    expect((await read("/audit?before=1'--")).status).toBe(400)
  })

  test('says on demand whether the books hold, and sees a row that was changed', async () => {
    expect(textOf((await read('/audit/verify')).markup)).toContain('The books hold')
    const rewrite = async (to: string) => {
      await open.db.execute(sql`alter table audit_entry disable trigger all`)
      await open.db.execute(sql`update audit_entry set actor = ${to} where sequence = 1`)
      await open.db.execute(sql`alter table audit_entry enable trigger all`)
    }
    await rewrite('mallory')
    const text = textOf((await read('/audit/verify')).markup)
    await rewrite('ana')
    expect(text).toContain('checks failed')
    expect(text).toMatch(/row 1 /i)
  })

  test('the same rows as a file that no spreadsheet runs', async () => {
    const answer = await alex.get(`/audit/rows.csv?subject=${order}`)
    expect(answer.headers.get('content-type')).toContain('text/csv')
    const lines = (await answer.text()).trim().split('\r\n')
    expect(lines[0]).toBe('sequence,at,actor,action,subject,detail,previous_hash,hash')
    expect(lines.slice(1).map((line) => line.split(',').slice(2, 5))).toEqual([
      ['ana', 'order.submit', order],
      ['ana', 'order.draft', order],
    ])
  })

  test.each(['ana', 'tom', 'sam', 'priya'])('%s may neither read nor check', async (person) => {
    const browser = await as(person)
    for (const path of ['/audit', '/audit/verify', '/audit/rows.csv']) {
      const answer = await browser.get(path)
      expect(answer.status).toBe(403)
      const text = textOf(await answer.text())
      expect(text).toContain('Only administrators')
      expect(text).not.toContain(order)
    }
  })
})

describe('the bar', () => {
  test.each([
    ['buyer', '/', ['Buy list', 'Approvals'], ['Receiving', 'Invoices', 'People', 'Audit']],
    ['approver', '/approvals', ['Approvals', 'Buy list'], ['Receiving', 'Invoices', 'Audit']],
    ['warehouse', '/receiving', ['Receiving', 'Orders'], ['Buy list', 'Approvals', 'Invoices']],
    ['payables', '/invoices', ['Invoices', 'Orders'], ['Buy list', 'Receiving', 'People']],
    ['administrator', '/', ['Receiving', 'Invoices', 'People', 'Audit'], []],
  ])('of a %s begins at %s', (role, path, has, lacks) => {
    expect(firstPathOf(role)).toBe(path)
    const titles = sectionsOf(role).map(({ title }) => title)
    expect(titles).toEqual(expect.arrayContaining(has))
    expect(titles.filter((title) => lacks.includes(title))).toEqual([])
  })

  test('in a real shop a new person chooses a password first; the warehouse finds its goods first in the bar', async () => {
    const sam = door.browser()
    const answer = await sam.signIn(await door.linkFor('sam'))
    expect(answer.headers.get('location')).toBe('/account')
    const titles = textOf(await (await sam.get('/receiving')).text())
    expect(titles.indexOf('Receiving')).toBeLessThan(titles.indexOf('Assistant'))
  })
})
