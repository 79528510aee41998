/** Does things in the order they came, so many at a time; rejections are the caller's. */
export type Lane = (act: () => Promise<void>) => Promise<void>

/** A lane that is `width` wide. */
export function openLane(width: number): Lane {
  const waiting: (() => void)[] = []
  let running = 0
  return async (act) => {
    if (running >= width) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      await act()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
