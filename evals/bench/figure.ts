/** One measured figure of a bench. */
export type Figure = { name: string; value: number; unit: string; note?: string }

export type BenchOptions = {
  /** A file or folder in the documented format, or null for the bench's own default. */
  data: string | null
  /** How many rows to generate, or null for the bench's own default. */
  rows: number | null
}

export type Bench = (options: BenchOptions) => Promise<Figure[]>

/** The middle and the 95th percentile of some measurements. */
export function spread(values: number[]): { p50: number; p95: number } {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
  return { p50: at(0.5), p95: at(0.95) }
}

/** What a step returns, and how many milliseconds it took. */
export async function timed<Result>(
  step: () => Promise<Result>,
): Promise<{ result: Result; milliseconds: number }> {
  const began = performance.now()
  const result = await step()
  return { result, milliseconds: performance.now() - began }
}
