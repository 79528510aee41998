import { expect, it } from 'vitest'
import { openLane } from '#surfaces/slack/lanes.ts'

/** Things that wait to be told that they are over. */
function things(count: number) {
  const begun: number[] = []
  const ends: (() => void)[] = []
  const acts = Array.from({ length: count }, (_, at) => () => {
    begun.push(at)
    return new Promise<void>((resolve) => ends.push(resolve))
  })
  return { begun, ends, acts }
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 5))

it('does so many at a time, in the order they came', async () => {
  const lane = openLane(2)
  const { begun, ends, acts } = things(5)
  const all = Promise.all(acts.map((act) => lane(act)))
  await soon()
  expect(begun).toEqual([0, 1])
  ends[0]!()
  await soon()
  expect(begun).toEqual([0, 1, 2])
  ends[1]!()
  ends[2]!()
  await soon()
  expect(begun).toEqual([0, 1, 2, 3, 4])
  ends[3]!()
  ends[4]!()
  await all
})

it('goes on after one that fails, which its caller hears of', async () => {
  const lane = openLane(1)
  const failing = lane(() => Promise.reject(new Error('broken')))
  const done: string[] = []
  const next = lane(async () => void done.push('next'))
  await expect(failing).rejects.toThrow('broken')
  await next
  await lane(async () => void done.push('later'))
  expect(done).toEqual(['next', 'later'])
})
