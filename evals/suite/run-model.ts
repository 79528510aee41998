// A whole run: the cases that were chosen, the model, what was kept from before, and in batches where that was asked for.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import OpenAI from 'openai'
import { QuartermasterError } from '#root/errors.ts'
import { tools } from '#tools/index.ts'
import type { RunFile } from '../report/run-file.ts'
import { openBatch, type Batch } from './batch.ts'
import { casesIn, type EvalCase } from './case.ts'
import { contestantOf, type Contestant } from './contestant.ts'
import { contractHash, promptHash, tryKey, type Identity } from './identity.ts'
import { keepTry, keptTries } from './kept-tries.ts'
import type { EvalOptions } from './options.ts'
import { progressOf } from './progress.ts'
import { openSlot, runSuite, type TryRecord } from './run-suite.ts'
import { summarise } from './score.ts'

/** Where models are asked; the environment says it. */
export type ModelAddress = { openaiApiKey: string | null; modelUrl: string | null }

type RunOptions = EvalOptions & {
  address: ModelAddress
  /** YYYY-MM-DD */
  date: string
  say(text: string): void
  /** Between two looks at a batch, milliseconds. */
  lookEveryMs?: number
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
}

/** Plays until nothing waits for a batch any more, or the cap of cost is reached. */
async function playAll(play: Play): Promise<TryRecord[]> {
  const { cases, k, prices, mostCost, batch, identity, contestant, say } = play
  const folder = join(play.out, 'tries')
  mkdirSync(folder, { recursive: true })
  // The offline model is this program: what it said before the last change of the code means nothing now.
  const isFresh = play.fresh || identity.model === 'offline'
  const known: Map<string, TryRecord> = isFresh ? new Map() : keptTries(folder)
  const slots = Array.from({ length: Math.min(play.parallel, cases.length * k) }, openSlot)
  let spent = 0
  const isOver = () => mostCost !== null && spent >= mostCost
  try {
    for (let round = 1; ; round += 1) {
      const progress = progressOf(cases.length * k, say)
      const done = (key: string, record: TryRecord) => {
        keepTry(folder, key, record)
        known.set(key, record)
        spent += summarise([record], prices).cost ?? 0
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
 * Plays the cases that were chosen. Resolves with the run and with how many tries were not made because the cap of cost
 * was reached. Throws QuartermasterError for cases, a model or a batch that can not be used.
 */
export async function runModel(options: RunOptions): Promise<{ run: RunFile; missing: number }> {
  const { k, prices, through } = options
  const cases = chosenCases(options)
  const batch = batchOf(options)
  const contestant = () => contestantOf(options.model, options.address, { through, batch })
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
  const tries = await playAll({ ...options, cases, batch, identity, contestant })
  const run = { identity, summary: summarise(tries, prices), cost: prices?.currency ?? null, tries }
  return { run, missing: cases.length * k - tries.length }
}
