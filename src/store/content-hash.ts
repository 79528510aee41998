import { hash } from 'node:crypto'
import { canonicalJson } from '#planning/canonical.ts'

/** SHA-256, in hex, of the canonical JSON of a value: equal values have equal hashes on every machine. */
export function contentHash(value: unknown): string {
  return hashText(canonicalJson(value))
}

/** SHA-256, in hex, of a text as UTF-8. */
export function hashText(text: string): string {
  return hash('sha256', text)
}
