import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anchorDaily } from '#jobs/anchor-audit.ts'
import { appendAudit } from '#store/audit.ts'
import { readAnchors } from '#store/audit-anchors.ts'
import type { OpenDatabase } from '#store/database.ts'
import { hoursOn } from '../commands/world.ts'
import { freshDatabase } from '../database.ts'

let open: OpenDatabase
const folder = mkdtempSync(join(tmpdir(), 'quartermaster-anchor-'))
beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(async () => {
  await open.close()
  rmSync(folder, { recursive: true, force: true })
})

const happens = (hours: number) =>
  open.db.transaction((tx) =>
    appendAudit(tx, { at: hoursOn(hours), actor: 'ana', action: 'note', subject: 'x', detail: {} }),
  )

test('the head is written down once a day, asked however often', async () => {
  const file = join(folder, 'anchors.jsonl')
  const at = (hours: number) => anchorDaily(open.db, { file, at: hoursOn(hours) })
  expect(await at(0)).toBe(false)
  await happens(0)
  expect(await at(1)).toBe(true)
  await happens(2)
  expect(await at(2)).toBe(false)
  expect(await at(24.9)).toBe(false)
  expect(await at(25)).toBe(true)
  expect(await at(60)).toBe(false)
  expect(readAnchors(file).anchors.map(({ sequence }) => sequence)).toEqual([1, 2])
})
