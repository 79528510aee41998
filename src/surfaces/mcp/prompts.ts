import { completable, type McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { CompletedKind } from '#store/completions.ts'
import type { McpUnit } from './host.ts'
import { filledPrompt, promptFile, quoted } from './prompt-files.ts'
import { codesOf } from './resources/completed.ts'

/** What a prompt asks for: a thing of the shop, as somebody types it, or one of a few words. */
type Argument = { name: string; description: string; required?: true } & (
  | { of: CompletedKind }
  | { oneOf: readonly string[] }
)

const location: Argument = {
  name: 'location',
  description: 'Code or words of the name; empty = everywhere',
  of: 'location',
}
const supplier: Argument = {
  name: 'supplier',
  description: 'Code or words of the name; empty = every supplier',
  of: 'supplier',
}

const disruptions = [
  'supplier_down',
  'capacity_cut',
  'lead_time_delay',
  'demand_change',
  'tariff',
  'location_lost',
]

const prompts = (
  [
    { name: 'weekly_reorder_review', takes: [location, supplier] },
    {
      name: 'supplier_negotiation_brief',
      takes: [{ ...supplier, description: 'Code or words of the name', required: true }],
    },
    {
      name: 'disruption_triage',
      takes: [
        { name: 'kind', description: 'What happened', required: true, oneOf: disruptions },
        supplier,
        location,
      ],
    },
    {
      name: 'late_inbound_sweep',
      takes: [{ name: 'days', description: 'Days to look ahead', oneOf: ['7', '14', '30', '60'] }],
    },
  ] satisfies { name: string; takes: Argument[] }[]
).map(({ name, takes }: { name: string; takes: Argument[] }) => ({
  name,
  takes,
  argsSchema: z.object(Object.fromEntries(takes.map((each) => [each.name, schemaOf(each)]))),
  ...promptFile(name),
}))

type PromptKind = (typeof prompts)[number]

function schemaOf({ description, required, ...argument }: Argument) {
  const schema =
    'of' in argument
      ? z
          .string()
          .trim()
          .min(required ? 1 : 0)
          .max(100)
      : z.enum(argument.oneOf)
  return required ? schema.describe(description) : schema.describe(description).optional()
}

/** Registers the weekly work as prompts, each argument with its completion. */
export function registerPrompts(server: McpServer, unit: McpUnit): void {
  for (const prompt of prompts) registerPrompt(server, unit, prompt)
}

function registerPrompt(server: McpServer, unit: McpUnit, prompt: PromptKind): void {
  const { name, title, description, takes, text } = prompt
  const argsSchema = completing(unit, prompt)
  server.registerPrompt(name, { title, description, argsSchema }, (given) => {
    const values = takes.map((each) => [each.name, valueOf(each, given[each.name])])
    const filled = filledPrompt(text, Object.fromEntries(values))
    return {
      description,
      messages: [{ role: 'user', content: { type: 'text', text: filled } }],
    }
  })
}

/**
 * The schema of a prompt's arguments with who completes them here. A schema takes long to make and a server is made for
 * every request: what is new is put over the one that there is.
 */
function completing(unit: McpUnit, { takes, argsSchema }: PromptKind): PromptKind['argsSchema'] {
  const shape = Object.fromEntries(
    takes.map((each) => [
      each.name,
      completable(Object.create(anyText) as z.ZodString, wordsOf(unit, each)),
    ]),
  )
  return Object.create(argsSchema, { shape: { value: shape } }) as PromptKind['argsSchema']
}

const anyText = z.string()

function wordsOf(
  unit: McpUnit,
  argument: Argument,
): (text?: string) => string[] | Promise<string[]> {
  if ('of' in argument) return codesOf(unit, argument.of)
  return (text = '') => argument.oneOf.filter((word) => word.startsWith(text))
}

/** What stands in the text: words of the prompt's own as they are, those of others as a quotation. */
function valueOf(argument: Argument, given: string | undefined): string | undefined {
  if (given === undefined || given === '') return undefined
  return 'of' in argument ? quoted(given) : given
}
