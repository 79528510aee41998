import type { ImportProgress } from './report.ts'

const between = 200

/** Counts bytes and rows of one file and tells them a few times a second. */
export function progressMeter(
  file: string,
  bytesTotal: number,
  tell: (progress: ImportProgress) => void,
): { addBytes(bytes: number): void; addRow(): void; finish(): void } {
  const began = performance.now()
  let toldAt = began
  let bytesDone = 0
  let rows = 0
  const report = (at: number) => {
    toldAt = at
    const seconds = Math.max(0.001, (at - began) / 1000)
    const secondsLeft = bytesDone === 0 ? null : (seconds / bytesDone) * (bytesTotal - bytesDone)
    tell({
      file,
      bytesDone,
      bytesTotal,
      rows,
      rowsPerSecond: Math.round(rows / seconds),
      secondsLeft,
    })
  }
  return {
    addBytes(bytes) {
      bytesDone += bytes
    },
    addRow() {
      rows += 1
      if (rows % 512 !== 0) return
      const at = performance.now()
      if (at - toldAt >= between) report(at)
    },
    finish() {
      bytesDone = bytesTotal
      report(performance.now())
    },
  }
}
