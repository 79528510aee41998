// One case of the suite: what somebody says, which calls would be right, what must be said, and what must not happen.
import { readFileSync, globSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { QuartermasterError } from '#root/errors.ts'
import { tools } from '#tools/index.ts'
import { keptFacts } from './kept-facts.ts'
import { channelNames } from './channel.ts'

const named = (name: string) => tools.find((tool) => tool.name === name)

const toolName = z.string().refine((name) => named(name) !== undefined, {
  error: ({ input }) => `there is no tool ${String(input)}`,
})

const calls = z.array(z.record(toolName, z.record(z.string(), z.unknown())))

const readsOnly = (set: z.output<typeof calls>) =>
  set.every((call) => Object.keys(call).every((name) => named(name)?.access === 'read'))

/** A fact, or several of which one is enough: a person may be told "I can not" in many words. */
const fact = z.union([z.string().min(1), z.array(z.string().min(1)).min(2)])

const turnSchema = z.strictObject({
  say: z.string().min(1),
  /** The calls that are right, each a tool with its arguments; none = no tool is needed, and none may be called. */
  calls: calls.default([]),
  /** Other calls that are as right instead, where a question can be looked up in two ways; they only read. */
  orElse: z
    .array(calls.min(1).refine(readsOnly, { error: 'other right calls may only read' }))
    .default([]),
  /** Whether a right call may answer with an error, as one about something that is not there does. */
  errors: z.boolean().default(false),
  /** What must be said: fields of the right calls' results ('1.lines.0.units'), or words. */
  says: z.array(fact).default([]),
  /** What must not be shown: single fields or words; a field is read in the shop's books, also where the channel hides it. */
  hides: z.array(z.string().min(1)).default([]),
  /** Whether the answer asks something back before anything can be done. */
  asks: z.boolean().default(false),
  /** Whether looking something up does no harm where no call is right, as before saying no. */
  reads: z.boolean().default(false),
})

const worldSchema = z
  .strictObject({
    /** The folder with the CSV files of a shop of one's own, from the folder of the case; without it the demo shop. */
    shop: z.string().min(1).optional(),
    seed: z.number().int().optional(),
    asOf: z.iso.date().optional(),
    /** Names of `evals/worlds/`: what is different from the demo shop. */
    variants: z.array(z.string()).optional(),
  })
  .refine(({ shop, seed, variants }) => shop === undefined || (seed ?? variants) === undefined, {
    error: "a shop of one's own is as it is, without a seed and without variants",
  })
  .refine(({ shop, asOf }) => shop === undefined || asOf !== undefined, {
    error: "a shop of one's own needs its day: asOf",
  })
  .transform(({ shop, seed = 7, asOf = '2026-11-20', variants = [] }) => {
    const shared = { seed, asOf, variants }
    return { ...shared, ...(shop !== undefined && { shop }) }
  })

const caseSchema = z.strictObject({
  world: worldSchema.prefault({}),
  person: z.string().default('maya'),
  /** Where they talk; what is said in Slack stands here as Slack delivers it, with its marks and mentions. */
  channel: z.enum(channelNames).default('web'),
  turns: z.array(turnSchema).min(1),
  /** Most tool calls of the whole conversation. */
  mostCalls: z.number().int().min(0).default(6),
})

export type CaseTurn = z.output<typeof turnSchema>
export type EvalCase = z.output<typeof caseSchema> & {
  /** The folder that the case is in. */
  area: string
  /** 'when ..., then ...' */
  name: string
  /** Its file, from the folder of the cases. */
  file: string
  /** What the engine said when it was written; null where nobody kept it. */
  kept: readonly string[] | null
}

const nameOf = (file: string) =>
  basename(file, '.yaml').replaceAll('-', ' ').replace(' then ', ', then ')

/**
 * A case from the text of its file, which is below the folder of the cases. Throws QuartermasterError('invalid') naming
 * the file and what is wrong in it.
 */
export function readCase(file: string, text: string, folder = '.'): EvalCase {
  const wrong = (what: string) =>
    new QuartermasterError(
      'invalid',
      `${file} is no case: ${what}.`,
      'Compare it with a case of evals/cases; README "Evals" names the fields.',
    )
  if (!/^when-.+-then-.+\.yaml$/.test(basename(file))) {
    throw wrong('its name does not read when-...-then-....yaml')
  }
  let content: unknown
  try {
    content = parse(text)
  } catch (error) {
    throw wrong(error instanceof Error ? error.message.split('\n')[0]! : 'it is no YAML')
  }
  const parsed = caseSchema.safeParse(content)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw wrong(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
  }
  const { world } = parsed.data
  const own = world.shop === undefined ? {} : { shop: join(folder, dirname(file), world.shop) }
  return {
    ...parsed.data,
    world: { ...world, ...own },
    area: basename(dirname(file)),
    name: nameOf(file),
    file,
    kept: null,
  }
}

/** Every case below a folder, by file name. Throws for a folder without any. */
export function casesIn(folder: string): EvalCase[] {
  const files = globSync('**/*.yaml', { cwd: folder }).toSorted()
  if (files.length === 0) {
    throw new QuartermasterError(
      'not_found',
      `There are no cases in ${folder}.`,
      'Name a folder with files such as stock/when-...-then-....yaml.',
    )
  }
  const kept = keptFacts(folder)
  return files.map((file) => ({
    ...readCase(relative('.', file), readFileSync(join(folder, file), 'utf8'), folder),
    kept: kept[file] ?? null,
  }))
}
