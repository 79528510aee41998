// A process of its own: plans a shop in the time zone and language of its environment, on an embedded database without
// threads and on a server with two. Arguments: the shop as JSON, the dump of an empty embedded database, the address of
// an empty one on a server, the day. Prints one line of JSON.
import { PGlite } from '@electric-sql/pglite'
import { readFileSync } from 'node:fs'
import { makePlan } from '#operations/make-plan.ts'
import { policyInForce } from '#operations/plan-shop.ts'
import { adoptPglite, openDatabase, type OpenDatabase } from '#store/database.ts'
import { writeShopSettings } from '#store/settings.ts'
import type { ShopRows } from '#store/shop-rows.ts'
import { writeShop } from '#store/shop-write.ts'

const [file = '', dump = '', databaseUrl = '', asOf = ''] = process.argv.slice(2)
const rows = JSON.parse(readFileSync(file, 'utf8')) as ShopRows

const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions()

async function embedded(): Promise<OpenDatabase> {
  return adoptPglite(await PGlite.create({ loadDataDir: new Blob([readFileSync(dump)]) }))
}

async function planOn(database: OpenDatabase, threads: number) {
  const { db } = database
  await writeShop(db, rows)
  await writeShopSettings(db, {
    name: 'Hash',
    baseCurrency: 'GBP',
    timeZone: 'Europe/London',
    demoAsOf: asOf,
  })
  const { inputsHash, planHash, summary } = await makePlan(db, {
    asOf,
    now: `${asOf}T09:00:00Z`,
    policy: await policyInForce(db),
    threads,
    pieceLines: 12,
  })
  await database.close()
  const { lineCount, orderCount } = summary
  return { inputsHash, planHash, lineCount, orderCount }
}

const plans = [
  await planOn(await embedded(), 0),
  await planOn(await openDatabase({ dataFolder: null, databaseUrl }), 2),
]
process.stdout.write(`${JSON.stringify({ plans, locale, timeZone })}\n`)
