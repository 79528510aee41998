/** One measured figure of a bench. */
export type Figure = { name: string; value: number; unit: string; note?: string }

export type BenchOptions = {
  /** A file or folder in the documented format, or null for the bench's own default. */
  data: string | null
  /** How many rows to generate, or null for the bench's own default. */
  rows: number | null
}

/** Rows to compare: the first column names the row, the others hold figures; null where nothing was measured. */
export type Table = {
  title: string
  columns: string[]
  rows: (string | number | null)[][]
  /** What a reader must know to read the table fairly: what was scored, on which part, against what. */
  note?: string
}

/** What a bench measured: single figures, and tables in which our rows stand beside the published ones. */
export type Report = {
  figures: Figure[]
  tables: Table[]
  /** What makes the bench red, one plain sentence each: figures that only a broken engine gives. */
  faults?: string[]
}

export type Bench = (options: BenchOptions) => Promise<Figure[] | Report>

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
