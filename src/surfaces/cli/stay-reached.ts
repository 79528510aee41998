import { QuartermasterError } from '#root/errors.ts'
import type { RunOperation } from '#operations/operations.ts'

/** A shop as it was reached once: in this process, or through the one that held the data folder then. */
export type Reached = {
  run: RunOperation
  /** False when that process has gone. */
  isThere(): Promise<boolean>
  close(): Promise<void>
}

export type StayingReached = {
  run: RunOperation
  /** Rejects when the shop could not be reached at first. */
  ready: Promise<void>
  close(): Promise<void>
}

/**
 * Operations on a shop that is reached again, and asked again, when the process that held it went away. A call that is
 * repeated has no second effect: that holds for every operation of a client.
 */
export function stayReached(reach: () => Promise<Reached>): StayingReached {
  let current = reach()
  let wasReached = false
  const ready = current.then(() => {
    wasReached = true
  })

  /** Several calls find out at once; the first one reaches the shop for all of them. */
  function again(was: Promise<Reached>): Promise<Reached> {
    if (current === was) current = reach()
    return current
  }

  async function run(...call: Parameters<RunOperation>): Promise<unknown> {
    let asked = current
    // What could not be reached at first ends the program; later it may come back.
    if (wasReached && (await asked.catch(() => null)) === null) asked = again(asked)
    const reached = await asked
    try {
      return await reached.run(...call)
    } catch (error) {
      const isGone =
        error instanceof QuartermasterError && error.code === 'unavailable' && !call[3]?.aborted
      if (!isGone || (await reached.isThere())) throw error
      return (await again(asked)).run(...call)
    }
  }

  const close = async () => (await current.catch(() => null))?.close()
  return { run: run as RunOperation, ready, close }
}
