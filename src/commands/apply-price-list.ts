import { z } from 'zod'
import { listObstacle, priceDifferences } from '#purchasing/price-list.ts'
import { refusalError, refused } from '#purchasing/refusal.ts'
import { QuartermasterError } from '#root/errors.ts'
import { appendAudit } from '#store/audit.ts'
import { contentHash } from '#store/content-hash.ts'
import { raiseDataVersion } from '#store/data-version.ts'
import type { Database } from '#store/database.ts'
import { priceListById, settlePriceList, standingTerms, writeTerms } from '#store/price-lists.ts'
import type { PriceListRow } from '#store/price-lists.ts'
import { defineCommand } from './command.ts'
import { requireRole } from './role.ts'

export const listId = z.string().trim().min(1, 'name the list').max(120)

/** A list that waits. Throws 'not_found', and 'conflict' once it is settled. */
export async function waitingList(tx: Database, id: string): Promise<PriceListRow> {
  const list = await priceListById(tx, id)
  if (list === null) {
    throw new QuartermasterError(
      'not_found',
      `There is no price list "${id.slice(0, 40)}".`,
      'Open Price lists to see them all.',
    )
  }
  if (list.state === 'staged') return list
  throw refusalError(
    refused(
      'wrong_state',
      `${id} was ${list.state} before.`,
      'Hand the file in again where its prices are to count.',
    ),
  )
}

/** Writes the prices of a list that somebody else staged, as they were shown, with their history. */
export const applyPriceList = defineCommand({
  name: 'apply_price_list',
  title: 'Apply a price list',
  input: z.strictObject({
    list: listId,
    /** The hash of the rows that were shown. */
    seen: z.string(),
  }),
  key: (input) => `apply prices ${input.list} ${input.seen}`,
  async act({ tx, person, policy, now, asOf }, { list: id, seen }) {
    requireRole(person, ['buyer', 'approver', 'administrator'], 'apply price lists')
    const list = await waitingList(tx, id)
    if (list.stagedBy === person.id) {
      throw refusalError(
        refused(
          'self_approval',
          `${person.name} handed this list in, so somebody else applies it.`,
          'Ask another buyer, an approver or an administrator.',
        ),
      )
    }
    const { supplierCode } = list
    const listed = list.rows.map((row) => row.listed)
    const { flagRate } = policy.prices
    const today = { flagRate, asOf }
    const rows = priceDifferences(listed, await standingTerms(tx, supplierCode), today)
    const hash = contentHash(list.rows)
    // Flags follow the day and the policy; what was shown is what is written.
    const shown = (each: typeof rows) =>
      contentHash(each.map(({ before, after, changes }) => ({ before, after, changes })))
    if (hash !== seen || shown(rows) !== shown(list.rows)) {
      throw refusalError(
        refused(
          'changed_since_shown',
          `The terms of ${supplierCode} are not those that ${id} was compared with.`,
          'Hand the same file in again and decide on the new difference; nothing was changed.',
        ),
      )
    }
    const obstacle = listObstacle(rows)
    if (obstacle !== null) {
      throw new QuartermasterError(
        'conflict',
        `${id} can not be applied: ${obstacle}`,
        'Have the list corrected and hand it in again, or discard it; nothing was changed.',
      )
    }
    const terms = rows.flatMap(({ sku, after, changes, listed: { validFrom } }) =>
      sku !== null && after !== null && changes
        ? [{ sku, validFrom: validFrom ?? asOf, terms: after }]
        : [],
    )
    await writeTerms(tx, supplierCode, terms, { source: `price list: ${list.fileName}`, asOf: now })
    await settlePriceList(tx, id, { state: 'applied', settledBy: person.id, settledAt: now })
    await appendAudit(tx, {
      at: now,
      actor: person.id,
      action: 'prices.applied',
      subject: supplierCode,
      detail: {
        list: id,
        sha256: list.sha256,
        prices: rows
          .filter(({ changes }) => changes)
          .map(({ sku, before, after }) => ({
            sku,
            from: before?.unitPrice,
            to: after?.unitPrice,
          })),
      },
    })
    await raiseDataVersion(tx)
    return { list: id, state: 'applied', changed: terms.length }
  },
})
