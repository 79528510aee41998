// Named places at which a test may kill the process, to see what a power cut would leave behind. Free in production.

let strike: ((name: string) => void) | null = null

/** Makes every crash point call this from now on; null disarms them. Only the composition root and tests arm. */
export function armCrashpoints(hit: ((name: string) => void) | null): void {
  strike = hit
}

/** A place between two effects, such as 'approve_order.after-update'. */
export function crashpoint(name: string): void {
  strike?.(name)
}
