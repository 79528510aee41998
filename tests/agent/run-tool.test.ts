import { expect, test } from 'vitest'
import { z } from 'zod'
import { runTool } from '#agent/run-tool.ts'
import { defineTool } from '#root/tool.ts'

const contextFor = (role: string) => ({
  db: null as never,
  person: { id: 'x', name: 'X', role },
  asOf: '2026-11-20',
  now: '2026-11-20T12:00:00.000Z',
})

const toolOf = (access: 'read' | 'draft') =>
  defineTool({
    name: 'draft_thing',
    title: 'Thing',
    access,
    description: 'a thing',
    input: z.object({}),
    output: z.object({ done: z.boolean() }),
    run: () => Promise.resolve({ done: true }),
  })

test.each(['buyer', 'approver', 'administrator'])(
  'a draft is made for the role %s',
  async (role) => {
    expect(await runTool(toolOf('draft'), {}, contextFor(role))).toEqual({ done: true })
  },
)

test.each(['warehouse', 'payables', 'nobody'])(
  'no draft is made for the role %s, which still reads',
  async (role) => {
    await expect(runTool(toolOf('draft'), {}, contextFor(role))).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await runTool(toolOf('read'), {}, contextFor(role))).toEqual({ done: true })
  },
)
