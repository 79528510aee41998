import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import {
  inSteps,
  pause,
  shareWork,
  tellProgress,
  waitedForBy,
  type Progress,
  type Shared,
} from '#root/under-way.ts'
import { refusal } from './tools/run.ts'

const counting = (total: number) =>
  (function* () {
    for (let done = 1; done <= total; done++) yield { done, total }
    return 'counted'
  })()

describe('whoever waits for work', () => {
  it('hears of each tenth once, and never of less than before', async () => {
    const heard: Progress[] = []
    const tell = (progress: Progress) => void heard.push(progress)
    const result = await waitedForBy({ tell }, async () => {
      tellProgress(90, 100, 'items planned')
      tellProgress(10, 100, 'items planned')
      return inSteps(counting(1000), 'items simulated')
    })
    expect(result).toBe('counted')
    const simulated = heard.filter(({ what }) => what === 'items simulated')
    expect(simulated.map(({ done }) => done)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((tenth) => tenth * 100),
    )
    expect(heard.filter(({ what }) => what === 'items planned')).toHaveLength(1)
  })

  it('ends it between two steps by giving up', async () => {
    const giveUp = new AbortController()
    let steps = 0
    const work = waitedForBy({ tell: () => undefined, signal: giveUp.signal }, () =>
      inSteps(
        (function* () {
          for (;;) {
            steps += 1
            if (steps === 3) giveUp.abort()
            yield { done: steps, total: 100 }
          }
        })(),
        'steps',
      ),
    )
    expect((await refusal(work)).code).toBe('unavailable')
    expect(steps).toBe(3)
  })

  it('is nobody, where nobody said so: the work goes on', async () => {
    tellProgress(1, 2, 'steps')
    expect(await inSteps(counting(3), 'steps')).toBe('counted')
  })
})

describe('work that several wait for', () => {
  /** Runs until it is given up or told to end. */
  function endless() {
    const works = new Map<string, Shared<string>>()
    const state = { started: 0, ended: false, isDone: false }
    const join = (signal?: AbortSignal, heard: Progress[] = []) =>
      waitedForBy({ tell: (progress) => void heard.push(progress), signal }, () =>
        shareWork(works, 'plan', async () => {
          state.started += 1
          try {
            for (let step = 1; !state.isDone; step++) {
              tellProgress(step % 100, 100, 'steps')
              await pause()
            }
            return 'done'
          } finally {
            state.ended = true
          }
        }),
      )
    return { works, state, join }
  }

  it('is done once, and all hear how far it is', async () => {
    const { state, join } = endless()
    const heard: Progress[][] = [[], []]
    const both = [join(undefined, heard[0]), join(undefined, heard[1])]
    for (let turn = 0; turn < 60; turn++) await setImmediate()
    state.isDone = true
    expect(await Promise.all(both)).toEqual(['done', 'done'])
    expect(state.started).toBe(1)
    expect(heard.every((one) => one.length > 0)).toBe(true)
  })

  it('goes on for the others when one gives up', async () => {
    const { state, join } = endless()
    const giveUp = new AbortController()
    const one = join(giveUp.signal)
    const other = join()
    giveUp.abort()
    expect((await refusal(one)).code).toBe('unavailable')
    expect(state.ended).toBe(false)
    state.isDone = true
    expect(await other).toBe('done')
  })

  it('ends when the last gives up, and whoever comes then starts anew', async () => {
    const { works, state, join } = endless()
    const giveUp = new AbortController()
    const first = join(giveUp.signal)
    const second = join(giveUp.signal)
    giveUp.abort()
    expect((await refusal(first)).code).toBe('unavailable')
    expect((await refusal(second)).code).toBe('unavailable')
    expect(state.ended).toBe(true)
    expect(works.size).toBe(0)
    state.isDone = true
    expect(await join()).toBe('done')
    expect(state.started).toBe(2)
  })
})
