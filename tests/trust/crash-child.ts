// A process of its own that is told one thing to do, by a person or a job, and dies at one named place of it.
import { text } from 'node:stream/consumers'
import { commands } from '#commands/commands.ts'
import { runCommand } from '#commands/command.ts'
import { armCrashpoints } from '#root/crashpoint.ts'
import { openDatabase } from '#store/database.ts'
import { openJobQueue } from '#store/job-queue.ts'
import { asOf, hoursOn } from '../commands/world.ts'
import { jobAt } from '../jobs/mail-world.ts'
import { jobs } from './crash-jobs.ts'

export type ClickTask = {
  where: { dataFolder: string | null; databaseUrl: string | null }
  deed: string
  by: string | null
  hours: number
  input: unknown
  diesAt: string
}

// It was started ahead of its task, so that its modules are loaded by now.
const task = JSON.parse(await text(process.stdin)) as ClickTask
const { where, deed, by, hours, input, diesAt } = task

const open = await openDatabase(where)
const queue = await openJobQueue(open, (error) => process.stderr.write(`${String(error)}\n`))
const { enqueue } = queue
armCrashpoints((name) => {
  if (name === diesAt) process.kill(process.pid, 'SIGKILL')
})
if (by === null) await jobs[deed]!(jobAt(open, null, hoursOn(hours), enqueue))
else {
  const command = commands.find(({ name }) => name === deed)!
  const now = hoursOn(hours)
  await runCommand(command, input, { db: open.db, personId: by, now, asOf, enqueue })
}
// Whoever comes here has passed the place alive, which the test does not expect.
await queue.stop()
await open.close()
