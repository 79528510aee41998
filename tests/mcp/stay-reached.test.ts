import { describe, expect, it } from 'vitest'
import { QuartermasterError } from '#root/errors.ts'
import type { RunOperation } from '#operations/operations.ts'
import { stayReached, type Reached } from '#surfaces/cli/stay-reached.ts'

const unavailable = () => new QuartermasterError('unavailable', 'It does not answer.', 'Ask again.')

/** Holders of the shop, one after the other: each answers with its name until it goes. */
function holders(names: string[], reachFails: (attempt: number) => boolean = () => false) {
  const gone = new Set<string>()
  const closed: string[] = []
  const asked: string[] = []
  let attempts = 0
  const reach = (): Promise<Reached> => {
    attempts += 1
    if (reachFails(attempts)) return Promise.reject(unavailable())
    const name = names.find((each) => !gone.has(each))!
    const run = ((operation: string) => {
      asked.push(`${name} ${operation}`)
      if (gone.has(name)) return Promise.reject(unavailable())
      if (operation === 'plan') return Promise.reject(unavailable())
      return Promise.resolve(name)
    }) as unknown as RunOperation
    return Promise.resolve({
      run,
      isThere: () => Promise.resolve(!gone.has(name)),
      close: () => Promise.resolve(void closed.push(name)),
    })
  }
  return { reach, gone, closed, asked, attempts: () => attempts }
}

const unheard = () => undefined
const askFor = (run: RunOperation, signal?: AbortSignal) =>
  run('describe_shop', {}, unheard, signal)

describe('a shop that stays reached', () => {
  it('is reached once for many calls', async () => {
    const world = holders(['first'])
    const { run } = stayReached(world.reach)
    expect(await Promise.all([askFor(run), askFor(run), askFor(run)])).toEqual(
      Array(3).fill('first'),
    )
    expect(world.attempts()).toBe(1)
  })

  it('is reached again when its holder went away, once for all who find out, and asked again', async () => {
    const world = holders(['first', 'second'])
    const { run } = stayReached(world.reach)
    await askFor(run)
    world.gone.add('first')
    expect(await Promise.all([askFor(run), askFor(run)])).toEqual(['second', 'second'])
    expect(world.attempts()).toBe(2)
  })

  it('is not asked again by a holder that is there and refuses', async () => {
    const world = holders(['first'])
    const { run } = stayReached(world.reach)
    await expect(run('plan', {}, unheard)).rejects.toThrow('does not answer')
    expect(world.asked).toEqual(['first plan'])
  })

  it('is not asked again for somebody who gave up', async () => {
    const world = holders(['first', 'second'])
    const { run } = stayReached(world.reach)
    await askFor(run)
    world.gone.add('first')
    await expect(askFor(run, AbortSignal.abort())).rejects.toThrow('does not answer')
    expect(world.attempts()).toBe(1)
  })

  it('tells when it could not be reached at first, and is not tried again', async () => {
    const world = holders(['first'], () => true)
    const { run, ready, close } = stayReached(world.reach)
    await expect(ready).rejects.toThrow('does not answer')
    await expect(askFor(run)).rejects.toThrow('does not answer')
    expect(world.attempts()).toBe(1)
    await close()
  })

  it('comes back after it could not be reached for a while', async () => {
    const world = holders(['first', 'second'], (attempt) => attempt === 2)
    const { run, close } = stayReached(world.reach)
    await askFor(run)
    world.gone.add('first')
    await expect(askFor(run)).rejects.toThrow('does not answer')
    expect(await askFor(run)).toBe('second')
    await close()
    expect(world.closed).toEqual(['second'])
  })
})
