/** One cell that could not be taken, and what to write instead. */
export type RowProblem = {
  file: string
  /** The line of the file, 1 = the heading. */
  line: number
  column: string
  /** The cell as it stands, cut at 120 characters. */
  value: string
  reason: string
  repair: string
}

export type FileReport = {
  file: string
  kind: string
  outcome: 'imported' | 'unchanged' | 'would_import' | 'rejected'
  rows: number
  /** Rows that were new or different. */
  changedRows: number
  problemCount: number
  /** What was assumed or noticed: encoding, a missing column, a price that moved. */
  notes: string[]
  milliseconds: number
  rowsPerSecond: number
}

export type ImportReport = {
  dryRun: boolean
  files: FileReport[]
  rejectedFiles: number
  problemCount: number
  /** The first fifty. */
  problems: RowProblem[]
  /** Where all of them are; null when there are none. */
  problemsFile: string | null
}

export type ImportProgress = {
  file: string
  bytesDone: number
  bytesTotal: number
  rows: number
  rowsPerSecond: number
  secondsLeft: number | null
}
