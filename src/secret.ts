/** A secret of the configuration: neither JSON, a template string nor `inspect` shows it; `reveal` is called where it is sent. */
export type Secret = { reveal(): string }

/** Wraps a secret. */
export function secretOf(value: string): Secret {
  return { reveal: () => value }
}
