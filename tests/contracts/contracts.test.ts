// What clients of a tool rely on, as committed files. A change shows here first; QM_UPDATE_CONTRACTS=1 writes it down.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { toolAnnotations } from '#root/tool.ts'
import { tools } from '#tools/index.ts'

const folder = import.meta.dirname
const updating = process.env['QM_UPDATE_CONTRACTS'] === '1'

function contractOf(tool: (typeof tools)[number]): string {
  const contract = {
    name: tool.name,
    title: tool.title,
    access: tool.access,
    description: tool.description,
    annotations: toolAnnotations(tool),
    inputSchema: z.toJSONSchema(tool.input, { io: 'input' }),
    outputSchema: z.toJSONSchema(tool.output),
  }
  return `${JSON.stringify(contract, null, 2)}\n`
}

describe('the contract of', () => {
  it.each(tools.map((tool) => [tool.name, tool] as const))('%s is as committed', (name, tool) => {
    const file = join(folder, `${name}.json`)
    if (updating) writeFileSync(file, contractOf(tool))
    const committed = existsSync(file) ? readFileSync(file, 'utf8') : 'nothing'
    const advice = `run QM_UPDATE_CONTRACTS=1 npx vitest run tests/contracts when ${name} is meant to change`
    expect(contractOf(tool), advice).toBe(committed)
  })

  it('no tool that is gone is left', () => {
    const kept = readdirSync(folder).filter((file) => file.endsWith('.json'))
    expect(kept.toSorted()).toEqual(tools.map(({ name }) => `${name}.json`).toSorted())
  })
})
