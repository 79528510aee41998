import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Forecaster } from './our-forecast.ts'
import type { Score } from './score.ts'
import { PROBABILITIES, scoreSeries } from './score.ts'
import type { ScoreTask } from './score-worker.ts'
import type { ScoredSeries } from './series.ts'

export type SetScores = { scores: Score[]; perSecond: number | null }

const WARM_UP = 20
const MOST_TIMED = 150

/** The scores of a whole file on all cores, and how many series a second that made. */
export async function scoreOnAllCores(
  path: string,
  calendar: string[] | null,
  count: number,
): Promise<SetScores> {
  const parts = Math.max(1, Math.min(availableParallelism(), count))
  const replies = await Promise.all(
    Array.from({ length: parts }, (_, part) => scorePart({ path, calendar, part, parts })),
  )
  const longest = Math.max(...replies.map(({ milliseconds }) => milliseconds))
  const scores = replies.flatMap((reply) => reply.scores).filter((score) => score !== null)
  return { scores, perSecond: (1000 * count) / longest }
}

/** The scores of series in this thread. */
export function scoreHere(series: readonly ScoredSeries[], forecaster: Forecaster): SetScores {
  const scores = series.map((one) => scoreSeries(one, forecaster)).filter((score) => score !== null)
  return { scores, perSecond: null }
}

/** Milliseconds of processor time per series for means and all quantiles of every period, method selection included. */
export function millisecondsPerSeries(
  series: readonly ScoredSeries[],
  forecaster: Forecaster,
): number {
  const step = Math.max(1, Math.floor(series.length / MOST_TIMED))
  const timed = series.filter((_, i) => i % step === 0)
  for (const one of timed.slice(0, WARM_UP)) scoreSeries(one, forecaster)
  const began = process.cpuUsage()
  for (const one of timed) {
    const forecast = forecaster(one)
    for (let h = 0; h < one.actual.length; h++) {
      const demand = forecast(h, 1)
      for (const p of PROBABILITIES) demand.quantile(p)
    }
  }
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1000 / timed.length
}

function scorePart(task: ScoreTask): Promise<{ scores: (Score | null)[]; milliseconds: number }> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./score-worker.ts', import.meta.url), { workerData: task })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}
