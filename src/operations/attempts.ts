/** Counts what failed for each key within a window; the oldest keys are forgotten when there are too many. */
export type Attempts = {
  /** Milliseconds until the key may try again, 0 when it may now. */
  waitFor(key: string, now: Date): number
  /** Writes down a failure. */
  fail(key: string, now: Date): void
  /** Takes one failure back. */
  forgive(key: string): void
}

const mostKeys = 10_000

/** At most `most` failures for a key within so many milliseconds after the first of them. */
export function makeAttempts(most: number, withinMilliseconds: number): Attempts {
  const windows = new Map<string, { count: number; endsAt: number }>()
  const standing = (key: string, at: number) => {
    const window = windows.get(key)
    return window !== undefined && window.endsAt > at ? window : null
  }
  return {
    waitFor(key, now) {
      const window = standing(key, now.getTime())
      return window === null || window.count < most ? 0 : window.endsAt - now.getTime()
    },
    fail(key, now) {
      const window = standing(key, now.getTime())
      if (window !== null) {
        window.count += 1
        return
      }
      windows.delete(key)
      windows.set(key, { count: 1, endsAt: now.getTime() + withinMilliseconds })
      const [oldest] = windows.keys()
      if (windows.size > mostKeys && oldest !== undefined) windows.delete(oldest)
    },
    forgive(key) {
      const window = windows.get(key)
      if (window !== undefined) window.count -= 1
    },
  }
}
