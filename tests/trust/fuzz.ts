// Requests of a client that follows the schemas, nearly follows them, or follows nothing. All of it from a seed.
import { tools } from '#tools/index.ts'
import { modern, type Answer, type Sent } from '../mcp/raw-http.ts'
import { askable } from './fuzz-answers.ts'
import { edgeNumbers, hostileStrings, strangers } from './fuzz-strings.ts'
import { hostileRequest } from './fuzz-transport.ts'
import { freshMemory, nextCall, read } from './hostile-model.ts'
import type { Chance } from './random.ts'

export type Schema = {
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minimum?: number
  maximum?: number
  minItems?: number
}

/** What the server says it has, as its own lists say it. */
export type Offered = {
  tools: { name: string; inputSchema: Schema }[]
  /** Addresses of resources and of templates, `{name}` where something is to be put in. */
  addresses: string[]
  prompts: { name: string; arguments: string[] }[]
}

/** One request, and what it was made to be, so that a failure tells. */
export type Fuzzed = Sent & { kind: string }

/** Words of this shop by the argument that they are for. */
export type Words = Map<string, string[]>

export type Fuzzer = {
  next(): Fuzzed
  /** Learns codes, numbers and handles from an answer, to ask for what there is. */
  learn(answer: Answer): void
}

const learnable: [string, RegExp][] = [
  ['order', /\bPO-\d{4}-\d{4}\b/g],
  ['recommendation', /\bR\d+-\d+\b/g],
]
const mostWords = 200

/** Makes a fuzzer over what a server offers; `words` are codes of its shop by argument. */
export function fuzzer(luck: Chance, offered: Offered, words: Words): Fuzzer {
  let id = 0
  const memory = freshMemory([...words.values()].flat())

  function word(field: string): string {
    const fitting = words.get(field) ?? words.get(field.replace(/s$/, ''))
    const all = fitting ?? [...words.values()].flat()
    return all.length === 0 ? luck.of(hostileStrings) : luck.of(all)
  }

  /** A value that the schema allows, or nearly: with each part, a chance of `strange` that it is not. */
  function value(schema: Schema, field: string, strange: number): unknown {
    if (luck.happens(strange)) return stranger(schema)
    const choices = schema.anyOf ?? schema.oneOf
    if (choices !== undefined) return value(luck.of(choices), field, strange)
    if (schema.const !== undefined) return schema.const
    if (schema.enum !== undefined) return luck.of(schema.enum)
    if (schema.type === 'object') return object(schema, strange)
    if (schema.type === 'array')
      return Array.from({ length: (schema.minItems ?? 0) + luck.below(3) }, () =>
        value(schema.items ?? {}, field, strange),
      )
    if (schema.type === 'integer' || schema.type === 'number') return number(schema)
    if (schema.type === 'boolean') return luck.happens(0.5)
    return luck.happens(strange) ? luck.of(hostileStrings) : word(field)
  }

  function number({ minimum = 0, maximum = 1e6, type }: Schema): number {
    if (luck.happens(0.6))
      return Math.min(maximum, Math.max(minimum, luck.below(luck.of([4, 13, 121]))))
    const inside = [minimum, maximum, minimum + 1, maximum - 1]
    return luck.of(type === 'integer' ? inside : [...inside, (minimum + maximum) / 3])
  }

  function stranger({ type, minimum = 0, maximum = 0 }: Schema): unknown {
    if (type === 'string') return luck.of(hostileStrings)
    if (type === 'integer' || type === 'number')
      return luck.of([...edgeNumbers, minimum - 1, maximum + 1, String(maximum)])
    return luck.of(strangers)
  }

  function object({ properties = {}, required = [] }: Schema, strange: number): unknown {
    // Some arguments go with few others, some with many.
    const rate = luck.of([0.1, 0.3, 0.6])
    const wanted = Object.entries(properties).filter(
      ([name]) => (required.includes(name) && !luck.happens(strange / 2)) || luck.happens(rate),
    )
    const made = Object.fromEntries(
      wanted.map(([name, each]) => [name, value(each, name, strange)]),
    )
    if (!luck.happens(strange / 2)) return made
    const name = luck.of(['extra', '__proto__', 'constructor', '', 'Item', 'x'.repeat(3_000)])
    return JSON.parse(
      `${JSON.stringify(made).slice(0, -1)}${wanted.length > 0 ? ',' : ''}${JSON.stringify(name)}:1}`,
    )
  }

  function callTool(): Fuzzed {
    const tool = luck.of(offered.tools)
    const strange = luck.of([0, 0, 0, 0.1, 0.1, 0.4])
    const kind = `tools/call ${tool.name} ${strange === 0 ? 'by its schema' : 'nearly'}`
    const args = luck.happens(0.02)
      ? luck.of(strangers)
      : value(tool.inputSchema, 'arguments', luck.happens(0.05) ? 0 : strange)
    const call = request('tools/call', { name: tool.name, arguments: args }, tool.name)
    return askable(luck, { kind, ...call })
  }

  /** A call that does most with what there is, as a model does that wants damage. */
  function aimed(): Fuzzed {
    const { name, input } = nextCall(luck, memory, tools)
    const call = request('tools/call', { name, arguments: input }, name)
    return askable(luck, { kind: `tools/call ${name} aimed`, ...call })
  }

  function readResource(): Fuzzed {
    const address = luck.of([...offered.addresses, 'qm://items/{sku}', 'po://{any}', '{any}'])
    const uri = address.replaceAll(/\{\W?(\w+)\*?\}/g, (_, name: string) => {
      const put = luck.happens(0.6) ? word(name === 'sku' ? 'item' : name) : luck.of(hostileStrings)
      return luck.happens(0.5) && put.isWellFormed() ? encodeURIComponent(put) : put
    })
    return { kind: 'resources/read', ...request('resources/read', { uri }, uri) }
  }

  function getPrompt(): Fuzzed {
    const { name, arguments: names } = luck.of([
      ...offered.prompts,
      { name: 'no_such_prompt', arguments: ['x'] },
    ])
    const args = Object.fromEntries(
      names
        .filter(() => luck.happens(0.7))
        .map((each) => [
          each,
          luck.happens(0.6) ? word(each) : luck.of<unknown>([...hostileStrings, ...strangers]),
        ]),
    )
    return { kind: 'prompts/get', ...request('prompts/get', { name, arguments: args }, name) }
  }

  function complete(): Fuzzed {
    const prompt = luck.of([...offered.prompts, { name: 'none', arguments: ['x'] }])
    const address = luck.of([...offered.addresses, 'qm://none/{x}'])
    const ofPrompt = luck.happens(0.5)
    const ref = ofPrompt
      ? { type: 'ref/prompt', name: prompt.name }
      : { type: 'ref/resource', uri: address }
    const names = ofPrompt
      ? prompt.arguments
      : [...address.matchAll(/\{(\w+)\}/g)].map((m) => m[1]!)
    const name = luck.of([...names, 'x', '__proto__'])
    const begun = luck.happens(0.5) ? word(name).slice(0, luck.below(6)) : luck.of(hostileStrings)
    const params = {
      ref: luck.happens(0.05) ? luck.of(strangers) : ref,
      argument: { name, value: begun },
    }
    return { kind: 'completion/complete', ...request('completion/complete', params) }
  }

  function list(): Fuzzed {
    const method = luck.of([
      'tools/list',
      'resources/list',
      'resources/templates/list',
      'prompts/list',
      'server/discover',
      'ping',
      'logging/setLevel',
      'resources/subscribe',
      'tasks/get',
      'sampling/createMessage',
      'roots/list',
      'elicitation/create',
      'notifications/cancelled',
      'tools/approve',
      '__proto__',
      luck.of(hostileStrings),
    ])
    const params = luck.happens(0.6)
      ? { cursor: luck.of([...hostileStrings, ...strangers]) }
      : { level: 'debug', uri: 'qm://policy', taskId: 'x', requestId: id }
    return { kind: `method ${method.slice(0, 30)}`, ...request(method, params) }
  }

  function request(method: string, params: Record<string, unknown>, name?: unknown): Sent {
    id += 1
    return modern(method, params, id, typeof name === 'string' ? name : undefined)
  }

  function next(): Fuzzed {
    const turn = luck.below(100)
    if (turn < 56) return callTool()
    if (turn < 68) return aimed()
    if (turn < 78) return readResource()
    if (turn < 83) return getPrompt()
    if (turn < 89) return complete()
    if (turn < 93) return list()
    return hostileRequest(luck, callTool())
  }

  function learn({ text, message }: Answer): void {
    read(memory, message?.result?.['structuredContent'])
    for (const [field, pattern] of learnable) {
      const known = words.get(field) ?? []
      words.set(field, known)
      for (const [found] of text.matchAll(pattern)) if (!known.includes(found)) known.push(found)
      if (known.length > mostWords) known.splice(5, known.length - mostWords)
    }
  }

  return { next, learn }
}
