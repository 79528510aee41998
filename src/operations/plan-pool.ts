// Who plans the pieces of a planning pass: this thread while the shop is small, worker threads when it is not.
import { availableParallelism } from 'node:os'
import v8 from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { PackedInput } from '#planning/packed-history.ts'
import type { PlanningPolicy } from '#planning/types.ts'
import { QuartermasterError, type ErrorCode } from '#root/errors.ts'
import { joinBatch, planBatch } from './plan-batch.ts'
import type { JoinedLine, LineBatch, OrderBodies, PlannedBatch } from './plan-batch.ts'

/** One of `lines` and `order` is there. */
export type Task = { number: number; lines: LineBatch | null; order: OrderBodies | null }
export type Answer = {
  number: number
  planned?: PlannedBatch
  joined?: JoinedLine[]
  error?: { code: ErrorCode; message: string; repair: string; stack: string }
}

export type PlanPool = {
  plan(lines: LineBatch): Promise<PlannedBatch>
  join(order: OrderBodies): Promise<JoinedLine[]>
  /** Pieces that can be under way at once without anybody waiting: one while this thread plans them itself. */
  readonly width: number
  close(): Promise<void>
}

/**
 * Megabytes of a young generation: planning makes much that is gone with the line, and what does not fit is taken for
 * old and collected at ten times the price. It holds for the threads alone, whatever the program set for itself.
 */
const youngMegabytes = 16

/** Lets the young generation of this thread, too, grow while it plans; `quick-load.mjs` keeps it small otherwise. */
function letYoungGrow(factor: 1 | 2) {
  v8.setFlagsFromString(`--semi-space-growth-factor=${factor}`)
}

/** A shop of no more lines than this is planned before threads would have started. */
const usualLinesAlone = 400

/**
 * A pool over `threads` worker threads (default: one for each core; 0 = none). The threads start with the piece that
 * goes beyond `linesAlone`; what a piece says does not depend on where it is planned. An error of a piece rejects its promise.
 */
export function planPool(
  policy: PlanningPolicy,
  threads = availableParallelism(),
  linesAlone = usualLinesAlone,
): PlanPool {
  const workers: { worker: Worker; busy: number }[] = []
  const waiting = new Map<number, (answer: Answer) => void>()
  let sent = 0
  let lineCount = 0
  letYoungGrow(2)

  function start() {
    v8.setFlagsFromString(`--min-semi-space-size=${youngMegabytes}`)
    const worker = new Worker(new URL('./plan-worker.ts', import.meta.url), {
      workerData: { policy },
    })
    const one = { worker, busy: 0 }
    worker.on('message', (answer: Answer) => {
      one.busy -= 1
      waiting.get(answer.number)?.(answer)
      waiting.delete(answer.number)
    })
    worker.on('error', (error) => {
      for (const [number, tell] of waiting) tell({ number, error: internal(error) })
      waiting.clear()
    })
    workers.push(one)
  }

  async function send(task: Omit<Task, 'number'>): Promise<Answer> {
    while (workers.length < threads) start()
    const idle = workers.toSorted((a, b) => a.busy - b.busy)[0]!
    const number = sent
    sent += 1
    idle.busy += 1
    const answer = await new Promise<Answer>((resolve) => {
      waiting.set(number, resolve)
      idle.worker.postMessage({ number, ...task } satisfies Task, historiesOf(task))
    })
    if (answer.error === undefined) return answer
    throw asError(answer.error)
  }

  const alone = () => threads === 0 || (lineCount <= linesAlone && workers.length === 0)
  return {
    get width() {
      return workers.length === 0 ? 1 : threads * 2
    },
    async plan(lines) {
      lineCount += lines.inputs.length
      // A piece without any history takes longer to hand over than to plan.
      if (alone() || !lines.inputs.some(hasHistory)) return planBatch(lines, policy)
      return (await send({ lines, order: null })).planned!
    },
    async join(order) {
      if (alone()) return joinBatch(order, policy)
      return (await send({ lines: null, order })).joined ?? []
    },
    async close() {
      letYoungGrow(1)
      await Promise.all(workers.map(({ worker }) => worker.terminate()))
    },
  }
}

const hasHistory = ({ history, analogueHistory }: PackedInput) =>
  history !== null || analogueHistory !== null

/** What is handed over instead of copied. */
function historiesOf({ lines }: Omit<Task, 'number'>): ArrayBuffer[] {
  return (lines?.inputs ?? []).flatMap(({ history, analogueHistory }) =>
    [history, analogueHistory].flatMap((one) =>
      one === null ? [] : [one.units.buffer, one.flags.buffer],
    ),
  )
}

const internal = (error: Error): NonNullable<Answer['error']> => ({
  code: 'internal',
  message: error.message,
  repair: '',
  stack: String(error.stack),
})

function asError({ code, message, repair, stack }: NonNullable<Answer['error']>): Error {
  if (code !== 'internal') return new QuartermasterError(code, message, repair)
  return new Error('A planning thread failed.', { cause: stack })
}
