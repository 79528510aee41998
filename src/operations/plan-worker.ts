// A thread of the planning pass: takes pieces, gives them back planned. Started by plan-pool.ts.
import { parentPort, workerData } from 'node:worker_threads'
import { outsideError } from '#root/errors.ts'
import type { PlanningPolicy } from '#planning/types.ts'
import { joinBatch, planBatch } from './plan-batch.ts'
import type { Answer, Task } from './plan-pool.ts'

/** What is handed over instead of copied. */
function bodiesOf({ planned, joined }: Omit<Answer, 'number'>): ArrayBuffer[] {
  const changed = (joined ?? []).map(({ result }) => result.buffer)
  return planned === undefined ? changed : [planned.bodies.buffer, ...changed]
}

const { policy } = workerData as { policy: PlanningPolicy }

parentPort?.on('message', ({ number, lines, order }: Task) => {
  const answer = (values: Omit<Answer, 'number'>) =>
    parentPort?.postMessage({ number, ...values } satisfies Answer, bodiesOf(values))
  try {
    if (lines !== null) answer({ planned: planBatch(lines, policy) })
    else if (order !== null) answer({ joined: joinBatch(order, policy) })
  } catch (error) {
    const { code, message, repair } = outsideError(error)
    answer({ error: { code, message, repair, stack: String((error as Error).stack) } })
  }
})
