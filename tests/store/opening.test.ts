import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { QuartermasterError } from '#root/errors.ts'
import { openDatabase, requireRoom, selectRows } from '#store/database.ts'
import type { OpenDatabase } from '#store/database.ts'
import { diskFullError, requireFreeSpace } from '#store/disk.ts'
import { auditEntries } from '#store/schema-records.ts'
import { settings } from '#store/schema.ts'
import { emptyTables, freshDatabase } from '../database.ts'

async function refusal(attempt: Promise<unknown>): Promise<QuartermasterError> {
  const error: unknown = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(QuartermasterError)
  return error as QuartermasterError
}

describe('opening a data folder', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'quartermaster-open-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('keeps what was written, and refuses a folder that a newer program wrote', async () => {
    const where = { dataFolder: folder, databaseUrl: null }
    const first = await openDatabase(where)
    await first.db.insert(settings).values({ key: 'k', value: 1 })
    await first.close()
    const second = await openDatabase(where)
    expect(await second.db.select().from(settings)).toEqual([{ key: 'k', value: 1 }])
    expect(() => requireRoom(second.db, 1e15)).toThrow('MB free')
    expect(() => requireRoom(second.db, 1)).not.toThrow()
    await second.db.execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('from the future', 9999999999999)`,
    )
    await second.close()
    const error = await refusal(openDatabase(where))
    expect(error.code).toBe('conflict')
    expect(error.message).toContain('another version of Quartermaster')
    expect(error.repair).toContain('QUARTERMASTER_DATA')
  })

  test('a database that is no database is said plainly', async () => {
    const dataFolder = join(folder, 'broken')
    mkdirSync(join(dataFolder, 'database', 'base'), { recursive: true })
    writeFileSync(join(dataFolder, 'database', 'PG_VERSION'), 'nonsense')
    const error = await refusal(openDatabase({ dataFolder, databaseUrl: null }))
    expect(error.message).toContain('could not be opened')
  })

  test('a disk without room is said before anything is written', () => {
    expect(() => requireFreeSpace(folder, 1e15)).toThrow(/has \d+ MB free; \d+ MB are needed/)
    const caught = { cause: Object.assign(new Error('write'), { code: '53100' }) }
    expect(diskFullError(caught)?.repair).toContain('QUARTERMASTER_DATA')
    expect(diskFullError(new Error('other'))).toBeNull()
  })

  test.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
    'a full disk ends in the same words',
    async () => {
      const small = join(folder, 'small')
      mkdirSync(small)
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', small])
      try {
        const error = await refusal(openDatabase({ dataFolder: small, databaseUrl: null }))
        expect(error.message).toContain('MB free')
        const thrown: unknown = await PGlite.create(join(small, 'database')).catch(
          (reason: unknown) => reason,
        )
        expect(diskFullError(thrown)?.message).toContain('The disk is full')
      } finally {
        execFileSync('umount', ['-l', small])
      }
    },
  )
})

describe('a database server', () => {
  test('that is not there is said without the password', async () => {
    const databaseUrl = 'postgres://someone:hunter2@127.0.0.1:1/shop'
    const error = await refusal(openDatabase({ dataFolder: null, databaseUrl }))
    expect(error.code).toBe('unavailable')
    expect(error.message).toContain('shop on 127.0.0.1:1')
    expect(JSON.stringify(error) + error.message).not.toContain('hunter2')
  })
})

describe('an open database', () => {
  let open: OpenDatabase
  beforeAll(async () => {
    open = await freshDatabase()
  })
  afterAll(() => open.close())

  test('refuses every change of the audit but an addition', async () => {
    const entry = {
      sequence: 1,
      at: '2026-11-20T06:00:00Z',
      actor: 'ana',
      action: 'a',
      subject: 's',
      detail: {},
      previousHash: '',
      hash: 'h',
    }
    await open.db.insert(auditEntries).values(entry)
    for (const statement of [
      sql`update audit_entry set actor = 'bo'`,
      sql`delete from audit_entry`,
      sql`truncate audit_entry`,
      sql`update audit_entry set actor = 'bo' where false`,
    ]) {
      await expect(open.db.execute(statement)).rejects.toThrow()
    }
    await open.db.insert(auditEntries).values({ ...entry, sequence: 2 })
    expect(await open.db.$count(auditEntries)).toBe(2)
    await emptyTables(open.db)
    expect(await open.db.$count(auditEntries)).toBe(2)
  })

  test('tells instants in UTC whatever the zone of the machine', async () => {
    const [row] = await selectRows<{ at: string }>(
      open.db,
      sql`select timestamptz '2026-07-01T12:00:00+02:00' as at`,
    )
    expect(row?.at).toBe('2026-07-01 10:00:00+00')
  })
})
