import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { giveSignInLink } from '#commands/give-sign-in-link.ts'
import { setActive } from '#commands/set-active.ts'
import { setDelegate } from '#commands/set-delegate.ts'
import { setLimit } from '#commands/set-limit.ts'
import { setRole } from '#commands/set-role.ts'
import { auditOf } from '#store/audit.ts'
import type { OpenDatabase } from '#store/database.ts'
import { changePerson } from '#store/people-writes.ts'
import { personById } from '#store/people.ts'
import { addSignInLink, personOfLink } from '#store/sign-in-links.ts'
import { addSession, livingSession } from '#store/web-sessions.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { hoursOn, noon, openForBusiness, signedIn, staff } from './world.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(() => openForBusiness(open.db))
afterEach(() => emptyTables(open.db))
afterAll(() => open.close())

const reason = 'for the tests'
let count = 0
const form = (person: string) => ({
  changeId: `form-${(count += 1)}`.padEnd(22, '-'),
  person,
  reason,
})
const alex = (command: Parameters<ReturnType<typeof signedIn>>[0], input: unknown) =>
  signedIn(open.db, 'alex')(command, input)
const now = (id: string) => personById(open.db, id)

const limitOf = (person: string, limitMinor: number | null, seenLimitMinor: number | null) => ({
  ...form(person),
  seenLimitMinor,
  limitMinor,
})
const roleOf = (person: string, seenRole: string, role: string) => ({
  ...form(person),
  seenRole,
  role,
})
const activeOf = (person: string, active: boolean) => ({
  ...form(person),
  seenActive: !active,
  active,
})
const loanOf = (
  person: string,
  delegate: { person: string; untilOn: string } | null,
  seenDelegate: string | null = null,
) => ({ ...form(person), seenDelegate, delegate })
const linkOf = (person: string, tokenHash = 'a'.repeat(64)) => ({ person, tokenHash, reason })

describe('an administrator', () => {
  test('changes role, limit and access of others; each stands in the audit with before, after and why', async () => {
    await alex(setRole, roleOf('ana', 'buyer', 'approver'))
    await alex(setLimit, limitOf('tom', 700_000, 500_000))
    await alex(setActive, activeOf('ben', false))
    expect(await now('ana')).toMatchObject({ role: 'approver' })
    expect(await now('tom')).toMatchObject({ approvalLimitMinor: 700_000 })
    expect(await now('ben')).toMatchObject({ active: false })
    const told = (await auditOf(open.db, 'person.')).slice(-3)
    expect(told).toMatchObject([
      { actor: 'alex', action: 'person.role_set', subject: 'ana' },
      { actor: 'alex', action: 'person.limit_set', subject: 'tom' },
      { actor: 'alex', action: 'person.let_out', subject: 'ben' },
    ])
    expect(told.map(({ detail }) => detail)).toEqual([
      { from: 'buyer', to: 'approver', reason },
      { fromMinor: 500_000, toMinor: 700_000, reason },
      { reason },
    ])
  })

  test.each(staff.filter(({ role }) => role !== 'administrator').map(({ id, role }) => [role, id]))(
    'a person with the role %s (%s) is none',
    async (_role, id) => {
      const other = id === 'tom' ? 'ines' : 'tom'
      const seen = (await now(other))!
      const asked: [Parameters<typeof alex>[0], unknown][] = [
        [setRole, roleOf(other, seen.role, 'administrator')],
        [setLimit, limitOf(other, 1, seen.approvalLimitMinor)],
        [setActive, activeOf(other, false)],
        [setDelegate, loanOf(other, { person: id, untilOn: '2026-12-01' })],
        [giveSignInLink, linkOf(other)],
      ]
      for (const [command, input] of asked) {
        await expect(signedIn(open.db, id)(command, input)).rejects.toMatchObject({
          code: 'forbidden',
        })
      }
      expect(await now(other)).toEqual(seen)
    },
  )

  test('changes nothing about themselves, not even through a loan', async () => {
    const asked: [Parameters<typeof alex>[0], unknown][] = [
      [setRole, roleOf('alex', 'administrator', 'approver')],
      [setLimit, limitOf('alex', 1_000_000_000, null)],
      [setActive, activeOf('alex', false)],
      [giveSignInLink, linkOf('alex')],
      [setDelegate, loanOf('ines', { person: 'alex', untilOn: '2026-12-01' })],
    ]
    for (const [command, input] of asked) {
      await expect(alex(command, input)).rejects.toMatchObject({ code: 'forbidden' })
    }
    // Ines lent Alex the limit herself: what raises it is for another administrator, ending it is not.
    await signedIn(open.db, 'ines')(
      setDelegate,
      loanOf('ines', { person: 'alex', untilOn: '2026-12-01' }),
    )
    for (const [command, input] of [
      [setLimit, limitOf('ines', 9_000_000, 2_500_000)],
      [setRole, roleOf('ines', 'approver', 'administrator')],
    ] as const) {
      await expect(alex(command, input)).rejects.toMatchObject({ code: 'forbidden' })
    }
    await alex(setDelegate, loanOf('ines', null, 'alex'))
    expect(await now('ines')).toMatchObject({ delegateId: null, approvalLimitMinor: 2_500_000 })
  })
})

test('a form sent twice has one effect; the same change is made again with another form', async () => {
  const up = limitOf('tom', 700_000, 500_000)
  expect((await alex(setLimit, up)).again).toBe(false)
  expect((await alex(setLimit, up)).again).toBe(true)
  await alex(setLimit, limitOf('tom', 500_000, 700_000))
  await alex(setLimit, limitOf('tom', 700_000, 500_000))
  expect(await now('tom')).toMatchObject({ approvalLimitMinor: 700_000 })
})

test('whoever saw an older state is told, and nothing is changed', async () => {
  await alex(setLimit, limitOf('tom', 700_000, 500_000))
  for (const [command, input] of [
    [setLimit, limitOf('tom', 1, 500_000)],
    [setRole, roleOf('tom', 'buyer', 'warehouse')],
    [setActive, activeOf('tom', true)],
    [setDelegate, loanOf('tom', { person: 'ines', untilOn: '2026-12-01' }, 'ben')],
  ] as const) {
    await expect(alex(command, input)).rejects.toMatchObject({ code: 'conflict' })
  }
  expect(await now('tom')).toMatchObject({ approvalLimitMinor: 700_000, role: 'approver' })
})

describe('whoever is let out', () => {
  const tokenHash = 'b'.repeat(64)
  test('has no session and no link from that moment, also when they are let in again', async () => {
    await addSession(open.db, {
      tokenHash,
      personId: 'ben',
      begunBy: 'password',
      createdAt: noon,
      lastSeenAt: noon,
      expiresAt: hoursOn(12),
    })
    const expiresAt = hoursOn(1)
    await addSignInLink(open.db, {
      tokenHash,
      personId: 'ben',
      madeBy: 'operator',
      createdAt: noon,
      expiresAt,
    })
    const moment = { now: noon, idleSince: hoursOn(-2) }
    expect(await livingSession(open.db, tokenHash, moment)).not.toBe(null)
    expect(await personOfLink(open.db, tokenHash, noon)).not.toBe(null)
    await alex(setActive, activeOf('ben', false))
    await alex(setActive, activeOf('ben', true))
    expect(await livingSession(open.db, tokenHash, moment)).toBe(null)
    expect(await personOfLink(open.db, tokenHash, noon)).toBe(null)
    await expect(
      alex(giveSignInLink, { ...linkOf('ben', tokenHash), person: 'nobody' }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  test('gets no link', async () => {
    await changePerson(open.db, 'ben', { active: false })
    await expect(alex(giveSignInLink, linkOf('ben'))).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('lending a limit', () => {
  const lend = (person: string, untilOn: string) =>
    signedIn(open.db, 'ines')(setDelegate, loanOf('ines', { person, untilOn }))

  test('is for its owner and for an administrator, until a day, and ends', async () => {
    await lend('tom', '2026-12-04')
    expect(await now('ines')).toMatchObject({ delegateId: 'tom', delegateUntilOn: '2026-12-04' })
    await alex(setDelegate, loanOf('ines', null, 'tom'))
    expect(await now('ines')).toMatchObject({ delegateId: null, delegateUntilOn: null })
  })

  test.each([
    ['ines', '2026-12-04', 'forbidden'],
    ['sam', '2026-12-04', 'forbidden'],
    ['nobody', '2026-12-04', 'not_found'],
    ['tom', '2026-11-19', 'invalid'],
    ['tom', '2027-02-19', 'invalid'],
    ['tom', 'soon', 'invalid'],
  ])('to %s until %s is %s', async (person, untilOn, code) => {
    await expect(lend(person, untilOn)).rejects.toMatchObject({ code })
  })

  test('to somebody who has left, or by somebody without one, is refused', async () => {
    await changePerson(open.db, 'tom', { active: false })
    await expect(lend('tom', '2026-12-04')).rejects.toMatchObject({ code: 'forbidden' })
    const sam = signedIn(open.db, 'sam')
    const loan = loanOf('sam', { person: 'ines', untilOn: '2026-12-04' })
    await expect(sam(setDelegate, loan)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
