// A process of its own that approves an order, sends what waits, and dies at one named place.
import { startJobs } from '#jobs/start-jobs.ts'
import { armCrashpoints } from '#root/crashpoint.ts'
import { openDatabase } from '#store/database.ts'
import { asOf, noon, orderNow } from '../commands/world.ts'
import { approveBy, mailTo, messageOf, until } from './mail-world.ts'

export type ChildTask = {
  where: { dataFolder: string | null; databaseUrl: string | null }
  port: number
  order: string
  diesAt: string
}

const { where, port, order, diesAt } = JSON.parse(process.argv[2] ?? '') as ChildTask

armCrashpoints((name) => {
  if (name === diesAt) process.kill(process.pid, 'SIGKILL')
})
const open = await openDatabase(where)
const jobs = await startJobs({
  database: open,
  mail: mailTo(port),
  now: () => noon,
  asOf: () => Promise.resolve(asOf),
  report: (error) => process.stderr.write(`${String(error)}\n`),
})
await approveBy(open.db, await orderNow(open.db, order), jobs.enqueue)
// Whoever comes here and settles the message has passed the place alive, which the test does not expect.
await until(async () => !['waiting', 'sending'].includes((await messageOf(open.db, order)).state))
await jobs.stop()
await open.close()
