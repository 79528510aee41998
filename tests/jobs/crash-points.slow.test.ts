import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'
import { openDatabase } from '#store/database.ts'
import { dieAt, places } from './crash-points.ts'

const half = places.length / 2

test.each([
  ['the click', places.slice(0, half)],
  ['the answer of the mail server', places.slice(half)],
])(
  'a process may die anywhere around %s: no order is lost, none is sent twice',
  async (_, some) => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'quartermaster-crash-'))
    const where = { dataFolder, databaseUrl: null }
    await dieAt(some, where, () => openDatabase(where))
    rmSync(dataFolder, { recursive: true })
  },
  280_000,
)
