import { expect, it } from 'vitest'
import { reachOf } from '#surfaces/cli/mcp-reach.ts'
import { holderOfTheMachine } from '#surfaces/mcp/host.ts'

const asked: unknown[] = []
const run = reachOf(
  ((_name: string, input: unknown) => {
    asked.push(input)
    return Promise.resolve({})
  }) as never,
  holderOfTheMachine,
)

it.each(['\0', 'PO-1\0', '\ud800'])(
  'no operation looks up what can not be kept: %j',
  async (order) => {
    await expect(run('read_paper', { order }, () => undefined)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('order') as unknown,
    })
    expect(asked).toEqual([])
  },
)
