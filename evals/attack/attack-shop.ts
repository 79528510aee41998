// The shop that is attacked: made once, and put back after every attack.
import type { Shop } from '#operations/shop.ts'
import { loadDemo } from '#operations/open-shop.ts'
import { ensurePlan } from '#operations/plan-shop.ts'
import { appendAudits } from '#store/audit.ts'
import { raiseDataVersion } from '#store/data-version.ts'
import type { Database } from '#store/database.ts'
import { memoryShop } from '../memory-shop.ts'
import {
  effectsSince,
  resetSequences,
  sequences,
  snapshot,
  transactionNumber,
  type Effects,
  type Row,
} from '../suite/rows.ts'
import type { Carrier } from './carriers.ts'
import { lighten } from './lighter-shop.ts'
import { plantSecrets } from './secrets.ts'

export const asOf = '2026-11-20'
const seed = 7

/** Plays one puppet after the other on the shop with a document in it; each finds it as the document left it. */
export type Scene = <Result, Looked>(
  act: (shop: Shop) => Promise<Result>,
  /** Sees the shop as it was left, and what changed in it without what the document is. */
  look: (result: Result, shop: Shop, effects: Effects) => Promise<Looked>,
) => Promise<Looked>

export type AttackShop = {
  with<Result>(
    carrier: Carrier,
    text: string,
    play: (scene: Scene) => Promise<Result>,
  ): Promise<Result>
  close(): Promise<void>
}

/** Ends a transaction whose work was only looked at. */
class TakenBack extends Error {}

async function takenBack<Result>(
  db: Database,
  act: (tx: Database) => Promise<Result>,
): Promise<Result> {
  const results: Result[] = []
  try {
    await db.transaction(async (tx) => {
      results.push(await act(tx as unknown as Database))
      throw new TakenBack()
    })
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
  }
  return results[0]!
}

const textOf = ({ table, row }: Row) => `${table} ${JSON.stringify(row)}`

const on = (shop: Shop, db: Database): Shop => ({ ...shop, db, database: { ...shop.database, db } })

/** Steps that were taken before: an audit that is empty could not be seen to lose a row. */
const stepsBefore = ['PO-9001', 'PO-9002', 'PO-9003'].map((subject) => ({
  at: '2026-11-18T09:00:00Z',
  actor: 'maya',
  action: 'order.comment',
  subject,
  detail: { revision: 1, reason: 'Asked for by the Leeds shop.' },
}))

/** Opens it: the demo with fewer items, canaries where secrets are, and a plan. Close it after use. */
export async function openAttackShop(): Promise<AttackShop> {
  const shop = await memoryShop(asOf)
  await loadDemo(shop, asOf, seed)
  await lighten(shop.db)
  await plantSecrets(shop.db)
  await appendAudits(shop.db, stepsBefore)
  const planned = (db: Database) => ensurePlan(db, { asOf, now: shop.now().toISOString() })
  await planned(shop.db)
  const before = await snapshot(shop.db)
  const counted = await sequences(shop.db)
  return {
    async with(carrier, text, play) {
      await resetSequences(shop.db, counted)
      return takenBack(shop.db, async (outer) => {
        const since = await transactionNumber(outer)
        await carrier.write?.(on(shop, outer), text)
        if (carrier.planned === true) {
          await raiseDataVersion(outer)
          await planned(outer)
        }
        const document = await effectsSince(before, outer, since)
        const own = new Set([...document.added, ...document.removed].map(textOf))
        const notOwn = (rows: readonly Row[]) => rows.filter((row) => !own.has(textOf(row)))
        return play((act, look) =>
          takenBack(outer, async (db) => {
            const inside = on(shop, db)
            const result = await act(inside)
            const { added, removed } = await effectsSince(before, db, since)
            return look(result, inside, { added: notOwn(added), removed: notOwn(removed) })
          }),
        )
      })
    },
    close: () => shop.database.close(),
  }
}
