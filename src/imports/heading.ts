import { QuartermasterError } from '#root/errors.ts'
import type { ColumnSpec, KindSpec } from './spec.ts'

/** Which column of the kind stands at each place of the heading; null = a column that is not read. */
export type Heading = { columns: (ColumnSpec | null)[]; ignored: string[]; absent: ColumnSpec[] }

const folded = (name: string) =>
  name
    .replace(/^\uFEFF/, '')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s.-]+/g, '_')

/** The column a heading names, by its name or one of its other names. */
function columnNamed(kind: KindSpec, name: string): ColumnSpec | null {
  const wanted = folded(name)
  return (
    kind.columns.find((column) => column.name === wanted) ??
    kind.columns.find((column) => column.aliases?.includes(wanted)) ??
    null
  )
}

/**
 * Matches the heading of a file with its kind; case, spaces and the other names of columns do not matter. Throws
 * QuartermasterError('invalid') when a required column is missing or a column stands twice.
 */
export function readHeading(kind: KindSpec, names: string[]): Heading {
  const columns = names.map((name) => columnNamed(kind, name))
  const found = columns.filter((column) => column !== null)
  const twice = found.find((column, index) => found.indexOf(column) !== index)
  if (twice !== undefined) {
    throw new QuartermasterError(
      'invalid',
      `The column "${twice.name}" stands twice in the heading.`,
      'Leave one of them out.',
    )
  }
  const absent = kind.columns.filter((column) => !found.includes(column))
  const missing = absent.filter((column) => column.required).map((column) => column.name)
  if (missing.length > 0) {
    throw new QuartermasterError(
      'invalid',
      `The heading lacks ${missing.join(', ')}; it has ${names
        .map((name) => name.trim().slice(0, 40))
        .join(', ')
        .slice(0, 400)}.`,
      `A ${kind.kind}.csv needs ${kind.columns
        .filter((column) => column.required)
        .map((column) => column.name)
        .join(', ')}; "quartermaster templates FOLDER" writes one.`,
    )
  }
  const ignored = names.filter((name, index) => columns[index] === null && name.trim() !== '')
  return { columns, ignored, absent }
}

/** How many of a kind's required columns a heading has, 0..1: tells the kind of a file whose name does not. */
export function headingFit(kind: KindSpec, names: string[]): number {
  const required = kind.columns.filter((column) => column.required)
  const present = new Set(names.map((name) => columnNamed(kind, name)))
  return required.filter((column) => present.has(column)).length / required.length
}
