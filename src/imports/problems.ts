import { createWriteStream, type WriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { csvRows } from '#render/csv.ts'
import type { RowProblem } from './report.ts'

const mostShown = 50
const mostPerFile = 100_000
const longestValue = 120

/** All problems of a run: the first fifty in memory, every one in a file that exists only when there is one. */
export type ProblemLog = {
  report(problem: RowProblem): void
  /** Whether a file has so many that reading on tells nothing new. */
  isFull(file: string): boolean
  count(file?: string): number
  close(): Promise<{ problems: RowProblem[]; problemCount: number; problemsFile: string | null }>
}

/** Opens the log; `path` is where the file of all problems goes. */
export function openProblemLog(path: string): ProblemLog {
  const shown: RowProblem[] = []
  const counts = new Map<string, number>()
  let sheet: WriteStream | null = null
  const total = () => [...counts.values()].reduce((sum, count) => sum + count, 0)
  const titles = ['file', 'line', 'column', 'value', 'reason', 'repair']
  return {
    report(problem) {
      const cut = { ...problem, value: problem.value.slice(0, longestValue) }
      counts.set(cut.file, (counts.get(cut.file) ?? 0) + 1)
      if (shown.length < mostShown) shown.push(cut)
      if (sheet === null) {
        sheet = createWriteStream(path)
        sheet.write(csvRows([titles]))
      }
      const { file, line, column, value, reason, repair } = cut
      sheet.write(csvRows([[file, line, column, value, reason, repair]]))
    },
    isFull: (file) => (counts.get(file) ?? 0) >= mostPerFile,
    count: (file) => (file === undefined ? total() : (counts.get(file) ?? 0)),
    async close() {
      if (sheet !== null) {
        sheet.end()
        await finished(sheet)
      }
      return { problems: shown, problemCount: total(), problemsFile: sheet === null ? null : path }
    },
  }
}
