import { describe, expect, it } from 'vitest'
import { recentEvents } from '#surfaces/mcp/recent-events.ts'

const step = (progress: number, text = '') => ({
  jsonrpc: '2.0' as const,
  method: 'notifications/progress',
  params: { progressToken: 1, progress, text },
})

/** The numbers of the steps that are told again. */
async function toldAfter(events: ReturnType<typeof recentEvents>, id: string): Promise<number[]> {
  const told: number[] = []
  await events.replayEventsAfter(id, {
    send: (_id, message) => {
      told.push((message as unknown as ReturnType<typeof step>).params.progress)
      return Promise.resolve()
    },
  })
  return told
}

describe('what a session was told last', () => {
  it('is told again from where the client was, and only of its stream', async () => {
    const events = recentEvents()
    await events.storeEvent('call', step(1))
    const heard = await events.storeEvent('call', step(2))
    await events.storeEvent('another', step(9))
    await events.storeEvent('call', step(3))
    await events.storeEvent('call', step(4))
    expect(await toldAfter(events, heard)).toEqual([3, 4])
    expect(await events.getStreamIdForEventId!(heard)).toBe('call')
  })

  it('does not tell again what only opened the stream', async () => {
    const events = recentEvents()
    const opened = await events.storeEvent('call', {} as never)
    await events.storeEvent('call', {} as never)
    await events.storeEvent('call', step(1))
    expect(await toldAfter(events, opened)).toEqual([1])
  })

  it('is forgotten by number, oldest first, and whoever asks for it is refused', async () => {
    const events = recentEvents()
    const first = await events.storeEvent('call', step(0))
    for (let number = 1; number <= 100; number += 1) await events.storeEvent('call', step(number))
    expect(await events.getStreamIdForEventId!(first)).toBeUndefined()
    await expect(toldAfter(events, first)).rejects.toThrow('no longer')
  })

  it('is forgotten by size, but the last answer is always kept', async () => {
    const events = recentEvents()
    const big = 'x'.repeat(300_000)
    const ids = []
    for (const number of [1, 2, 3]) ids.push(await events.storeEvent('call', step(number, big)))
    const known = await Promise.all(ids.map((id) => events.getStreamIdForEventId!(id)))
    expect(known).toEqual([undefined, undefined, 'call'])
    const huge = await events.storeEvent('call', step(4, big + big))
    expect(await events.getStreamIdForEventId!(huge)).toBe('call')
  })
})
