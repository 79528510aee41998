import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '#store/database.ts'
import { dieEverywhere, openCrashShop, places } from './crash-points.ts'

test('a process may die anywhere between a click and a sent order: none is lost, none is sent twice', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'quartermaster-crash-'))
  const where = { dataFolder, databaseUrl: null }
  const first = await openDatabase(where)
  await openCrashShop(first.db)
  await first.close()
  await dieEverywhere(where, () => openDatabase(where))
  expect(places.length).toBeGreaterThanOrEqual(16)
  rmSync(dataFolder, { recursive: true })
}, 280_000)
