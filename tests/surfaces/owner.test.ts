import { serve, type ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { QuartermasterError } from '#root/errors.ts'
import type { RunOperation } from '#operations/operations.ts'
import { ownerClient } from '#surfaces/owner/client.ts'
import { ownerDoor } from '#surfaces/owner/door.ts'

const token = 'a-token-of-this-test'

let givenUpAtOwner = 0

/** Stands in for the shop: tells three events and a result, waits until it is given up, or fails the way it is asked to. */
const operations = (async (name, input, emit, signal) => {
  const { fail } = input as { fail?: string }
  if (fail === 'known')
    throw new QuartermasterError('locked', 'It is locked.', 'Unlock it.', { by: 7 })
  if (fail === 'defect') throw new Error('password=hunter2')
  if (fail === 'never') {
    emit({ step: 0 } as never)
    return new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => {
        givenUpAtOwner += 1
        reject(new QuartermasterError('unavailable', 'Given up.', 'Ask again.'))
      })
    })
  }
  for (const step of [1, 2, 3]) emit({ step } as never)
  return { name, input } as never
}) as RunOperation

let server: ServerType
let port: number
beforeAll(async () => {
  const routes = new Hono().route(
    '/owner',
    ownerDoor(operations, token, () => undefined),
  )
  server = serve({ fetch: routes.fetch, hostname: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const client = (withToken = token): RunOperation => ownerClient({ port, token: withToken })

describe('an operation through the door', () => {
  it('tells its events in order and then its result', async () => {
    const events: unknown[] = []
    const result = await client()('verify', { some: 'input' } as never, (event) =>
      events.push(event),
    )
    expect(events).toEqual([{ step: 1 }, { step: 2 }, { step: 3 }])
    expect(result).toEqual({ name: 'verify', input: { some: 'input' } })
  })

  it('is given up there when it is given up here', async () => {
    const giveUp = new AbortController()
    const emit = () => giveUp.abort()
    const given = client()('verify', { fail: 'never' } as never, emit, giveUp.signal)
    await expect(given).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('given up') as string,
    })
    await vi.waitFor(() => expect(givenUpAtOwner).toBe(1))
  })

  it('throws what was thrown there, code, repair and details', async () => {
    const failed = client()('verify', { fail: 'known' } as never, () => undefined)
    await expect(failed).rejects.toMatchObject({
      code: 'locked',
      repair: 'Unlock it.',
      details: { by: 7 },
    })
  })

  it('shows nothing of a defect', async () => {
    const failed = client()('verify', { fail: 'defect' } as never, () => undefined)
    await expect(failed).rejects.toMatchObject({ code: 'internal' })
    await failed.catch((error: Error) => expect(error.message).not.toContain('hunter2'))
  })
})

it('opens to no other token', async () => {
  const refused = client('another-token')('verify', {}, () => undefined)
  await expect(refused).rejects.toMatchObject({ code: 'unavailable' })
})

it('says that the owner is gone when nobody listens', async () => {
  const gone = ownerClient({ port: 1, token })('verify', {}, () => undefined)
  await expect(gone).rejects.toMatchObject({ code: 'unavailable' })
})
