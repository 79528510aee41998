// What a world may have that the demo shop has not.
import { QuartermasterError } from '#root/errors.ts'
import type { Database } from '#store/database.ts'

/** Changes the rows of a shop before anybody asks. */
export type Variant = (db: Database) => Promise<void>

const variants: Record<string, Variant> = {}

/** The variants of these names, in this order. Throws QuartermasterError('invalid') for one that there is not. */
export function variantsByName(names: readonly string[]): Variant[] {
  return names.map((name) => {
    const found = Object.hasOwn(variants, name) ? variants[name] : undefined
    if (found !== undefined) return found
    throw new QuartermasterError(
      'invalid',
      `There is no world variant "${name}".`,
      `Use one of: ${Object.keys(variants).join(', ') || 'none yet'}.`,
    )
  })
}
