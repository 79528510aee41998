import { itemList, matchingItems, resolveCategory, resolveItem } from '#store/items.ts'
import { resolveLocation } from '#store/locations.ts'
import { resolveSupplier } from '#store/suppliers.ts'
import { countOf, nameOf, noteOf, present, unitsOf } from './shared/answer.ts'
import { z } from 'zod'
import { answerFields, limitUpTo, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const findItems = defineTool({
  name: 'find_items',
  title: 'Find items',
  access: 'read',
  description:
    'Finds items by SKU, barcode or words, and by category, supplier, location or lifecycle.\nUse it to learn the SKU of something a person names loosely, or to list what a supplier sells.',
  input: z.strictObject({
    query: words().optional().describe('SKU, barcode or words of the name'),
    category: words().optional(),
    supplier: words().optional(),
    location: words().optional(),
    lifecycle: z.enum(['new', 'active', 'phase_out', 'discontinued']).optional(),
    limit: limitUpTo(25),
  }),
  output: z.object({
    ...answerFields,
    lines: z.array(
      z.object({
        sku: z.string(),
        name: z.string(),
        category: z.string(),
        abcClass: z.string(),
        lifecycle: z.string(),
        supplierCode: z.string().optional(),
        onHandUnits: units,
        noteQuoted: z.string().optional(),
        display: z.string(),
      }),
    ),
    totals: z.object({ itemCount: units, display: z.string() }),
    moreCount: units,
  }),
  async run(input, { db, asOf }) {
    const { query, category, supplier, location, lifecycle, limit = 10 } = input
    const matches = query === undefined ? null : await matchingItems(db, query)
    // Nothing fits the words: the same error as everywhere, with the nearest names.
    if (query !== undefined && matches?.length === 0) await resolveItem(db, query)
    const filter = {
      ...(matches && { skus: matches.map(({ sku }) => sku) }),
      ...(category !== undefined && { category: await resolveCategory(db, category) }),
      ...(supplier !== undefined && { supplierCode: (await resolveSupplier(db, supplier)).code }),
      ...(location !== undefined && { locationCode: (await resolveLocation(db, location)).code }),
      ...(lifecycle && { lifecycle }),
    }
    const { rows, count } = await itemList(db, filter, limit)
    return {
      asOf,
      source: 'items and stock of the shop',
      lines: rows.map((row) => {
        const name = nameOf(row.name)
        return present({
          sku: row.sku,
          name,
          category: nameOf(row.category),
          abcClass: row.abcClass,
          lifecycle: row.lifecycle,
          supplierCode: row.supplierCode,
          onHandUnits: row.onHandUnits,
          noteQuoted: rows.length === 1 ? noteOf(row.note) : null,
          display: `${row.sku} ${name}: ${unitsOf(row.onHandUnits)} on hand, class ${row.abcClass}, ${row.supplierCode === null ? 'no supplier' : `from ${row.supplierCode}`}`,
        })
      }),
      totals: { itemCount: count, display: `${countOf(count, 'item')} found` },
      moreCount: count - rows.length,
    }
  },
})
