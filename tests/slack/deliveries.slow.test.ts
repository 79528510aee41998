import { expect, it } from 'vitest'
import { oneEffectEach } from './many.ts'

it('5,000 deliveries with retries, doubles, reorder and replays have one effect each', async () => {
  const said = await oneEffectEach({ count: 5_000, seed: 5_000, failsEach: 53 }, 600)
  console.log(said)
  expect(said).toMatch(/^5000 /)
}, 1_800_000)
