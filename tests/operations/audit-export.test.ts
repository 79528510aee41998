import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { exportAudit } from '#operations/audit-export.ts'
import { checkExport } from '#operations/check-export.ts'
import { anchorAudit } from '#store/anchor-audit.ts'
import { readAnchors } from '#store/audit-anchors.ts'
import { appendAudits, auditOf } from '#store/audit.ts'
import type { AuditEvent } from '#store/audit.ts'
import type { OpenDatabase } from '#store/database.ts'
import { freshDatabase } from '../database.ts'
import { verifyAt } from './broken-books.ts'

const event = (subject: string, at: string, changes: Partial<AuditEvent> = {}): AuditEvent => ({
  at,
  actor: 'ana',
  action: 'note',
  subject,
  detail: { reason: `=HYPERLINK("x"), a "quote",\r\nnew line and \u2028 separator`, totalMinor: 1 },
  ...changes,
})

let open: OpenDatabase
let folder: string
const rowCount = 12
beforeAll(async () => {
  open = await freshDatabase()
  const events = Array.from({ length: rowCount }, (_, at) =>
    event(at % 3 === 0 ? 'A-1' : `B-${at}`, `2026-11-${10 + at}T09:00:00.123Z`),
  )
  events[4] = { ...events[4]!, actor: '=cmd()', subject: "'=already" }
  events[5] = { ...events[5]!, actor: '-1', action: '@x', subject: '+44', detail: {} }
  await open.db.transaction((tx) => appendAudits(tx, events))
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quartermaster-audit-'))
  return () => rmSync(folder, { recursive: true, force: true })
})
afterAll(() => open.close())

const path = (name: string) => join(folder, name)
const whole = { partial: false, anchors: null }

/** Replaces something in a file and gives what the check then says. */
async function faultsAfter(file: string, from: string | RegExp, to: string, options = whole) {
  const before = readFileSync(file, 'utf8')
  const after = before.replace(from, to)
  expect(after).not.toBe(before)
  writeFileSync(file, after)
  return (await checkExport(file, options)).faults
}

describe.each(['audit.jsonl', 'audit.csv'])('an export as %s', (name) => {
  it('is found to be what was exported, whatever its texts hold', async () => {
    const written = await exportAudit(open.db, { file: path(name) })
    expect(written).toMatchObject({ rowCount, head: { sequence: rowCount } })
    expect(await checkExport(path(name), whole)).toMatchObject({
      rowCount,
      head: written.head,
      gapCount: 0,
      faults: [],
    })
  })

  it('of one subject is checked as a part', async () => {
    const { rowCount: some } = await exportAudit(open.db, { file: path(name), subject: 'A-1' })
    expect(some).toBe(4)
    expect(await checkExport(path(name), { ...whole, partial: true })).toMatchObject({
      rowCount: 4,
      gapCount: 3,
      faultCount: 0,
    })
    expect((await checkExport(path(name), whole)).faults[0]).toBe('row 4 rows 2 to 3 are missing')
  })

  it('since a day begins there and holds', async () => {
    await exportAudit(open.db, { file: path(name), sinceAt: '2026-11-18T00:00:00.000Z' })
    expect(await checkExport(path(name), whole)).toMatchObject({ rowCount: 4, faultCount: 0 })
  })

  it.each([
    ['an actor', 'ana', 'eve', 'row 1 was changed'],
    ['an instant', '2026-11-10T09:00:00.123Z', '2026-11-10T09:00:00.124Z', 'row 1 was changed'],
    [
      'a finer instant',
      '2026-11-10T09:00:00.123Z',
      '2026-11-10T09:00:00.123001Z',
      'row 1 was changed',
    ],
    ['a hash', /[0-9a-f]{64}/, 'f'.repeat(64), /row 1 was changed/],
  ])('shows %s that was changed', async (_what, from, to, words) => {
    await exportAudit(open.db, { file: path(name) })
    expect((await faultsAfter(path(name), from, to))[0]).toMatch(words)
  })

  it('shows a row that was taken out, and a file that was cut by its anchors', async () => {
    const file = path(name)
    await anchorAudit(open.db, { file: path('anchors'), at: '2026-11-30T00:00:00.000Z' })
    await exportAudit(open.db, { file })
    const anchored = { partial: false, anchors: path('anchors') }
    expect(await checkExport(file, anchored)).toMatchObject({ anchoredCount: 1, faultCount: 0 })
    const text = readFileSync(file, 'utf8')
    const end = text.lastIndexOf(name.endsWith('csv') ? '\r\n12,' : '\n', text.length - 2)
    truncateSync(file, Buffer.byteLength(text.slice(0, end + (name.endsWith('csv') ? 2 : 1))))
    expect((await checkExport(file, whole)).faults).toEqual([])
    expect((await checkExport(file, anchored)).faults).toEqual([
      'row 12 was anchored and is not in the file',
    ])
  })

  it('that is no export says so', async () => {
    writeFileSync(path(name), 'a,b\n1,2\n')
    const { faults } = await checkExport(path(name), whole)
    expect(faults[0]).toMatch(/record 1 is no audit row/)
    await expect(checkExport(path(`no-${name}`), whole)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

it('runs in no spreadsheet: cells that begin like a formula are guarded', async () => {
  await exportAudit(open.db, { file: path('a.csv') })
  expect(readFileSync(path('a.csv'), 'utf8')).toContain("'=cmd(),note,'=already,")
  expect(readFileSync(path('a.csv'), 'utf8')).toContain("'-1,'@x,'+44,{},")
})

it('is written whole or not at all, and only under a name that tells its form', async () => {
  await expect(exportAudit(open.db, { file: path('a.txt') })).rejects.toThrow(/jsonl/)
  await expect(exportAudit(open.db, { file: path('no/a.csv') })).rejects.toMatchObject({
    code: 'unavailable',
  })
})

describe('an anchor', () => {
  const at = '2026-11-30T00:00:00.000Z'
  const anchors = () => path('audit-anchors.jsonl')
  const anchor = (changes = {}) => anchorAudit(open.db, { file: anchors(), at, ...changes })
  const said = async (now = at) => {
    const { checks } = await verifyAt(open.db, { auditAnchorFile: anchors(), now })
    return checks.find(({ name }) => name === 'audit anchors')
  }

  it('is written once for a head, and to every further place', async () => {
    const elsewhere: unknown[] = []
    const sinks = [(each: unknown) => Promise.resolve(void elsewhere.push(each))]
    const first = await anchor({ sinks })
    expect(first).toMatchObject({ again: false, anchor: { sequence: rowCount, at } })
    expect(await anchor({ sinks })).toEqual({ ...first, again: true })
    expect(readAnchors(anchors())).toEqual({ anchors: [first.anchor], unreadable: [] })
    expect(elsewhere).toEqual([first.anchor])
    expect(await said()).toMatchObject({
      ok: true,
      detail: expect.stringMatching(/1 anchors hold, the newest at row 12/),
    })
  })

  it('of a time that is not yet is named', async () => {
    await anchor()
    expect(await said('2026-11-29T23:56:00.000Z')).toMatchObject({ ok: true })
    expect(await said('2026-11-29T23:50:00.000Z')).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/which is not yet: a clock is wrong, or it is forged/),
    })
  })

  it('after half a line that a power cut left is a line of its own; the half is named', async () => {
    writeFileSync(anchors(), '{"sequence":3,"ha')
    const { anchor: written } = await anchor()
    expect(readAnchors(anchors())).toEqual({ anchors: [written], unreadable: [1] })
    expect(await said()).toMatchObject({ ok: false, detail: expect.stringContaining('line 1') })
  })

  it('is not made of a chain that does not hold the last one', async () => {
    const [row] = await auditOf(open.db, 'note')
    const line = { sequence: 99, hash: row!.hash, at }
    writeFileSync(anchors(), `${JSON.stringify(line)}\n`)
    await expect(anchor()).rejects.toMatchObject({ details: { refusal: 'audit_cut' } })
    expect(await said()).toMatchObject({ ok: false, detail: expect.stringContaining('cut off') })
    writeFileSync(anchors(), `${JSON.stringify({ ...line, sequence: 2 })}\n`)
    await expect(anchor()).rejects.toMatchObject({ details: { refusal: 'audit_rewritten' } })
    expect(await said()).toMatchObject({ ok: false, detail: expect.stringContaining('rewritten') })
    expect(readAnchors(anchors()).anchors).toHaveLength(1)
  })

  it('of an empty audit there is none', async () => {
    const undo = new Error('taken back')
    const empty = open.db.transaction(async (tx) => {
      await tx.execute(sql`alter table audit_entry disable trigger all`)
      await tx.execute(sql`truncate audit_entry`)
      expect(await anchorAudit(tx, { file: anchors(), at })).toEqual({ anchor: null, again: false })
      throw undo
    })
    await expect(empty).rejects.toThrow(undo)
  })
})
