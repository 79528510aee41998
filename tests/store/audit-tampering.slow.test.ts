import { expect, it } from 'vitest'
import { freshDatabase } from '../database.ts'
import { tamper } from './audit-tampering.ts'

it('1,000 edits, cuts, rewrites, rows put in and swaps: 1,000 found', async () => {
  const open = await freshDatabase()
  expect(await tamper(open.db, 1_000, 2_026)).toBeGreaterThanOrEqual(1_000)
  await open.close()
}, 280_000)
