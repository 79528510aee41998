export type BudgetSize = {
  /** How many of one principal are at work at a time. */
  atWork: number
  /** How many more may wait for a place. */
  waiting: number
}

export type CallPlace = {
  /** Keeps the place until this has ended too, also when nobody waits for its answer any more. */
  hold(work: Promise<unknown>): void
  /** The answer is out. */
  leave(): void
}

export type CallBudget = {
  /** Waits for a place of the principal's. Null = enough are waiting already, or the caller went away. */
  enter(principal: string, size: BudgetSize, signal: AbortSignal): Promise<CallPlace | null>
}

type Room = { atWork: number; waiting: (() => void)[] }

/** So many at work of each principal at a time, and so many waiting; the next are turned away. */
export function openBudget(): CallBudget {
  const rooms = new Map<string, Room>()

  function comeIn(principal: string, room: Room): CallPlace {
    room.atWork += 1
    return placeUntil(() => {
      room.atWork -= 1
      room.waiting.shift()?.()
      if (room.atWork === 0) rooms.delete(principal)
    })
  }

  function waitIn(principal: string, room: Room, signal: AbortSignal): Promise<CallPlace | null> {
    return new Promise((resolve) => {
      const goIn = () => {
        signal.removeEventListener('abort', goAway)
        resolve(comeIn(principal, room))
      }
      const goAway = () => {
        room.waiting = room.waiting.filter((other) => other !== goIn)
        resolve(null)
      }
      room.waiting.push(goIn)
      signal.addEventListener('abort', goAway, { once: true })
    })
  }

  async function enter(
    principal: string,
    size: BudgetSize,
    signal: AbortSignal,
  ): Promise<CallPlace | null> {
    const room = rooms.get(principal) ?? { atWork: 0, waiting: [] }
    rooms.set(principal, room)
    if (room.atWork < size.atWork) return comeIn(principal, room)
    if (room.waiting.length >= size.waiting || signal.aborted) return null
    return waitIn(principal, room, signal)
  }

  return { enter }
}

function placeUntil(release: () => void): CallPlace {
  let heldBy = 1
  let answered = false
  const letGo = () => {
    heldBy -= 1
    if (heldBy === 0) release()
  }
  return {
    hold(work) {
      if (heldBy === 0) return
      heldBy += 1
      void work.then(letGo, letGo)
    },
    leave() {
      if (!answered) letGo()
      answered = true
    },
  }
}
