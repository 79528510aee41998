import { expect, it } from 'vitest'
import { freshDatabase } from '../database.ts'
import { tamper } from './audit-tampering.ts'

it('whatever is edited, cut, rewritten, put in or swapped is found', async () => {
  const open = await freshDatabase()
  expect(await tamper(open.db, 60, 7)).toBeGreaterThanOrEqual(60)
  await open.close()
})
