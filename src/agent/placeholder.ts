import { QuartermasterError } from '#root/errors.ts'
import { formatValue } from '#render/value.ts'
import type { ToolCallRecord } from './events.ts'

export type ResolvedPlaceholder =
  | { ok: true; text: string; fieldName: string }
  | { ok: false; reason: string }

const PATH = /^call_([1-9]\d{0,2})((?:\.(?:[A-Za-z_]\w{0,63}|\d{1,4}))+)$/

/** What the placeholders of a call may point into: its result, or its error under `error`. */
export function placeholderRoot(call: ToolCallRecord): unknown {
  return call.error === null ? call.result : { error: call.error }
}

/**
 * The text of one placeholder path, `call_<n>.<field>...`, against the calls of this turn (call_1 is the first).
 * Only own fields with one value resolve; what cannot be resolved comes back with the reason.
 */
export function resolvePlaceholder(
  path: string,
  calls: readonly ToolCallRecord[],
): ResolvedPlaceholder {
  const match = PATH.exec(path)
  if (match === null) return refuse('A placeholder looks like {{call_1.lines.0.units}}.')
  const call = calls.find((one) => one.id === `call_${match[1]}`)
  if (call === undefined) return refuse(`There is no call_${match[1]} in this turn.`)
  const keys = (match[2] ?? '').slice(1).split('.')
  const records: unknown[] = [placeholderRoot(call)]
  for (const key of keys) {
    const parent = records.at(-1)
    const entry = !Array.isArray(parent) || /^\d+$/.test(key)
    if (typeof parent !== 'object' || parent === null || !entry || !Object.hasOwn(parent, key)) {
      return refuse(`The result has no "${key}" there.${knownFields(parent)}`)
    }
    records.push((parent as Record<string, unknown>)[key])
  }
  return showValue(keys, records)
}

function showValue(keys: string[], records: unknown[]): ResolvedPlaceholder {
  const value = records.at(-1)
  if (value === null || value === undefined)
    return refuse('The field is empty; leave it out or say it is not known.')
  const fieldName = keys.findLast((key) => !/^\d/.test(key)) ?? ''
  const currency = records
    .slice(0, -1)
    .map(currencyOf)
    .findLast((code) => code !== null)
  try {
    const text = formatValue(fieldName, value, currency === undefined ? {} : { currency })
    return { ok: true, text, fieldName }
  } catch (error) {
    if (error instanceof QuartermasterError) return refuse(`${error.message} ${error.repair}`)
    throw error
  }
}

function currencyOf(record: unknown): string | null {
  if (typeof record !== 'object' || record === null || !Object.hasOwn(record, 'currency'))
    return null
  const { currency } = record as { currency: unknown }
  return typeof currency === 'string' ? currency : null
}

function knownFields(record: unknown): string {
  if (Array.isArray(record)) return ` The list has ${record.length} entries, counted from 0.`
  if (typeof record !== 'object' || record === null) return ''
  return ` Its fields: ${Object.keys(record).slice(0, 30).join(', ')}.`
}

const refuse = (reason: string): ResolvedPlaceholder => ({ ok: false, reason })
