import { QuartermasterError } from '#root/errors.ts'
import type { Database } from '#store/database.ts'
import { resolveLocation } from '#store/locations.ts'
import { storedLines } from '#store/plan-lines.ts'
import type { StoredLine } from '#store/plan-lines.ts'
import type { PlanRun } from '#store/plan-runs.ts'
import { dayOf } from './answer.ts'

/** Where a figure of the plan comes from. */
export function planSource(run: PlanRun): string {
  return `plan R${run.id} of ${dayOf(run.asOf)}`
}

/** A handle such as R12-34 as it is stored. Throws 'invalid' for anything else. */
export function handleOf(text: string): string {
  const match = /^\s*#?r(\d{1,9})-(\d{1,9})\s*$/i.exec(text)
  if (match !== null) return `R${Number(match[1])}-${Number(match[2])}`
  throw new QuartermasterError(
    'invalid',
    `"${text.slice(0, 20)}" is not the handle of a recommendation.`,
    'Handles look like R12-34; recommend_reorders gives them.',
  )
}

/**
 * The stored line of an item, at the location named, else where it is most urgent. Throws 'not_found' where the item is
 * not kept.
 */
export async function urgentLine(
  db: Database,
  run: PlanRun,
  sku: string,
  location: string | undefined,
): Promise<StoredLine> {
  const place = location === undefined ? null : await resolveLocation(db, location)
  const lines = await storedLines(db, run.id, {
    skus: [sku],
    ...(place && { locationCode: place.code }),
  })
  const [urgent] = lines.toSorted((a, b) => a.lineNumber - b.lineNumber)
  if (urgent !== undefined) return urgent
  throw new QuartermasterError(
    'not_found',
    place === null ? `${sku} is kept nowhere.` : `${sku} is not kept at ${place.code}.`,
    'get_stock_position shows where an item is kept; a stock record or a sale makes it planned there.',
    { sku },
  )
}
