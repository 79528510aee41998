import { readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { QuartermasterError } from '#root/errors.ts'
import { inspectFile, type FileText } from './file-text.ts'
import { headingFit } from './heading.ts'
import { kinds } from './kinds.ts'
import { textRows } from './read-rows.ts'
import type { KindSpec } from './spec.ts'

/** The name of our own list of problems, so that a folder can be imported again with it inside. */
export const problemsFileName = 'import-problems.csv'

export type FoundFile = {
  path: string
  name: string
  kind: KindSpec
  text: FileText
  names: string[]
}
export type RefusedFile = { path: string; name: string; error: QuartermasterError }

/** The CSV files of the paths (folders are read one level deep), in the order in which they can refer to one another. */
export async function findFiles(paths: string[]): Promise<(FoundFile | RefusedFile)[]> {
  const files = paths.flatMap(filesAt)
  if (files.length === 0) {
    throw new QuartermasterError(
      'not_found',
      `There is no CSV file in ${paths.join(', ')}.`,
      '"quartermaster templates FOLDER" writes one of each kind.',
    )
  }
  const found = await Promise.all([...new Set(files)].map(lookAt))
  const place = (file: FoundFile | RefusedFile) => ('kind' in file ? kinds.indexOf(file.kind) : -1)
  return found.toSorted((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1))
}

function filesAt(path: string): string[] {
  let isFolder: boolean
  try {
    isFolder = statSync(path).isDirectory()
  } catch (error) {
    throw new QuartermasterError(
      'not_found',
      `There is no file or folder ${path}.`,
      'Check the path.',
      {},
      error,
    )
  }
  if (!isFolder) return [path]
  return readdirSync(path)
    .filter((name) => /\.(csv|tsv|txt)$/i.test(name) && name !== problemsFileName)
    .map((name) => join(path, name))
}

async function lookAt(path: string): Promise<FoundFile | RefusedFile> {
  const name = basename(path)
  try {
    const text = await inspectFile(path)
    const names = await headingOf(path, text)
    return { path, name, kind: kindOf(name, names), text, names }
  } catch (error) {
    if (error instanceof QuartermasterError) return { path, name, error }
    throw error
  }
}

async function headingOf(path: string, text: FileText): Promise<string[]> {
  for await (const [heading] of textRows(path, text)) {
    if (heading !== undefined) return heading.cells
  }
  throw new QuartermasterError(
    'invalid',
    'The file has no heading.',
    '"quartermaster templates FOLDER" shows what it should hold.',
  )
}

/** By the name of the file (items.csv, items-2026.csv, demand_leeds.csv), else by the one heading that fits wholly. */
function kindOf(name: string, names: string[]): KindSpec {
  const stem = name
    .toLowerCase()
    .replace(/\.[^.]+$/, '')
    .replaceAll(/[\s-]+/g, '_')
  const named = kinds
    .filter(({ kind }) => stem === kind || stem.startsWith(`${kind}_`) || stem.endsWith(`_${kind}`))
    .toSorted((a, b) => b.kind.length - a.kind.length)
  if (named[0] !== undefined) return named[0]
  const fitting = kinds.filter((kind) => headingFit(kind, names) === 1)
  const most = Math.max(
    ...fitting.map((kind) => kind.columns.filter((column) => column.required).length),
  )
  const best = fitting.filter(
    (kind) => kind.columns.filter((column) => column.required).length === most,
  )
  if (best.length === 1) return best[0]!
  throw new QuartermasterError(
    'invalid',
    `The name ${name} does not tell what the file holds, and its heading fits ${best.length === 0 ? 'no kind' : best.map((kind) => kind.kind).join(' and ')}.`,
    `Name it after what it holds: ${kinds.map((kind) => `${kind.kind}.csv`).join(', ')}.`,
  )
}
