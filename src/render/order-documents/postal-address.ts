import type { Party } from './order-document.ts'

/**
 * The parts of an address as it is kept: a line (or a part between semicolons) each, the last but one is the town, the
 * last the post code. Of two lines the second is the town; a single one is the street. What is not said is null.
 */
export function postalAddress(
  address: string | null | undefined,
): Pick<Party, 'streetLines' | 'city' | 'postalCode'> {
  const lines = (address ?? '')
    .split(/[\r\n;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (lines.length < 2) return { streetLines: lines, city: null, postalCode: null }
  if (lines.length === 2)
    return { streetLines: lines.slice(0, 1), city: lines[1] ?? null, postalCode: null }
  return {
    streetLines: lines.slice(0, -2),
    city: lines.at(-2) ?? null,
    postalCode: lines.at(-1) ?? null,
  }
}
