// What `npm run evals` may be told, checked before anything is opened.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { QuartermasterError } from '#root/errors.ts'
import type { TokenPrices } from './score.ts'

export type EvalOptions = {
  model: string
  casesFolder: string
  filter: string
  k: number
  parallel: number
  out: string
  baseline: string | null
  through: 'process' | 'mcp'
  batch: boolean
  /** Whether tries that are kept are made again. */
  fresh: boolean
  prices: (TokenPrices & { currency: string }) | null
  /** The model that grades the tone; null = nobody does. */
  judge: string | null
  /** What its tokens cost, in the same currency. */
  judgePrices: (TokenPrices & { currency: string }) | null
  /** In the currency of the prices. */
  mostCost: number | null
  /** 0..1 */
  failUnder: number | null
}

const invalid = (what: string, repair: string) => new QuartermasterError('invalid', what, repair)

function wholeNumber(name: string, text: string, most: number): number {
  if (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= most) return Number(text)
  throw invalid(`--${name} ${text} is not usable.`, `Give a whole number from 1 to ${most}.`)
}

/** '0.25,2.00 USD': a million tokens in, a million out, and the currency. */
function pricesOf(name: string, text: string): EvalOptions['prices'] {
  const match = /^(\d+(?:\.\d+)?),(\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(text)
  if (match !== null) {
    return { input: Number(match[1]), output: Number(match[2]), currency: match[3]! }
  }
  throw invalid(
    `--${name} ${text} is not usable.`,
    `Give what a million tokens cost, in and out, such as --${name} "0.25,2.00 USD".`,
  )
}

function shareOf(name: string, text: string): number {
  if (/^(0|0?\.\d+|1(\.0+)?)$/.test(text)) return Number(text)
  throw invalid(`--${name} ${text} is not usable.`, 'Give a share from 0 to 1, such as 0.95.')
}

function amountOf(name: string, text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  throw invalid(`--${name} ${text} is not usable.`, 'Give an amount in the currency of --prices.')
}

function throughOf(text: string): EvalOptions['through'] {
  if (text === 'process' || text === 'mcp') return text
  throw invalid(`--through ${text} is not known.`, 'Use --through mcp, or leave it out.')
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        model: { type: 'string', default: 'offline' },
        cases: { type: 'string', default: join(import.meta.dirname, '..', 'cases') },
        filter: { type: 'string', default: '' },
        k: { type: 'string', default: '1' },
        parallel: { type: 'string', default: '1' },
        out: { type: 'string', default: 'evals-out' },
        through: { type: 'string', default: 'process' },
        batch: { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
        baseline: { type: 'string' },
        prices: { type: 'string' },
        judge: { type: 'string' },
        'judge-prices': { type: 'string' },
        'max-cost': { type: 'string' },
        'fail-under': { type: 'string' },
      },
    }).values
  } catch (error) {
    const what = error instanceof Error ? error.message.split('. ')[0]! : 'An option is not known'
    throw invalid(`${what}.`, 'README "Evals" lists the options.')
  }
}

const orNull = <Value>(text: string | undefined, read: (text: string) => Value) =>
  text === undefined ? null : read(text)

function checkJudge({ judge, prices, judgePrices }: EvalOptions): void {
  if (judge === 'offline') {
    throw invalid(
      'The offline model grades nothing.',
      'Name a model with --judge, or leave it out.',
    )
  }
  if (judge === null && judgePrices !== prices) {
    throw invalid('--judge-prices needs a judge.', 'Give --judge too.')
  }
  if (judgePrices !== null && judgePrices.currency !== prices?.currency) {
    throw invalid(
      '--judge-prices needs --prices in the same currency.',
      'Give both, such as --prices "0.25,2.00 USD" --judge-prices "1.25,10.00 USD".',
    )
  }
}

/** The options of a command line. Throws QuartermasterError('invalid') for the first that can not be used. */
export function readOptions(words: readonly string[]): EvalOptions {
  const values = parsed(words)
  const prices = orNull(values.prices, (text) => pricesOf('prices', text))
  const judgePrices = orNull(values['judge-prices'], (text) => pricesOf('judge-prices', text))
  const options: EvalOptions = {
    model: values.model,
    casesFolder: values.cases,
    filter: values.filter,
    k: wholeNumber('k', values.k, 64),
    parallel: wholeNumber('parallel', values.parallel, 16),
    out: values.out,
    baseline: values.baseline ?? null,
    through: throughOf(values.through),
    batch: values.batch,
    fresh: values.fresh,
    prices,
    judge: values.judge ?? null,
    judgePrices: judgePrices ?? prices,
    mostCost: orNull(values['max-cost'], (text) => amountOf('max-cost', text)),
    failUnder: orNull(values['fail-under'], (text) => shareOf('fail-under', text)),
  }
  if (options.mostCost !== null && options.prices === null) {
    throw invalid('--max-cost needs to know what tokens cost.', 'Give --prices too.')
  }
  checkJudge(options)
  if (options.batch && options.model === 'offline') {
    throw invalid('The offline model answers at once.', 'Leave --batch out, or name a model.')
  }
  return options
}
