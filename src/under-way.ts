// Long work says how far it is and can be given up, without every function between handing on who waits for it.
import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate } from 'node:timers/promises'
import { QuartermasterError } from './errors.ts'

/** So many of `total` are done; `what` is what is counted, as "items planned". */
export type Progress = { done: number; total: number; what: string }

export type Waiting = { tell(progress: Progress): void; signal?: AbortSignal | undefined }

const waiting = new AsyncLocalStorage<Waiting>()

/** Whoever waits is told this often of each kind of work, at most. */
const tellings = 10

/** Does something that `who` waits for: they hear how far it is, and by their signal it ends with 'unavailable'. */
export function waitedForBy<Result>(who: Waiting, act: () => Promise<Result>): Promise<Result> {
  return waiting.run({ ...who, tell: seldom(who.tell) }, act)
}

/** Passes on what is news: each tenth of a kind of work once, and never less than before. */
function seldom(tell: Waiting['tell']): Waiting['tell'] {
  const told = new Map<string, number>()
  return (progress) => {
    const { done, total, what } = progress
    const tenth = total <= 0 ? tellings : Math.floor((Math.min(done, total) * tellings) / total)
    if (tenth <= (told.get(what) ?? 0)) return
    told.set(what, tenth)
    tell(progress)
  }
}

/** Says how far the work is, to whoever waits for it. */
export function tellProgress(done: number, total: number, what: string): void {
  waiting.getStore()?.tell({ done, total, what })
}

/** Lets others have the thread, and throws 'unavailable' where nobody waits for the work any more. */
export async function pause(): Promise<void> {
  await setImmediate()
  if (waiting.getStore()?.signal?.aborted) throw givenUp()
}

/** What whoever gave the work up is told, if they still listen. */
export const givenUp = (): QuartermasterError =>
  new QuartermasterError(
    'unavailable',
    'It was given up before it was done; nothing was changed.',
    'Ask again.',
  )

/** Runs work that comes in steps, telling and pausing after each. */
export async function inSteps<Result>(
  steps: Generator<Omit<Progress, 'what'>, Result, void>,
  what: string,
): Promise<Result> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    tellProgress(step.value.done, step.value.total, what)
    await pause()
  }
}

/** Work that several may wait for at the same time. */
export type Shared<Result> = {
  result: Promise<Result>
  waiting: Set<Waiting>
  stop: AbortController
}

/**
 * Joins the work of that key, or starts it: all who wait hear how far it is, and it is given up when the last of them
 * gives up. Who never gives up keeps it going for the others too.
 */
export async function shareWork<Result>(
  works: Map<string, Shared<Result>>,
  key: string,
  start: () => Promise<Result>,
): Promise<Result> {
  const work = works.get(key) ?? begin(works, key, start)
  const who = waiting.getStore() ?? { tell: () => undefined }
  work.waiting.add(who)
  return new Promise((resolve, reject) => {
    const leave = () => {
      work.waiting.delete(who)
      if (work.waiting.size > 0) return reject(givenUp())
      // The last one waits until nothing of it is left.
      work.stop.abort()
      if (works.get(key) === work) works.delete(key)
    }
    if (who.signal?.aborted) leave()
    else who.signal?.addEventListener('abort', leave, { once: true })
    const forget = () => who.signal?.removeEventListener('abort', leave)
    work.result.finally(forget).then(resolve, reject)
  })
}

function begin<Result>(
  works: Map<string, Shared<Result>>,
  key: string,
  start: () => Promise<Result>,
): Shared<Result> {
  const stop = new AbortController()
  const all = new Set<Waiting>()
  const tell: Waiting['tell'] = (progress) => {
    for (const one of all) one.tell(progress)
  }
  const result = waiting.run({ tell, signal: stop.signal }, start)
  const work: Shared<Result> = { result, waiting: all, stop }
  works.set(key, work)
  const forget = () => {
    if (works.get(key) === work) works.delete(key)
  }
  result.then(forget, forget)
  return work
}
