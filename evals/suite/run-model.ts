// A whole run: the cases that were chosen, the model, what was kept from before, and in batches where that was asked for.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import OpenAI from 'openai'
import { QuartermasterError } from '#root/errors.ts'
import { tools } from '#tools/index.ts'
import { judgeTries } from '../judge/judge-tries.ts'
import { judgeOf } from '../judge/tone.ts'
import type { RunFile } from '../report/run-file.ts'
import { openBatch, type Batch } from './batch.ts'
import { casesIn, type EvalCase } from './case.ts'
import { contestantOf, type Contestant } from './contestant.ts'
import { contractHash, promptHash, tryKey, type Identity } from './identity.ts'
import { keepIn, keptIn } from './kept-tries.ts'
import type { EvalOptions } from './options.ts'
import { progressOf } from './progress.ts'
import { openPurse, type Purse } from './purse.ts'
import { openSlot, runSuite, type TryRecord } from './run-suite.ts'
import { costOf, summarise } from './score.ts'

/** Where models are asked; the environment says it. */
export type ModelAddress = { openaiApiKey: string | null; modelUrl: string | null }

type RunOptions = EvalOptions & {
  address: ModelAddress
  /** YYYY-MM-DD */
  date: string
  say(text: string): void
  /** Between two looks at a batch, milliseconds. */
  lookEveryMs?: number
  /** Longest wait for a grade of the judge, milliseconds. */
  judgeMs?: number
}

function chosenCases({ casesFolder, filter }: EvalOptions): EvalCase[] {
  const cases = casesIn(casesFolder)
  const chosen = cases.filter(({ file }) => file.includes(filter.replaceAll(' ', '-')))
  if (chosen.length > 0) return chosen
  const areas = [...new Set(cases.map(({ area }) => area))].join(', ')
  throw new QuartermasterError(
    'not_found',
    `No case has "${filter}" in its name.`,
    `Give part of a file's name; the areas are: ${areas}.`,
  )
}

function batchOf({ batch, out, address, lookEveryMs = 30_000 }: RunOptions): Batch | null {
  if (!batch) return null
  const client = new OpenAI({
    apiKey: address.openaiApiKey ?? 'none',
    ...(address.modelUrl !== null && { baseURL: address.modelUrl }),
  })
  return openBatch({ folder: join(out, 'answers'), client, lookEveryMs })
}

/** Questions that an answer leads to are asked in the next batch; no conversation of ours needs more rounds than this. */
const mostRounds = 60

type Play = Omit<RunOptions, 'batch'> & {
  cases: readonly EvalCase[]
  batch: Batch | null
  identity: Identity
  contestant: () => Contestant
  purse: Purse
}

/** Plays until nothing waits for a batch any more, or the cap of cost is reached. */
async function playAll(play: Play): Promise<TryRecord[]> {
  const { cases, k, prices, purse, batch, identity, contestant, say } = play
  const folder = join(play.out, 'tries')
  mkdirSync(folder, { recursive: true })
  // The offline model is this program: what it said before the last change of the code means nothing now.
  const isFresh = play.fresh || identity.model === 'offline'
  const known: Map<string, TryRecord> = isFresh ? new Map() : keptIn(folder)
  const slots = Array.from({ length: Math.min(play.parallel, cases.length * k) }, openSlot)
  const { isOver } = purse
  try {
    for (let round = 1; ; round += 1) {
      const progress = progressOf(cases.length * k, say)
      const done = (key: string, record: TryRecord) => {
        keepIn(folder, key, record)
        known.set(key, record)
        purse.spend(costOf(record, prices) ?? 0)
        progress.done(record)
      }
      const keyOf = (wanted: EvalCase, attempt: number) => tryKey(wanted, attempt, identity)
      const tries = await runSuite({ cases, contestant, k, slots, known, keyOf, done, isOver })
      progress.end()
      if (batch === null || isOver() || round === mostRounds) return tries
      if (!(await batch.send(say))) return tries
    }
  } finally {
    await Promise.all(slots.map((slot) => slot.close()))
  }
}

/**
 * Plays the cases that were chosen, and has their tone graded where a judge was asked for. Resolves with the run and with
 * how many tries were not made because the cap of cost was reached. Throws QuartermasterError for cases, a model or a
 * batch that can not be used.
 */
export async function runModel(options: RunOptions): Promise<{ run: RunFile; missing: number }> {
  const { k, prices, through, address, judgePrices } = options
  const cases = chosenCases(options)
  const batch = batchOf(options)
  const judge = options.judge === null ? null : judgeOf(options.judge, address, options.judgeMs)
  const contestant = () => contestantOf(options.model, address, { through, batch })
  const identity: Identity = {
    model: contestant().name,
    promptHash: promptHash(),
    contractHash: contractHash(tools),
    worldSeeds: [
      ...new Set(cases.flatMap(({ world }) => (world.shop === undefined ? [world.seed] : []))),
    ],
    through,
    date: options.date,
  }
  const purse = openPurse(options.mostCost)
  const tries = await playAll({ ...options, cases, batch, identity, contestant, purse })
  const judged =
    judge === null
      ? { tries, tone: null }
      : await judgeTries(tries, { ...options, judge, prices: judgePrices, purse })
  const run = { identity, summary: summarise(tries, prices), cost: prices?.currency ?? null }
  return { run: { ...run, ...judged }, missing: cases.length * k - tries.length }
}
