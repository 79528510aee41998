import { QuartermasterError } from '#root/errors.ts'
import type { Database } from '#store/database.ts'
import { bundleRows, kitUses } from '#store/planning-inputs-kits.ts'
import type { RowProblem } from './report.ts'
import type { ParsedRow } from './spec.ts'

/**
 * Reports the row of a bundles file that puts a kit into itself, directly or through other kits, those of earlier
 * imports among them; `tx` sees the rows written.
 */
export async function reportKitCycle(
  tx: Database,
  rows: readonly ParsedRow[],
  report: (problem: Omit<RowProblem, 'file'>) => void,
): Promise<void> {
  try {
    kitUses(await bundleRows(tx))
  } catch (error) {
    const path = error instanceof QuartermasterError ? error.details['path'] : undefined
    if (!(error instanceof QuartermasterError) || !Array.isArray(path)) throw error
    const closing = rows.findLast(({ values }) => {
      return path.some((sku, at) => {
        return sku === values['kitSku'] && path[at + 1] === values['componentSku']
      })
    })
    const row = closing ?? rows[0]
    report({
      line: row?.line ?? 1,
      column: 'component_sku',
      value: String(row?.values['componentSku'] ?? ''),
      reason: error.message,
      repair: error.repair,
    })
  }
}
