import { z } from 'zod'
import { readPriceList } from '#imports/price-list-file.ts'
import { priceDifferences } from '#purchasing/price-list.ts'
import { canonicalJson } from '#planning/canonical.ts'
import { appendAudit } from '#store/audit.ts'
import { hashText } from '#store/content-hash.ts'
import { priceListOfFile, stagePrices, standingTerms } from '#store/price-lists.ts'
import { defineCommand } from './command.ts'
import { changeId } from './person-change.ts'
import { requireRole } from './role.ts'
import { supplierCode, supplierOf } from './supplier-change-of.ts'

/**
 * Stages a supplier's price list beside the terms on record; nothing counts before another person applies it. The same
 * file is the same list: while it waits it is only looked at again, and one that was settled waits again where it would
 * change something.
 */
export const stagePriceList = defineCommand({
  name: 'stage_price_list',
  title: 'Stage a price list',
  input: z.strictObject({
    changeId,
    supplier: supplierCode,
    fileName: z.string().trim().min(1, 'name the file').max(120),
    text: z.string().max(1_000_000, 'a list has at most 1,000,000 characters'),
  }),
  key: (input) => `stage prices of ${input.supplier} ${input.changeId}`,
  async act({ tx, person, policy, now, asOf }, { supplier: code, fileName, text }) {
    requireRole(person, ['buyer', 'administrator'], 'hand in price lists')
    await supplierOf(tx, code)
    const listed = await readPriceList(tx, text, now)
    const { flagRate } = policy.prices
    const rows = priceDifferences(listed, await standingTerms(tx, code), { flagRate, asOf })
    const sha256 = hashText(text)
    const earlier = await priceListOfFile(tx, code, sha256)
    const id = earlier?.id ?? `PL-${code}-${sha256.slice(0, 8)}`
    const counted = {
      list: id,
      rows: rows.length,
      changed: rows.filter(({ changes }) => changes).length,
      flagged: rows.filter(({ flags }) => flags.length > 0).length,
    }
    const stands =
      earlier !== null &&
      (earlier.state === 'staged'
        ? canonicalJson(earlier.rows) === canonicalJson(rows)
        : earlier.state === 'applied' && counted.changed === 0)
    if (stands) return { ...counted, state: earlier.state, again: true }
    const staged = { id, supplierCode: code, fileName, sha256, rows, stagedBy: person.id }
    await stagePrices(tx, { ...staged, stagedAt: now })
    await appendAudit(tx, {
      at: now,
      actor: person.id,
      action: 'prices.staged',
      subject: code,
      detail: { ...counted, fileName, sha256 },
    })
    return { ...counted, state: 'staged' as const, again: false }
  },
})
