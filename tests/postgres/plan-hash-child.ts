// A process of its own: fills a shop with the demo and plans it, in the time zone and language of its environment.
// Arguments: the address of an empty database or 'memory', the day, the number of threads. Prints one line of JSON.
import { loadDemo } from '#operations/open-shop.ts'
import { makePlan } from '#operations/make-plan.ts'
import { policyInForce } from '#operations/plan-shop.ts'
import { openDatabase } from '#store/database.ts'

const [where = 'memory', asOf = '', threads = '0'] = process.argv.slice(2)
const database = await openDatabase({
  dataFolder: null,
  databaseUrl: where === 'memory' ? null : where,
})
const { db } = database
await loadDemo({ database, db } as Parameters<typeof loadDemo>[0], asOf)
const { inputsHash, planHash, summary } = await makePlan(db, {
  asOf,
  now: `${asOf}T09:00:00Z`,
  policy: await policyInForce(db),
  threads: Number(threads),
})
await database.close()
const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions()
const hashes = { inputsHash, planHash, lineCount: summary.lineCount, locale, timeZone }
process.stdout.write(`${JSON.stringify(hashes)}\n`)
