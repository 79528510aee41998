// The laws of the tools: what a model can do is what these say, nothing else.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { toolAnnotations } from '#root/tool.ts'
import { tools } from '#tools/index.ts'

const folder = join(import.meta.dirname, '../../tools')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
)
const source = (file: string) => readFileSync(join(folder, file), 'utf8')

/** What a tool costs a client on every list. */
function listed(tool: (typeof tools)[number]) {
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: z.toJSONSchema(tool.input, { io: 'input' }),
    outputSchema: z.toJSONSchema(tool.output),
    annotations: toolAnnotations(tool),
  }
}

type Schema = { [key: string]: unknown; properties?: Record<string, Schema>; items?: Schema }

function everyObject(schema: Schema): Schema[] {
  const inner = [...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : [])]
  return [...(schema.properties ? [schema] : []), ...inner.flatMap(everyObject)]
}

describe('the list of tools', () => {
  it('is at most sixteen long, in one order, without doubles', () => {
    expect(tools.length).toBeLessThanOrEqual(16)
    expect(new Set(tools.map(({ name }) => name)).size).toBe(tools.length)
  })

  it('has a file for every tool and a tool for every file', () => {
    const named = files
      .filter((file) => /^[a-z_]+\.ts$/.test(file) && file !== 'index.ts')
      .map((file) => file.replace('.ts', ''))
    expect(named.toSorted()).toEqual(tools.map(({ name }) => name).toSorted())
  })

  it('costs a client less than 8,000 tokens', () => {
    expect(countTokens(JSON.stringify(tools.map(listed)))).toBeLessThan(8_000)
  })
})

describe.each(tools.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  it('has the access that its verb promises', () => {
    const verb = name.split('_')[0]!
    const reading = ['find', 'get', 'forecast', 'recommend', 'explain', 'compare', 'simulate']
    const drafting = ['draft', 'revise', 'approve']
    expect([...reading, ...drafting]).toContain(verb)
    expect(tool.access).toBe(reading.includes(verb) ? 'read' : 'draft')
    expect(toolAnnotations(tool)).toEqual({
      readOnlyHint: tool.access === 'read',
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    })
  })

  it('says in its first line what it does, then when to use it, in few words', () => {
    const [first, ...rest] = tool.description.split('\n')
    expect(first).toMatch(/^[A-Z][^\n]+\.$/)
    expect(rest.join(' ')).toMatch(/Use it /)
    expect(countTokens(tool.description)).toBeLessThan(130)
  })

  it('takes no field that it does not know, on any level', () => {
    const input = z.toJSONSchema(tool.input, { io: 'input' }) as Schema
    for (const object of everyObject(input)) expect(object['additionalProperties']).toBe(false)
  })

  it('takes no number without bounds and no text without a length', () => {
    const walk = (schema: Schema): Schema[] => [
      schema,
      ...Object.values(schema.properties ?? {}).flatMap(walk),
      ...(schema.items ? walk(schema.items) : []),
    ]
    for (const field of walk(z.toJSONSchema(tool.input, { io: 'input' }) as Schema)) {
      if (field['type'] === 'string' && !field['enum']) expect(field).toHaveProperty('maxLength')
      if (field['type'] === 'array') expect(field).toHaveProperty('maxItems')
      if (field['type'] === 'integer' || field['type'] === 'number') {
        expect(field).toHaveProperty('minimum')
        expect(field).toHaveProperty('maximum')
      }
    }
  })

  it('takes no price, person, state or date: these come from code', () => {
    const input = z.toJSONSchema(tool.input, { io: 'input' }) as Schema
    const fields = everyObject(input).flatMap((object) => Object.keys(object.properties ?? {}))
    const forbidden = /[pP]rice|cost|total|currency|rate|person|approv|actor|[a-z](On|At)$/
    expect(fields.filter((field) => forbidden.test(field))).toEqual([])
  })

  it('dates and sources every answer, and puts a currency where money is', () => {
    const output = z.toJSONSchema(tool.output) as Schema
    expect(Object.keys(output.properties ?? {})).toEqual(expect.arrayContaining(['asOf', 'source']))
    const text = JSON.stringify(output)
    if (/Minor"/.test(text)) expect(text).toContain('"currency"')
  })
})

describe('the room', () => {
  it('reaches neither people nor the conversation nor a surface nor SQL', () => {
    const outside = /from '(#(commands|agent|surfaces|imports)\/|drizzle-orm|pg'|@electric-sql)/
    expect(files.filter((file) => outside.test(source(file)))).toEqual([])
  })

  it('has no tool that imports another', () => {
    const names = tools.map(({ name }) => name).join('|')
    const other = new RegExp(`from '(\\./|#tools/|\\.\\./)(${names})\\.ts'`)
    expect(files.filter((file) => file !== 'index.ts' && other.test(source(file)))).toEqual([])
  })
})
