// One value, one text: what hashes and replays compare. The hash itself needs node:crypto and lives outside.

import { QuartermasterError } from '#root/errors.ts'

/** Thrown inside; the way to the value is looked for only then. */
class NoCanonicalForm extends Error {}

function write(value: unknown): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new NoCanonicalForm('not a finite number')
    // JSON writes a number as String does, -0 as "0": both zeros are one value.
    return String(value)
  }
  if (typeof value === 'string') return writeString(value)
  if (value === null) return 'null'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (Array.isArray(value)) return isPlain(value) ? JSON.stringify(value) : writeArray(value)
  if (typeof value === 'object' && isRecord(value)) return writeRecord(value)
  throw new NoCanonicalForm(`a ${typeof value}`)
}

const longestPlainString = 40

/** Codes, names and dates hold nothing that JSON escapes, which is seen faster than JSON.stringify is called. */
function writeString(value: string): string {
  if (value.length > longestPlainString) return JSON.stringify(value)
  for (let at = 0; at < value.length; at += 1) {
    const unit = value.charCodeAt(at)
    if (unit < 0x20 || unit > 0x7e || unit === 0x22 || unit === 0x5c) return JSON.stringify(value)
  }
  return `"${value}"`
}

/** Whether JSON.stringify writes an array as we do: numbers and booleans only, as in a history of many days. */
function isPlain(values: unknown[]): boolean {
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]
    if (typeof value !== 'boolean' && !Number.isFinite(value)) return false
  }
  return true
}

function writeArray(values: unknown[]): string {
  let text = '['
  for (let index = 0; index < values.length; index += 1) {
    text += (index === 0 ? '' : ',') + write(values[index])
  }
  return `${text}]`
}

function isRecord(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

type SortedKey = { key: string; text: string }
type KnownRecord = { keys: string[]; sorted: SortedKey[] }

/** Sorts of record seen before, by number of keys: planning writes the same few sorts over and over. */
const knownRecords: KnownRecord[][] = []
const mostKnownRecords = 24

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false
  return true
}

function sortedKeys(record: Record<string, unknown>): SortedKey[] {
  const keys = Object.keys(record)
  const known = (knownRecords[keys.length] ??= [])
  for (const one of known) if (sameKeys(one.keys, keys)) return one.sorted
  const sorted = keys.toSorted().map((key) => ({ key, text: `${JSON.stringify(key)}:` }))
  if (known.length < mostKnownRecords) known.push({ keys, sorted })
  return sorted
}

function writeRecord(record: Record<string, unknown>): string {
  let text = '{'
  for (const { key, text: keyText } of sortedKeys(record)) {
    const value = record[key]
    if (value === undefined) continue
    text += (text === '{' ? '' : ',') + keyText + write(value)
  }
  return `${text}}`
}

/** The way to the first value without a canonical form, in the order in which it is written. */
function faultPath(value: unknown, path: string): string | null {
  try {
    write(value)
    return null
  } catch (error) {
    if (!(error instanceof NoCanonicalForm)) throw error
  }
  const parts: [string, unknown][] = Array.isArray(value)
    ? Array.from(value, (part, index): [string, unknown] => [`${path}[${index}]`, part])
    : typeof value === 'object' && value !== null && isRecord(value)
      ? Object.keys(value)
          .sort()
          .filter((key) => value[key] !== undefined)
          .map((key) => [`${path}.${key}`, value[key]])
      : []
  for (const [at, part] of parts) {
    const found = faultPath(part, at)
    if (found !== null) return found
  }
  return path
}

/**
 * JSON with keys sorted by code unit, no blanks, -0 as 0, absent for undefined properties: equal values give equal
 * text on every machine and locale. Throws 'invalid' for NaN, Infinity, dates, functions and class instances.
 */
export function canonicalJson(value: unknown): string {
  try {
    return write(value)
  } catch (error) {
    if (!(error instanceof NoCanonicalForm)) throw error
    throw new QuartermasterError(
      'invalid',
      `The value at ${faultPath(value, '$')} is ${error.message}, which has no canonical form.`,
      'Only null, booleans, finite numbers, strings, arrays and plain objects can be stored with a plan.',
    )
  }
}
