import { describe, expect, test } from 'vitest'
import { QuartermasterError } from '#root/errors.ts'
import { client } from './client.ts'
import { textOf } from './markup.ts'

const booked = {
  receipt: 'GR-2026-0009',
  already: null,
  acceptedUnits: 140,
  heldUnits: 4,
  findings: [{ sentence: 'MUG-BLU: 4 held for a check.' }],
  inYard: ['YARD-7'],
  matchedInvoices: ['INV-0012'],
}

/** A browser whose commands answer this. */
function answering(result: unknown, again = false) {
  const browser = client()
  const { application } = browser
  application.runCommand = (name, input) => {
    application.calls.push({ name, input })
    return result instanceof Error ? Promise.reject(result) : Promise.resolve({ result, again })
  }
  const inputOf = (name: string) => application.calls.find((call) => call.name === name)?.input
  return { ...browser, inputOf }
}

const count = {
  revision: '2',
  documentNumber: ' LS 78 ',
  receivedOn: '2026-11-20',
  fromYard: '',
  sku: ['MUG-BLU', 'TEA-GRN', '', '', ''],
  counted: ['144', '', '', '', ''],
  damaged: ['', '', '', '', ''],
  lot: ['L1', 'L9', '', '', ''],
  expires: ['', '2027-01-01', '', '', ''],
  held: ['0'],
}

describe('the door', () => {
  test('lists what is to come and what is held, and asks a held item for what is missing', async () => {
    const markup = await (await client().get('/receiving')).text()
    expect(textOf(markup)).toContain('PO-2026-0031')
    expect(markup).toContain('name="lotCode"')
    expect(markup).toContain('name="expiresOn"')
  })

  test('books what was counted; a line without a count did not come', async () => {
    const { post, inputOf } = answering(booked)
    const page = await post('/receiving/PO-2026-0031', count)
    expect(page.status).toBe(200)
    expect(inputOf('receive_goods')).toEqual({
      order: 'PO-2026-0031',
      revision: '2',
      documentNumber: 'LS 78',
      receivedOn: '2026-11-20',
      fromYard: null,
      lines: [
        {
          sku: 'MUG-BLU',
          countedUnits: 144,
          damagedUnits: 0,
          lotCode: 'L1',
          expiresOn: null,
          held: true,
        },
      ],
    })
    const said = textOf(await page.text())
    for (const words of [
      '140 units are usable',
      'held for a check',
      'YARD-7',
      'INV-0012 matches',
    ]) {
      expect(said).toContain(words)
    }
  })

  test('says so when a paper was booked before', async () => {
    const { post } = answering({ ...booked, already: { by: 'sam' } })
    const said = textOf(await (await post('/receiving/PO-2026-0031', count)).text())
    expect(said).toContain('was booked before by sam; nothing was booked twice')
  })

  test('keeps what was typed when it is refused', async () => {
    const error = new QuartermasterError('conflict', 'DN-1 is booked already.', 'Look at it.')
    const { post } = answering(error)
    const page = await post('/receiving/PO-2026-0031', count)
    expect(page.status).toBe(409)
    const markup = await page.text()
    expect(textOf(markup)).toContain('DN-1 is booked already.')
    expect(markup).toContain('value="144"')
    expect(markup).toContain('value="L9"')
  })

  test.each([
    ['a word', { counted: ['many', '', '', '', ''] }],
    ['a part of a unit', { counted: ['1.5', '', '', '', ''] }],
    ['less than nothing', { damaged: ['-1', '', '', '', ''] }],
  ])('refuses %s where units belong', async (_what, changes) => {
    const { post, inputOf } = answering(booked)
    const page = await post('/receiving/PO-2026-0031', { ...count, ...changes })
    expect(page.status).toBe(400)
    expect(textOf(await page.text())).toContain('must be a whole number')
    expect(inputOf('receive_goods')).toBeUndefined()
  })

  test('settles what is held with one of two buttons', async () => {
    const { post, inputOf } = answering({})
    const hold = {
      receipt: 'GR-2026-0004',
      line: '2',
      units: '24',
      openUnits: '24',
      reason: 'fine',
    }
    const label = { lotCode: 'L7', expiresOn: '2027-03-01' }
    const page = await post('/receiving/holds', { ...hold, ...label, outcome: 'release_hold' })
    expect(textOf(await page.text())).toContain('Released')
    expect(inputOf('release_hold')).toEqual({
      ...hold,
      ...label,
      line: 2,
      units: 24,
      openUnits: 24,
    })
    expect((await post('/receiving/holds', { ...hold, outcome: 'approve_order' })).status).toBe(400)
    expect(inputOf('approve_order')).toBeUndefined()
  })
})

describe('the desk of payables', () => {
  test('shows why an invoice is held and what a decision is about', async () => {
    const markup = await (await client().get('/invoices')).text()
    expect(textOf(markup)).toContain('TEA-GRN: invoiced at 4.30, ordered at 4.20.')
    expect(markup).toContain(`value="${'c'.repeat(64)}"`)
  })

  const bill = {
    supplierCode: 'NORTHWIND',
    number: 'INV-13',
    order: 'PO-2026-0031',
    invoicedOn: '2026-11-20',
    dueOn: '',
    currency: 'gbp',
    total: '1 008,00',
    freight: '',
    duty: '',
    other: '',
    sku: ['TEA-GRN', ''],
    units: ['240', ''],
    unitPrice: ['4.20', ''],
  }

  test('fills the form from an order, all but what only the paper says', async () => {
    const markup = await (await client().get('/invoices?order=PO-2026-0031')).text()
    const typed = (name: string) =>
      [...markup.matchAll(new RegExp(`name="${name}"[^>]*value="([^"]*)"`, 'g'))].map(([, v]) => v)
    expect(typed('supplierCode')).toContain('NORTHWIND')
    expect(typed('order')).toEqual(['PO-2026-0031', 'PO-2026-0031'])
    expect(typed('sku').slice(0, 2)).toEqual(['TEA-GRN', ''])
    expect(typed('units')[0]).toBe('60')
    expect(typed('unitPrice')[0]).toBe('4.20')
    expect([typed('number').at(-1), typed('total')]).toEqual(['', ['']])
  })

  test('books an invoice as it was typed', async () => {
    const { post, inputOf } = answering({
      number: 'INV-13',
      state: 'matched',
      findings: [],
      already: null,
    })
    const page = await post('/invoices', bill)
    expect(textOf(await page.text())).toContain('Invoice INV-13 is matched.')
    expect(inputOf('book_invoice')).toEqual({
      supplierCode: 'NORTHWIND',
      number: 'INV-13',
      order: 'PO-2026-0031',
      invoicedOn: '2026-11-20',
      dueOn: null,
      currency: 'GBP',
      total: '1008.00',
      freight: '0',
      duty: '0',
      other: '0',
      lines: [{ sku: 'TEA-GRN', units: 240, unitPrice: '4.20' }],
    })
  })

  test('shows why one is held', async () => {
    const findings = [{ sentence: 'There is no order PO-1.' }]
    const { post } = answering({ number: 'INV-13', state: 'held', findings, already: null })
    const said = textOf(await (await post('/invoices', bill)).text())
    expect(said).toContain('Invoice INV-13 is held')
    expect(said).toContain('There is no order PO-1.')
  })

  test('releases and rejects what was shown, with the reason', async () => {
    const { post, inputOf } = answering({})
    const decision = {
      supplierCode: 'NORTHWIND',
      number: 'INV-0012',
      seen: 'c'.repeat(64),
      reason: 'agreed by phone',
    }
    for (const name of ['release_invoice', 'reject_invoice']) {
      const page = await post('/invoices/decide', { ...decision, decision: name })
      expect(page.status).toBe(200)
      expect(inputOf(name)).toEqual(decision)
    }
    expect((await post('/invoices/decide', { ...decision, decision: 'x' })).status).toBe(400)
  })
})

test('no form works without its token', async () => {
  const { send, session, application } = answering({})
  const { cookie } = await session()
  const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' }
  const paths = ['/receiving/PO-1', '/receiving/holds', '/invoices', '/invoices/decide']
  for (const path of paths) {
    expect((await send(path, 'outcome=release_hold&counted=1&sku=X', headers)).status).toBe(403)
  }
  const commands = application.calls.filter(({ name }) => /goods|hold|invoice$/.test(name))
  expect(commands).toEqual([])
})
