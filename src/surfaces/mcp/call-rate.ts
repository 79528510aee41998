export type CallRate = {
  /** Calls a second that may go on for ever. */
  perSecond: number
  /** Calls that may come at once after a pause. */
  burst: number
}

export type CallRates = {
  /** Takes one call of a principal; gives the seconds after which the next may come, 0 = this one may. */
  take(principal: string, rate: CallRate): number
}

/** Principals of whom calls are remembered; one whose calls are all given back is forgotten first. */
const mostRemembered = 10_000

type Calls = { left: number; at: number }

/** Counts calls of each principal against its rate. `now` gives milliseconds. */
export function openRates(now: () => number): CallRates {
  const remembered = new Map<string, Calls>()

  function take(principal: string, { perSecond, burst }: CallRate): number {
    const at = now()
    const before = remembered.get(principal) ?? { left: burst, at }
    const left = Math.min(burst, before.left + ((at - before.at) / 1000) * perSecond)
    // Taken out and put in, so that whoever asked longest ago is the first in the map.
    remembered.delete(principal)
    remembered.set(principal, { left: left < 1 ? left : left - 1, at })
    const [oldest] = remembered.keys()
    if (remembered.size > mostRemembered) remembered.delete(oldest!)
    return left < 1 ? (1 - left) / perSecond : 0
  }

  return { take }
}
