import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { selectRows } from '#store/database.ts'
import type { OpenDatabase } from '#store/database.ts'
import { freshDatabase } from '../database.ts'

describe('a fresh database', () => {
  let open: OpenDatabase
  beforeAll(async () => {
    open = await freshDatabase()
  })
  afterAll(() => open.close())

  test('has every table of the schema, empty', async () => {
    const rows = await selectRows<{ count: number }>(
      open.db,
      sql`select count(*)::int as count from item`,
    )
    expect(rows).toEqual([{ count: 0 }])
  })
})
