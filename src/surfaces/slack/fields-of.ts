// What Slack sends has the shape it says until it has not: each field is taken for what it is, never for what it should be.

/** The fields of an object; none for anything else. */
export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

/** A text as it is; '' for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** A text that says something; null for an empty one and for anything else. */
export function wordOf(value: unknown): string | null {
  return textOf(value) || null
}
