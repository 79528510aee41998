// A file brings new suppliers as they are. Of a supplier in the books it never writes where orders and money go, nor who
// entered it: a row that differs there is refused with the way it is done.
import { detailNames, sameDetail } from '#purchasing/supplier-details.ts'
import type { SupplierDetail } from '#purchasing/supplier-details.ts'
import { upsertRows } from '#store/bulk-upsert.ts'
import type { Database } from '#store/database.ts'
import { suppliers } from '#store/schema.ts'
import { suppliersByCode } from '#store/suppliers.ts'
import type { SupplierRow } from '#store/suppliers.ts'
import type { RowProblem } from './report.ts'
import type { ParsedRow } from './spec.ts'

const details: { field: SupplierDetail; column: string; property: keyof SupplierRow }[] = [
  { field: 'email', column: 'email', property: 'email' },
  { field: 'phone', column: 'phone', property: 'phone' },
  { field: 'bank', column: 'bank_account', property: 'bankAccount' },
]

/** What an import leaves as it is in a supplier that exists. */
const kept = [
  'email',
  'phone',
  'bankAccount',
  'emailChangedAt',
  'phoneChangedAt',
  'bankChangedAt',
  'createdBy',
  'createdAt',
]

const textOf = (value: unknown) => (typeof value === 'string' ? value : null)

/** The details of a row that say something else than the books; an empty cell says nothing. */
function contradictions(row: ParsedRow, supplier: SupplierRow): Omit<RowProblem, 'file'>[] {
  return details.flatMap(({ field, column, property }) => {
    const said = textOf(row.values[property])
    const standing = textOf(supplier[property])
    if (said === null || sameDetail(field, said, standing)) return []
    const what = `the ${detailNames[field]} of ${supplier.code}`
    return [
      {
        line: row.line,
        column,
        value: said,
        reason:
          standing === null
            ? `${what} is not on record, and a file does not enter it for a supplier in the books`
            : `${what} is another one on record`,
        repair:
          'leave the cell as it is on record or empty, and ask for the change on the page of the supplier, where a second person confirms it',
      },
    ]
  })
}

/**
 * Writes the suppliers of a file; `keep` are the fields whose columns it does not have. New ones are entered now, by
 * whoever the row names, else by the import. Returns how many rows were new or different; a problem of a row is reported.
 */
export async function writeSuppliers(
  tx: Database,
  rows: ParsedRow[],
  context: {
    source: string
    now: string
    keep: readonly string[]
    report(problem: Omit<RowProblem, 'file'>): void
  },
): Promise<number> {
  const { source, now, keep, report } = context
  const standing = await suppliersByCode(
    tx,
    rows.map(({ values }) => String(values['code'])),
  )
  for (const row of rows) {
    const supplier = standing.get(String(row.values['code']))
    if (supplier === undefined) continue
    for (const problem of contradictions(row, supplier)) report(problem)
  }
  const entered = rows.map(({ values }) => ({
    ...values,
    createdBy: values['createdBy'] ?? 'import',
    createdAt: now,
    source,
    asOf: now,
  })) as unknown as (typeof suppliers.$inferInsert)[]
  return upsertRows(tx, suppliers, entered, [...keep, ...kept])
}
