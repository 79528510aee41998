// One value, one text: what hashes and replays compare. The hash itself needs node:crypto and lives outside.

import { QuartermasterError } from '#root/errors.ts'

function refuse(path: string, what: string): never {
  throw new QuartermasterError(
    'invalid',
    `The value at ${path} is ${what}, which has no canonical form.`,
    'Only null, booleans, finite numbers, strings, arrays and plain objects can be stored with a plan.',
  )
}

function write(value: unknown, path: string): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string')
    return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) refuse(path, 'not a finite number')
    // JSON.stringify(-0) is "0" already: both zeros are one value.
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) {
    return `[${value.map((part, index) => write(part, `${path}[${index}]`)).join(',')}]`
  }
  if (
    typeof value === 'object' &&
    [Object.prototype, null].includes(Object.getPrototypeOf(value))
  ) {
    const record = value as Record<string, unknown>
    const parts = Object.keys(record)
      .filter((key) => record[key] !== undefined)
      .toSorted((a, b) => (a < b ? -1 : 1))
      .map((key) => `${JSON.stringify(key)}:${write(record[key], `${path}.${key}`)}`)
    return `{${parts.join(',')}}`
  }
  return refuse(path, `a ${typeof value}`)
}

/**
 * JSON with keys sorted by code unit, no blanks, -0 as 0, absent for undefined properties: equal values give equal
 * text on every machine and locale. Throws 'invalid' for NaN, Infinity, dates, functions and class instances.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$')
}
