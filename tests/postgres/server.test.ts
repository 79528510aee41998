import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { selectRows } from '#store/database.ts'
import { freshDatabase } from '../database.ts'

test('the suite runs on a real server, 15 or newer', async () => {
  const open = await freshDatabase()
  const [row] = await selectRows<{ version: number; text: string }>(
    open.db,
    sql`select current_setting('server_version_num')::int as version, version() as text`,
  )
  await open.close()
  expect(open.kind).toBe('postgres')
  expect(row?.version).toBeGreaterThanOrEqual(150_000)
})
