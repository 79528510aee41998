import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { appendAudit, auditOf } from '#store/audit.ts'
import { checkAuditChain } from '#store/audit-chain.ts'
import { contentHash } from '#store/content-hash.ts'
import type { OpenDatabase } from '#store/database.ts'
import { freshDatabase } from '../database.ts'

let database: OpenDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

/** Someone with the keys of the database: the trigger is off. */
async function tamper(statement: ReturnType<typeof sql>) {
  await database.db.execute(sql`alter table audit_entry disable trigger all`)
  await database.db.execute(statement)
  await database.db.execute(sql`alter table audit_entry enable trigger all`)
}

async function append(count: number) {
  for (let at = 0; at < count; at++) {
    await database.db.transaction((tx) =>
      appendAudit(tx, {
        at: '2026-11-24T09:00:00.123Z',
        actor: 'ana',
        action: 'order.draft',
        subject: `PO-${at}`,
        detail: { to: 'draft', share: 0.1, nested: { b: 1, a: [null, 'x'] } },
      }),
    )
  }
}

beforeEach(async () => {
  await tamper(sql`truncate audit_entry`)
  await append(5)
})

describe('the audit chain', () => {
  it('is unbroken after appends, whatever the database does to JSON and instants', async () => {
    expect(await checkAuditChain(database.db)).toMatchObject({ rowCount: 5, broken: [] })
  })

  it('refuses update and delete', async () => {
    await expect(database.db.execute(sql`update audit_entry set actor = 'eve'`)).rejects.toThrow()
    await expect(database.db.execute(sql`delete from audit_entry`)).rejects.toThrow()
  })

  it.each([
    [
      'an edited actor',
      sql`update audit_entry set actor = 'eve' where sequence = 3`,
      3,
      'was changed',
    ],
    [
      'an edited detail',
      sql`update audit_entry set detail = jsonb_set(detail, '{share}', '0.2') where sequence = 2`,
      2,
      'was changed',
    ],
    [
      'an edited instant',
      sql`update audit_entry set at = at + interval '1 ms' where sequence = 4`,
      4,
      'was changed',
    ],
    ['a row cut out', sql`delete from audit_entry where sequence = 3`, 4, 'row 3 is missing'],
    [
      'rows cut out',
      sql`delete from audit_entry where sequence in (2, 3)`,
      4,
      'rows 2 to 3 are missing',
    ],
    [
      'an instant edited by less than a millisecond',
      sql`update audit_entry set at = at + interval '1 microsecond' where sequence = 4`,
      4,
      'was changed',
    ],
    [
      'an instant that is none',
      sql`update audit_entry set at = 'infinity' where sequence = 4`,
      4,
      'was changed',
    ],
    [
      'a row put before the first',
      sql`insert into audit_entry select -1, at, actor, action, subject, detail, previous_hash, hash from audit_entry where sequence = 1`,
      -1,
      'was put in before the first row',
    ],
    [
      'a number beyond all numbers',
      sql`update audit_entry set detail = '{"share": 1e999}' where sequence = 2`,
      2,
      'was changed',
    ],
    [
      'a hash set to match',
      sql`update audit_entry set hash = md5('x') where sequence = 3`,
      3,
      'was changed',
    ],
  ])('finds %s', async (_what, statement, sequence, reason) => {
    await tamper(statement)
    const { broken } = await checkAuditChain(database.db)
    expect(broken[0]).toEqual({ sequence, reason })
  })

  it('finds a row rewritten with a hash that fits its content', async () => {
    const rows = await auditOf(database.db, 'order.')
    const row = rows.find((each) => each.sequence === 3)
    const { sequence, action, subject, detail, previousHash } = row!
    const at = new Date(row!.at).toISOString()
    const hash = contentHash({ sequence, at, actor: 'eve', action, subject, detail, previousHash })
    await tamper(sql`update audit_entry set actor = 'eve', hash = ${hash} where sequence = 3`)
    const { broken } = await checkAuditChain(database.db)
    expect(broken[0]).toEqual({ sequence: 4, reason: 'does not continue the row before' })
  })

  it('gives every row its number when many append at once', async () => {
    await Promise.all([append(5), append(5), append(5)])
    expect(await checkAuditChain(database.db)).toMatchObject({ rowCount: 20, broken: [] })
  })
})
