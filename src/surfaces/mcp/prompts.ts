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
  ...promptFile(name),
}))

type PromptKind = (typeof prompts)[number]

/** Registers the weekly work as prompts, each argument with its completion. */
export function registerPrompts(server: McpServer, unit: McpUnit): void {
  for (const prompt of prompts) registerPrompt(server, unit, prompt)
}

function registerPrompt(server: McpServer, unit: McpUnit, prompt: PromptKind): void {
  const { name, title, description, takes, text } = prompt
  const argsSchema = z.object(
    Object.fromEntries(takes.map((argument) => [argument.name, schemaOf(unit, argument)])),
  )
  server.registerPrompt(name, { title, description, argsSchema }, (given) => {
    const values = takes.map((argument) => [argument.name, valueOf(argument, given[argument.name])])
    const filled = filledPrompt(text, Object.fromEntries(values))
    return {
      description,
      messages: [{ role: 'user', content: { type: 'text', text: filled } }],
    }
  })
}

function schemaOf(unit: McpUnit, argument: Argument) {
  const schema =
    'of' in argument
      ? completable(
          z
            .string()
            .trim()
            .min(argument.required ? 1 : 0)
            .max(100)
            .describe(argument.description),
          codesOf(unit, argument.of),
        )
      : completable(z.enum(argument.oneOf).describe(argument.description), (text = '') =>
          argument.oneOf.filter((word) => word.startsWith(text)),
        )
  return argument.required ? schema : schema.optional()
}

/** What stands in the text: words of the prompt's own as they are, those of others as a quotation. */
function valueOf(argument: Argument, given: string | undefined): string | undefined {
  if (given === undefined || given === '') return undefined
  return 'of' in argument ? quoted(given) : given
}
