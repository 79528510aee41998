import { afterAll, describe, expect, it } from 'vitest'
import { planPool } from '#operations/plan-pool.ts'
import type { LineBatch } from '#operations/plan-batch.ts'
import { packInput } from '#planning/packed-history.ts'
import { line, policy } from '../planning/policy/lines.ts'
import { refusal } from '../tools/run.ts'

const sold = (seed: number) => ({
  startsOn: '2026-05-01',
  units: Array.from({ length: 200 }, (_, day) => (day * 7 + seed * 3) % 11),
  stockout: Array.from({ length: 200 }, () => false),
  promotion: Array.from({ length: 200 }, () => false),
})

const piece = (seed: number, changes: Parameters<typeof line>[0] = {}): LineBatch => {
  const inputs = [0, 1, 2].map((at) =>
    packInput(line({ item: { sku: `P${seed}-${at}` }, history: sold(seed + at), ...changes })),
  )
  return { inputs, earlier: inputs.map(() => null), forLedger: true }
}

const alone = planPool(policy, 0)
const threads = planPool(policy, 2)
afterAll(() => Promise.all([alone.close(), threads.close()]))

describe('a pool of planning threads', () => {
  it('says of every piece what this thread says', async () => {
    // The first two pieces are planned here in any case.
    // A piece is handed over, so each pool is given its own.
    const [here, there] = await Promise.all(
      [alone, threads].map((pool) =>
        Promise.all([1, 2, 3, 4, 5, 6].map((seed) => pool.plan(piece(seed)))),
      ),
    )
    expect(there).toEqual(here)
  })

  it('hands a refusal on as it is, and goes on planning', async () => {
    const broken = piece(7, { stock: { onHandUnits: 1.5 } })
    expect((await refusal(threads.plan(broken))).code).toBe('invalid')
    expect((await threads.plan(piece(8))).lines).toHaveLength(3)
  })
})
