import { describe, expect, it } from 'vitest'
import { judgeAnchor } from '#purchasing/audit-anchor.ts'
import { judgeKey } from '#purchasing/command-key.ts'
import { refusalError, refused } from '#purchasing/refusal.ts'
import { emailFlags, judgeActivation, judgeConfirmation } from '#purchasing/supplier-change.ts'
import type { SupplierChange } from '#purchasing/supplier-change.ts'
import { policyWith, rowsOf, verdict } from './order-world.ts'

const change = (changes: Partial<SupplierChange> = {}): SupplierChange => ({
  supplierCode: 'ACME',
  field: 'bank',
  requestedBy: 'ada',
  requestedAt: '2026-11-01T09:00:00Z',
  confirmedBy: 'omar',
  confirmedAt: '2026-11-10T09:00:00Z',
  calledBackAt: '2026-11-09T09:00:00Z',
  phoneChangedAt: null,
  ...changes,
})

describe('new bank details', () => {
  it('are confirmed by a second administrator in person', () => {
    const by = (id: string, changes: object = {}) =>
      verdict(
        judgeConfirmation(change(), {
          kind: 'person',
          id,
          role: 'administrator',
          active: true,
          ...changes,
        }),
      )
    expect(by('omar')).toBe('confirmed')
    expect(by('ada')).toBe('self_approval')
    expect(by('omar', { kind: 'tool' })).toBe('people_only')
    expect(by('omar', { kind: 'job' })).toBe('people_only')
    expect(by('omar', { active: false })).toBe('inactive_person')
    expect(by('omar', { role: 'payables' })).toBe('wrong_role')
  })

  const at = (now: string, changes: Partial<SupplierChange> = {}) =>
    verdict(judgeActivation(change(changes), policyWith(), now))

  it('count ten days after the confirmation, not a second before', () => {
    expect(at('2026-11-20T09:00:00Z')).toBe('active')
    expect(at('2026-11-20T08:59:59Z')).toBe('cooling_down')
  })

  it.each([
    ['without a second person', { confirmedBy: null, confirmedAt: null }, 'self_approval'],
    ['confirmed by who asked', { confirmedBy: 'ada' }, 'self_approval'],
    ['confirmed at no time', { confirmedAt: null }, 'self_approval'],
    ['without a call back', { calledBackAt: null }, 'no_call_back'],
    ['called back on a new number', { phoneChangedAt: '2026-11-07T09:00:00Z' }, 'phone_changed'],
    [
      'whose number changed after the call',
      { phoneChangedAt: '2026-11-09T10:00:00Z' },
      'phone_changed',
    ],
    ['called back on an old number', { phoneChangedAt: '2026-10-30T09:00:00Z' }, 'active'],
  ])('%s', (_how, changes, expected) => {
    expect(at('2026-12-24T09:00:00Z', changes)).toBe(expected)
  })
})

describe('a new address', () => {
  const table = `
    orders@acme.example  | sales@acme.example     | same
    orders@acme.example  | orders@ACME.example    | same
    orders@acme.example  | orders@acrne.example   | flagged
    orders@acme.example  | orders@acne.example    | flagged
    orders@will.example  | orders@wi11.example    | flagged
    orders@wave.example  | orders@vvave.example   | flagged
    orders@acme.example  | orders@acme.test       | same
    orders@acme.example  | orders@northern.test   | same`
  it.each(rowsOf(table))('%s instead of %s: %s', (before, after, expected) => {
    const flags = emailFlags(before!, after!).map(({ code }) => code)
    expect(flags).toEqual(expected === 'flagged' ? ['lookalike_domain'] : [])
  })
})

describe('a key', () => {
  it('names one content: the same again gives the same result, another is refused', () => {
    const stored = { bodyHash: 'a', result: 'PO-1' }
    expect(judgeKey('k', null, 'a')).toEqual({ outcome: 'new' })
    expect(judgeKey('k', stored, 'a')).toEqual({ outcome: 'again', result: 'PO-1' })
    expect(judgeKey('k', stored, 'b')).toMatchObject({ code: 'key_reused' })
  })
})

describe('an anchor outside', () => {
  it('shows a kept chain, a cut end and a row written anew', () => {
    const chain = ['h1', 'h2', 'h3']
    const found = (sequence: number, hash: string) =>
      verdict(judgeAnchor({ sequence, hash }, (at) => chain[at - 1] ?? null))
    expect(found(2, 'h2')).toBe('kept')
    expect(found(4, 'h4')).toBe('audit_cut')
    expect(found(3, 'x')).toBe('audit_rewritten')
  })
})

it('a refusal becomes an error of the person or of the state, with its repair', () => {
  const person = refusalError(refused('self_approval', 'No.', 'Ask Ines.'), { order: 'PO-1' })
  expect(person).toMatchObject({ code: 'forbidden', message: 'No.', repair: 'Ask Ines.' })
  expect(person.details).toEqual({ order: 'PO-1', refusal: 'self_approval' })
  expect(refusalError(refused('old_revision', 'Old.', 'Look.'))).toMatchObject({ code: 'conflict' })
})
