/** Waits so long at most; false = it was not over by then, and goes on by itself. Rejects as it does. */
export async function inTime(ms: number, act: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
  })
  return Promise.race([act.then(() => true), late]).finally(() => clearTimeout(timer))
}
