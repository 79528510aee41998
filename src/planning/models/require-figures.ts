import { QuartermasterError } from '#root/errors.ts'

/** Throws "invalid", naming the figure, unless every one is a finite number above 0. */
export function requirePositive(figures: Record<string, number>): void {
  for (const [name, value] of Object.entries(figures)) {
    if (value > 0 && Number.isFinite(value)) continue
    throw new QuartermasterError('invalid', `${name} is ${value}.`, 'Give a number above 0.')
  }
}

/** Throws "invalid", naming the figure, unless every one is a finite number of at least 0. */
export function requireNonNegative(figures: Record<string, number>): void {
  for (const [name, value] of Object.entries(figures)) {
    if (value >= 0 && Number.isFinite(value)) continue
    throw new QuartermasterError('invalid', `${name} is ${value}.`, 'Give a number of at least 0.')
  }
}

/** Throws "invalid", naming the list, unless it has the length that was asked for. */
export function requireLength(name: string, list: readonly unknown[], length: number): void {
  if (list.length === length) return
  throw new QuartermasterError(
    'invalid',
    `${name} has ${list.length} entries.`,
    `Give ${length} of them.`,
  )
}
