/** Free-text fields: the ones whose words come from files of other people. */
const FREE_TEXT = new Set([
  'name',
  'supplierName',
  'display',
  'noteQuoted',
  'reason',
  'source',
  'defect',
  'repair',
  'label',
  'kind',
  'trend',
  'createdBy',
  'warnings',
  'subject',
  'who',
  'actor',
  'action',
  'detail',
  'note',
  'acknowledgedAs',
  'answer',
  'recipient',
  'supplierEmail',
  'sentence',
  'documentNumber',
  'receiptNumber',
  'lotCode',
])

/** A copy of a result with every free-text field replaced. */
export function poison(value: unknown, hostile: (text: string) => string, field = ''): unknown {
  if (typeof value === 'string') return FREE_TEXT.has(field) ? hostile(value) : value
  if (Array.isArray(value)) return value.map((each) => poison(each, hostile, field))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, poison(each, hostile, key)]),
  )
}
