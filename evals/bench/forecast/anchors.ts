// Rows that others measured or published, brought to the columns of our tables.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One row of a comparison: figures by column name; null or absent where nothing was measured. */
export type ComparedRow = { name: string; figures: Partial<Record<string, number | null>> }

type AnchorLine = { set: string; method: string; n: number } & Record<string, number | null>

const ANCHOR_COLUMNS: Record<string, string> = {
  RMSSE: 'RMSSE',
  MASE: 'MASE',
  sMAPE: 'sMAPE',
  'PL0.5': 'PL.5',
  'PL0.8': 'PL.8',
  'PL0.9': 'PL.9',
  'PL0.95': 'PL.95',
  'PL0.99': 'PL.99',
  'cov0.8': 'cov.8',
  'cov0.9': 'cov.9',
  'cov0.95': 'cov.95',
  'cov0.99': 'cov.99',
  'cumPL0.95': 'sum3 PL.95',
  'cumcov0.95': 'sum3 cov.95',
  ms: 'ms',
}

/** The measured anchors of a set (its name without the frequency counts too); empty without a table. */
export function anchorRows(folder: string, set: string): ComparedRow[] {
  const path = join(folder, 'anchor_table.json')
  if (!existsSync(path)) return []
  const lines = JSON.parse(readFileSync(path, 'utf8')) as AnchorLine[]
  return lines
    .filter((line) => isSameSet(line.set, set))
    .map((line) => ({
      name: line.method,
      figures: Object.fromEntries(
        Object.entries(ANCHOR_COLUMNS).map(([from, to]) => [to, line[from] ?? null]),
      ),
    }))
}

/** Whether the anchors' name of a set ("raf") is that of a file ("raf_monthly"). */
export function isSameSet(anchored: string, file: string): boolean {
  return file === anchored || file.startsWith(`${anchored}_`)
}

/** What the competitions published for a set, on all their series; empty for other sets and without the files. */
export function publishedRows(folder: string, set: string): ComparedRow[] {
  const m3 = /^m3_([a-z]+)$/.exec(set)
  if (m3 !== null) return publishedM3(join(folder, 'published_m3.csv'), m3[1]!.toUpperCase())
  const m4 = /^m4_([a-z]+)$/.exec(set)
  return m4 === null ? [] : publishedM4(join(folder, 'published_m4_m5.json'), m4[1]!)
}

function publishedM3(path: string, period: string): ComparedRow[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.replaceAll('"', '').split(','))
    .filter((cells) => cells[1] === period)
    .map(([name, , n, smape, mase]) => ({
      name: `M3 ${name} (${n} series)`,
      figures: { sMAPE: Number(smape), MASE: Number(mase) },
    }))
}

type M4Table = Record<
  string,
  { team: string; sMAPE: Record<string, number>; MASE: Record<string, number> }
>

function publishedM4(path: string, period: string): ComparedRow[] {
  if (!existsSync(path)) return []
  const { m4_point: table } = JSON.parse(readFileSync(path, 'utf8')) as { m4_point: M4Table }
  const column = `${period[0]!.toUpperCase()}${period.slice(1)}`
  return Object.entries(table).map(([id, { team, sMAPE, MASE }]) => ({
    name: `M4 ${/^\d+$/.test(id) ? team.split(',')[0] : id} (all series)`,
    figures: { sMAPE: sMAPE[column] ?? null, MASE: MASE[column] ?? null },
  }))
}
