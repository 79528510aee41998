import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { benchPolicy } from '../../evals/bench/policy.ts'
import { benchLawKelton } from '../../evals/bench/policy/law-kelton.ts'
import { benchSupplierSplit } from '../../evals/bench/policy/supplier-split.ts'
import { benchTextbookCases, scoreCase } from '../../evals/bench/policy/textbook-cases.ts'

const eoq = {
  id: 'eoq-1',
  model: 'eoq.economic_order_quantity',
  inputs: { fixed_cost: 8, holding_cost: 0.225, demand_rate: 1300 },
  expected: { order_quantity: 304.04678, cost: 68.410526 },
  tol_rel: 1e-5,
}

describe('a textbook case', () => {
  test('within its tolerance is no miss', () => {
    expect(scoreCase(eoq).miss).toBeNull()
  })

  test.each([
    ['a figure that differs', { ...eoq, expected: { cost: 68.42 } }, /eoq-1 .*68.42/],
    ['a figure that we do not give', { ...eoq, expected: { profit: 1 } }, /eoq-1 .*profit/],
    ['a list of another length', { ...eoq, expected: { cost: [68.410526] } }, /eoq-1/],
    ['a model that we do not have', { ...eoq, model: 'queues.mm1' }, /no function .*queues.mm1/],
    ['inputs that are not there', { ...eoq, inputs: {} }, /no number "fixed_cost"/],
  ])('%s is a miss that says so', (_, one, said) => {
    expect(scoreCase(one).miss).toMatch(said)
  })
})

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quartermaster-policy-'))
  mkdirSync(join(folder, 'policy'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
  process.exitCode = 0
})

const write = (name: string, content: unknown) =>
  writeFileSync(join(folder, 'policy', name), JSON.stringify(content))

const splits = (cost: number | null, required: number) => ({
  supplier_split: [
    {
      id: 'split-1',
      required,
      suppliers: [
        { id: 'A', order_cost: 5, moq: 1, pack: 1, capacity: 10, tiers: [[1, 2]] },
        { id: 'B', order_cost: 0, moq: 5, pack: 5, capacity: 20, tiers: [[1, 3]] },
      ],
      excess_cost_per_unit: 0.5,
      max_share_of_required: null,
      optimal_cost: cost,
      infeasible: cost === null,
    },
  ],
  lot_sizing: [],
})

describe('the bench of policies', () => {
  test('an optimum that is not reached turns the run red', async () => {
    write('supplier_split_lot_cases.json', splits(33, 12))
    const wrong = await benchPolicy({ data: folder, rows: null })
    expect(process.exitCode).toBe(1)
    expect(wrong.figures.find(({ unit }) => unit === 'misses')).toMatchObject({
      value: 1,
      note: expect.stringContaining('split-1: 34.0000 for 33.0000') as string,
    })
  })

  test('the right one does not, and what cannot be supplied is told', async () => {
    write('supplier_split_lot_cases.json', splits(34, 12))
    expect((await benchPolicy({ data: folder, rows: null })).figures[0]!.value).toBe(0)
    write('supplier_split_lot_cases.json', splits(null, 31))
    expect((await benchPolicy({ data: folder, rows: null })).figures[0]!.value).toBe(0)
    expect(process.exitCode ?? 0).toBe(0)
    write('supplier_split_lot_cases.json', splits(null, 30))
    await benchPolicy({ data: folder, rows: null })
    expect(process.exitCode).toBe(1)
  })

  test('a simulated cost that is far from the published one is a miss', async () => {
    const row = { s: 20, S: 40, months: 120, total: 123.94, ci95: 1.18 }
    write('law_kelton_inventory.json', { rows: [row, { ...row, total: 127 }] })
    const { figures } = await benchLawKelton(folder)
    expect(figures).toMatchObject([{ value: 1, unit: 'misses', note: '(20, 40)' }])
  })
})

const measured = join(import.meta.dirname, '..', '..', '..', 'shared', 'data')

test('every textbook case and every optimum of the measurement data holds', async (context) => {
  if (!existsSync(join(measured, 'policy', 'inventory_cases.json'))) {
    process.stdout.write('skipped: no measurement data beside the checkout\n')
    return context.skip()
  }
  const reports = [await benchTextbookCases(measured), await benchSupplierSplit(measured)]
  const missed = reports.flatMap(({ figures }) => figures.filter(({ unit }) => unit === 'misses'))
  expect(missed.map(({ value, note }) => [value, note])).toEqual([
    [0, undefined],
    [0, undefined],
  ])
})
