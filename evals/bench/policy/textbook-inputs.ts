import {
  exponentialLaw,
  gammaLaw,
  geometricLaw,
  lognormalLaw,
  negativeBinomialLaw,
  normalLaw,
  poissonLaw,
  tabulatedLaw,
  uniformLaw,
  type DemandLaw,
} from '#planning/models/demand-law.ts'
import type { Loss } from '#planning/models/loss-functions.ts'

/** A distribution as the case files write it: the names and arguments of SciPy. */
type ScipyLaw = { dist: string; args: number[]; kwds: Record<string, number> }

/** The inputs of a case: what a model does not name it does not get. */
export type Inputs = Record<string, unknown>

/** A result as the case files expect it: numbers, lists and named lists of them. */
export type Answer = { [name: string]: number | number[] | Answer }

/** One entry per model name of the case files: from a case's inputs to what our function answers. */
export type Models = Record<string, (inputs: Inputs) => Answer>

/** The figure of that name; an error that names it when it is not there. */
export function figure(inputs: Inputs, name: string): number {
  const value = inputs[name]
  if (typeof value === 'number') return value
  throw new Error(`the case gives no number "${name}"`)
}

/** The figure of that name, or undefined when the case leaves it out. */
export function optional(inputs: Inputs, name: string): number | undefined {
  return inputs[name] === undefined || inputs[name] === null ? undefined : figure(inputs, name)
}

/** The list of that name; one number stands for `count` equal ones, and a list one longer starts at index 1. */
export function list(inputs: Inputs, name: string, count?: number): number[] {
  const value = inputs[name]
  if (typeof value === 'number') return Array.from({ length: count ?? 1 }, () => value)
  if (!Array.isArray(value)) throw new Error(`the case gives no list "${name}"`)
  const numbers = value as number[]
  return count !== undefined && numbers.length === count + 1 ? numbers.slice(1) : numbers
}

/** The demand of a case: a distribution, a table of probabilities, Poisson, or normal by its moments. */
export function demandOf(inputs: Inputs): DemandLaw {
  if (inputs['demand_distrib']) return lawOf(inputs['demand_distrib'] as ScipyLaw)
  if (inputs['demand_pmf']) return tableOf(inputs['demand_pmf'] as Record<string, number>)
  const periods = (optional(inputs, 'lead_time') ?? 0) + 1
  const mean = figure(inputs, 'demand_mean') * periods
  if (inputs['use_poisson'] === true) return poissonLaw(mean)
  return normalLaw(mean, figure(inputs, 'demand_sd') * Math.sqrt(periods))
}

/** The law that SciPy's name and arguments stand for. */
export function lawOf({ dist, args, kwds }: ScipyLaw): DemandLaw {
  const shapes = { gamma: 1, lognorm: 1 }[dist] ?? 0
  const [loc, scale] = [kwds['loc'] ?? args[shapes] ?? 0, kwds['scale'] ?? args[shapes + 1] ?? 1]
  if (dist === 'norm') return normalLaw(loc, scale)
  if (dist === 'uniform') return uniformLaw(loc, loc + scale)
  if (dist === 'poisson') return poissonLaw(args[0]!)
  if (dist === 'geom') return geometricLaw(args[0]!)
  if (dist === 'nbinom') return negativeBinomialByTrials(args[0]!, args[1]!)
  if (loc === 0 && dist === 'lognorm') return lognormalLaw(Math.log(scale), args[0]!)
  if (loc === 0 && dist === 'gamma') return gammaLaw(args[0]!, scale)
  if (loc === 0 && dist === 'expon') return exponentialLaw(1 / scale)
  throw new Error(`no law for the distribution ${dist}(${args.join(', ')})`)
}

/** Negative binomial by successes r and their chance p: mean r (1 - p) / p, variance mean / p. */
export function negativeBinomialByTrials(r: number, p: number): DemandLaw {
  const mean = (r * (1 - p)) / p
  return negativeBinomialLaw(mean, mean / p)
}

/** Both losses under the names of the case files. */
export function lossAnswer({ shortUnits, leftUnits }: Loss): Answer {
  return { loss_n: shortUnits, complementary_loss_nbar: leftUnits }
}

function tableOf(table: Record<string, number> | number[]): DemandLaw {
  const rows = Object.entries(table)
  return tabulatedLaw(rows.map(([units, probability]) => ({ units: Number(units), probability })))
}
