import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Figure, Report } from '../figure.ts'
import type { Answer, Inputs, Models } from './textbook-inputs.ts'
import { lotModels } from './textbook-lot-models.ts'
import { otherModels } from './textbook-other-models.ts'
import { stockModels } from './textbook-stock-models.ts'

const models: Models = { ...lotModels, ...stockModels, ...otherModels }
const files = ['inventory_cases.json', 'inventory_cases_derived.json']

type Expected = number | string | boolean | null | Expected[] | { [name: string]: Expected }
type Case = {
  id: string
  model: string
  inputs: Inputs
  expected: Record<string, Expected>
  tol_rel: number
}

/** Nothing is nearer to 0 than this in the units of the cases. */
const nothing = 1e-9

/** Relative errors of an answer, one per figure that the case expects; Infinity where it is missing. */
function errorsOf(expected: Expected, answer: unknown): number[] {
  if (typeof expected === 'number') {
    if (typeof answer !== 'number' || Number.isNaN(answer)) return [Infinity]
    const error = Math.abs(answer - expected)
    return [error <= nothing ? 0 : error / Math.max(Math.abs(expected), nothing)]
  }
  if (expected === null || typeof expected !== 'object') return [expected === answer ? 0 : Infinity]
  if (answer === null || typeof answer !== 'object') return [Infinity]
  const sizeError =
    Array.isArray(expected) && expected.length !== (answer as unknown[]).length ? [Infinity] : []
  return Object.entries(expected)
    .flatMap(([name, value]) => errorsOf(value, (answer as Record<string, unknown>)[name]))
    .concat(sizeError)
}

type Scored = { family: string; error: number; miss: string | null }

/** A case against our function: the worst relative error of its figures, and a line that says how it missed. */
export function scoreCase({ id, model, inputs, expected, tol_rel }: Case): Scored {
  const family = model.includes('.') ? model.slice(0, model.indexOf('.')) : model
  const ours = models[model]
  if (ours === undefined) {
    return { family, error: Infinity, miss: `${id}: no function for the model ${model}` }
  }
  let answer: Answer
  try {
    answer = ours(inputs)
  } catch (error) {
    return { family, error: Infinity, miss: `${id} ${model}: ${(error as Error).message}` }
  }
  const error = Math.max(0, ...errorsOf(expected, answer))
  const miss =
    error <= tol_rel
      ? null
      : `${id} ${model}: ${JSON.stringify(answer)} for ${JSON.stringify(expected)}`
  return { family, error, miss }
}

/** Every textbook case of the folder through the product's own functions, one row per family, and each miss by its id. */
export async function benchTextbookCases(dataFolder: string): Promise<Report> {
  const cases = files
    .map((file) => join(dataFolder, 'policy', file))
    .flatMap((path) => JSON.parse(readFileSync(path, 'utf8')) as Case[])
  const scored = cases.map(scoreCase)
  const families = [...new Set(scored.map(({ family }) => family))]
  const rows = families.map((family) => {
    const own = scored.filter((one) => one.family === family)
    const within = own.filter(({ miss }) => miss === null)
    const worst = Math.max(...own.map(({ error }) => error))
    return [family, own.length, within.length, worst.toExponential(1)]
  })
  const misses = scored.flatMap(({ miss }) => (miss === null ? [] : [miss]))
  const figures: Figure[] = [
    { name: 'textbook cases', value: cases.length, unit: 'cases' },
    {
      name: 'textbook cases outside their tolerance',
      value: misses.length,
      unit: 'misses',
      ...(misses.length > 0 ? { note: misses.join('; ') } : {}),
    },
  ]
  const columns = ['model family', 'cases', 'within tolerance', 'worst relative error']
  const note =
    'Tolerance: each case states its own (1e-6 to 1e-2, most 1e-5). finite_horizon and ssm_serial are run on the coarse grids that their published figures come from.'
  return { figures, tables: [{ title: 'Textbook inventory models', columns, rows, note }] }
}
