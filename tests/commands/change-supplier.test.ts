import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { askSupplierChange } from '#commands/ask-supplier-change.ts'
import { confirmSupplierChange } from '#commands/confirm-supplier-change.ts'
import { recordCallBack } from '#commands/record-call-back.ts'
import { withdrawSupplierChange } from '#commands/withdraw-supplier-change.ts'
import { activateSupplierChanges } from '#jobs/activate-supplier-changes.ts'
import { auditOf } from '#store/audit.ts'
import type { OpenDatabase } from '#store/database.ts'
import { suppliers } from '#store/schema.ts'
import { changesOfSupplier } from '#store/supplier-changes.ts'
import { suppliersByCode } from '#store/suppliers.ts'
import { smallShop } from '../store/small-shop.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { asOf, hoursOn, openForBusiness, signedIn, staff } from './world.ts'

const oldPhone = '+44 113 496 0000'
const iban = 'GB33 BUKB 2020 1555 5555 55'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(async () => {
  const { suppliers } = smallShop()
  await openForBusiness(open.db, {
    people: [...staff, { ...staff.at(-1)!, id: 'uma', name: 'Uma', email: 'uma@shop.example' }],
    suppliers: suppliers.map((each) =>
      each.code === 'ACME'
        ? {
            ...each,
            email: 'orders@acme.example',
            phone: oldPhone,
            bankAccount: '20-00-00 55779911',
          }
        : each,
    ),
  })
})
afterEach(() => emptyTables(open.db))
afterAll(() => open.close())

let count = 0
const changeId = () => `form-${(count += 1)}`.padEnd(22, '-')
const acme = async () => (await suppliersByCode(open.db, ['ACME'])).get('ACME')!
const as = (person: string, hours = 0) => signedIn(open.db, person, hoursOn(hours))

async function ask(
  changes: { by?: string; field?: string; newValue?: string; seenValue?: string | null } = {},
) {
  const { by = 'ana', field = 'bank', newValue = iban } = changes
  const { bankAccount, email, phone } = await acme()
  const seen = { bank: bankAccount, email, phone }[field as 'bank']
  const input = { field, newValue, seenValue: seen, reason: 'their letter of today', ...changes }
  const { by: _, ...rest } = { ...input, by }
  const { result } = await as(by)(askSupplierChange, {
    ...rest,
    changeId: changeId(),
    supplier: 'ACME',
  })
  return result as { request: string; flags: { code: string }[] }
}
const call = (request: string, by = 'ben', number = oldPhone, hours = 1) =>
  as(by, hours)(recordCallBack, { changeId: changeId(), request, number, said: 'Jo confirmed it' })
const confirm = (request: string, by = 'alex', newValue = iban, hours = 2) =>
  as(by, hours)(confirmSupplierChange, { request, newValue })
const activate = (hours: number) =>
  activateSupplierChanges({
    database: open,
    db: open.db,
    mail: null,
    now: () => hoursOn(hours),
    asOf: () => Promise.resolve(asOf),
    enqueue: () => Promise.resolve(),
  })
const refusal = (code: string) =>
  expect.objectContaining({ details: expect.objectContaining({ refusal: code }) })
const days = 24

describe('a new bank account', () => {
  test('counts after a call back, a second person and ten days, once; until then the old one stands', async () => {
    const { request } = await ask()
    expect(await activate(0)).toEqual([])
    await call(request)
    const { result } = await confirm(request)
    expect(result).toMatchObject({ waitsFor: expect.stringContaining('10 days') })
    expect(await activate(2 + 10 * days - 0.01)).toEqual([])
    expect(await acme()).toMatchObject({ bankAccount: '20-00-00 55779911', bankChangedAt: null })
    expect(await activate(2 + 10 * days)).toEqual([request])
    expect(await activate(2 + 10 * days)).toEqual([])
    const { bankAccount, bankChangedAt, email, phone } = await acme()
    expect([bankAccount, email, phone]).toEqual([iban, 'orders@acme.example', oldPhone])
    expect(new Date(bankChangedAt!).toISOString()).toBe(hoursOn(2 + 10 * days))
    expect(
      (await auditOf(open.db, 'supplier.')).map(({ action, actor }) => `${action} ${actor}`),
    ).toEqual([
      'supplier.change_asked ana',
      'supplier.called_back ben',
      'supplier.change_confirmed alex',
      'supplier.change_in_force job:dispatch',
    ])
  })

  test('is not confirmed by who asked, nor by anybody but an administrator (case bank-2)', async () => {
    const { request } = await ask({ by: 'alex' })
    await expect(confirm(request, 'alex')).rejects.toEqual(refusal('self_approval'))
    for (const by of ['ana', 'tom', 'ines', 'sam', 'priya']) {
      await expect(confirm(request, by)).rejects.toEqual(refusal('wrong_role'))
    }
    await confirm(request, 'uma')
  })

  test('waits for the call back however long ago it was confirmed', async () => {
    const { request } = await ask()
    await confirm(request)
    expect(await activate(60 * days)).toEqual([])
    await call(request, 'ben', oldPhone, 61 * days)
    expect(await activate(61 * days)).toEqual([request])
  })

  test('is called back on the number on record, by somebody else than who asked', async () => {
    const { request } = await ask()
    await expect(call(request, 'ana')).rejects.toEqual(refusal('self_approval'))
    await expect(call(request, 'sam')).rejects.toEqual(refusal('wrong_role'))
    await expect(call(request, 'ben', '+44 20 7946 0000')).rejects.toMatchObject({
      repair: expect.stringContaining(oldPhone),
    })
    await call(request, 'ben', '+441134960000')
    const [change] = await changesOfSupplier(open.db, 'ACME')
    expect(change).toMatchObject({ calledBackBy: 'ben', calledNumber: '+441134960000' })
  })

  test('does not count when the number itself was new at the call (case bank-4)', async () => {
    await open.db
      .update(suppliers)
      .set({ phoneChangedAt: hoursOn(-2 * days) })
      .where(eq(suppliers.code, 'ACME'))
    const { request } = await ask()
    await call(request)
    await confirm(request)
    expect(await activate(40 * days)).toEqual([])
    await call(request, 'ben', oldPhone, 40 * days)
    expect(await activate(40 * days)).toEqual([request])
  })

  test.each(['12', 'GB33 BUKB 2020 1555 5555 56', 'pay to <b>me</b>'])(
    '"%s" is refused as no account',
    async (newValue) => {
      await expect(ask({ newValue })).rejects.toMatchObject({ code: 'invalid' })
    },
  )

  test('what is confirmed is what was shown', async () => {
    const { request } = await ask()
    await expect(confirm(request, 'alex', 'GB00 0000')).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('asking', () => {
  test('is for buyers and administrators, for a value that was seen and is another one', async () => {
    for (const by of ['tom', 'sam', 'priya']) {
      await expect(ask({ by })).rejects.toEqual(refusal('wrong_role'))
    }
    await expect(ask({ seenValue: 'something older' })).rejects.toMatchObject({ code: 'conflict' })
    await expect(ask({ newValue: '200000 55779911' })).rejects.toMatchObject({ code: 'invalid' })
    await expect(
      ask({ field: 'email', newValue: 'a@b.example, c@d.example' }),
    ).rejects.toMatchObject({
      code: 'invalid',
    })
    await expect(ask({ field: 'phone', newValue: 'call me' })).rejects.toMatchObject({
      code: 'invalid',
    })
    expect(await changesOfSupplier(open.db, 'ACME')).toEqual([])
  })

  test('twice for the same detail needs the first request withdrawn', async () => {
    const { request } = await ask()
    await expect(ask({ by: 'ben' })).rejects.toMatchObject({ details: { request } })
    await expect(
      as('ben')(withdrawSupplierChange, { request, reason: 'not ours' }),
    ).rejects.toMatchObject({
      code: 'forbidden',
    })
    await as('ana')(withdrawSupplierChange, { request, reason: 'a mistake' })
    await expect(call(request)).rejects.toEqual(refusal('wrong_state'))
    await expect(confirm(request)).rejects.toEqual(refusal('wrong_state'))
    expect((await ask({ by: 'ben' })).request).not.toBe(request)
  })

  test('for an address of a domain that reads alike is flagged (case ven-4)', async () => {
    const { flags } = await ask({ field: 'email', newValue: 'orders@acrne.example' })
    expect(flags.map(({ code }) => code)).toEqual(['lookalike_domain'])
    expect((await acme()).email).toBe('orders@acme.example')
  })
})

test('a new number ends the worth of calls on the old one, so numbers go last', async () => {
  const phone = await ask({ field: 'phone', newValue: '+44 20 7946 0000' })
  const bank = await ask()
  for (const { request } of [phone, bank]) await call(request)
  await confirm(phone.request, 'alex', '+44 20 7946 0000')
  await confirm(bank.request)
  expect(await activate(20 * days)).toEqual([bank.request, phone.request])
})

test('a first number is called back on one from a paper; without a number nothing else is', async () => {
  await open.db.update(suppliers).set({ phone: null }).where(eq(suppliers.code, 'ACME'))
  const bank = await ask()
  await expect(call(bank.request)).rejects.toEqual(refusal('no_call_back'))
  const phone = await ask({ field: 'phone', newValue: oldPhone })
  await expect(call(phone.request, 'ben', oldPhone)).rejects.toMatchObject({ code: 'invalid' })
  await call(phone.request, 'ben', '+44 113 496 0001')
  await confirm(phone.request, 'alex', oldPhone)
  expect(await activate(20 * days)).toEqual([phone.request])
})
