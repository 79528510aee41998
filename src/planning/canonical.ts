// One value, one text: what hashes and replays compare. The hash itself needs node:crypto and lives outside.

import { QuartermasterError } from '#root/errors.ts'

/** Thrown inside; the way to the value is looked for only then. */
class NoCanonicalForm extends Error {}

function write(value: unknown): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new NoCanonicalForm('not a finite number')
    // JSON.stringify(-0) is "0" already: both zeros are one value.
    return JSON.stringify(value)
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'string')
    return JSON.stringify(value)
  if (Array.isArray(value)) return isPlain(value) ? JSON.stringify(value) : writeArray(value)
  if (typeof value === 'object' && isRecord(value)) return writeRecord(value)
  throw new NoCanonicalForm(`a ${typeof value}`)
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

/** The keys of records seen before, sorted, each with its text: planning writes the same few sorts of record over and over. */
const knownKeys = new Map<string, { key: string; text: string }[]>()
const mostKnownKeys = 500

function sortedKeys(record: Record<string, unknown>): { key: string; text: string }[] {
  const keys = Object.keys(record)
  const name = keys.join('\u0001')
  const known = knownKeys.get(name)
  // Keys may hold the separator: only where every one is found are they the same.
  if (known?.length === keys.length && known.every(({ key }) => Object.hasOwn(record, key))) {
    return known
  }
  const sorted = keys.sort().map((key) => ({ key, text: `${JSON.stringify(key)}:` }))
  if (knownKeys.size < mostKnownKeys) knownKeys.set(name, sorted)
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
