// Kills a process at each place inside people's commands and jobs, and looks at every row that is left: all of it or nothing.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { expect } from 'vitest'
import { commands } from '#commands/commands.ts'
import { verifyShop } from '#operations/verify-shop.ts'
import type { OpenDatabase } from '#store/database.ts'
import { openJobQueue } from '#store/job-queue.ts'
import type { JobQueue } from '#store/job-queue.ts'
import { runCommand } from '#commands/command.ts'
import { asOf, hoursOn, noon } from '../commands/world.ts'
import { jobAt } from '../jobs/mail-world.ts'
import { allRows, whatChanged } from './all-rows.ts'
import type { CommandPlace } from './command-places.ts'
import type { ClickTask } from './crash-child.ts'
import { jobs } from './crash-jobs.ts'
import { openScenes, sceneOf } from './crash-world.ts'
import { timed } from './settling-time.ts'

/** A process that has loaded the program and waits to be told what to do. */
function startChild(): ChildProcess {
  const script = join(import.meta.dirname, 'crash-child.ts')
  return spawn(process.execPath, [script], { stdio: ['pipe', 'ignore', 'inherit'] })
}

/** Gives the child its task; gives the signal that ended it, null when it came to its end. */
function dies(child: ChildProcess, task: ClickTask): Promise<string | null> {
  const ended = new Promise<string | null>((resolve) =>
    child.once('close', (_code, signal) => resolve(signal)),
  )
  child.stdin!.end(JSON.stringify(task))
  return ended
}

type Opened = { open: OpenDatabase; queue: JobQueue }

async function closed({ open, queue }: Opened): Promise<void> {
  await queue.stop()
  await open.close()
}

/** The same click or job once more: whether it only gave the answer of the first time, or found nothing to do. */
async function again(
  { open, queue }: Opened,
  place: CommandPlace,
  input: unknown,
): Promise<boolean> {
  const { deed, by, hours = 0 } = place
  const now = hoursOn(hours)
  const { enqueue } = queue
  if (by === null) return (await jobs[deed]!(jobAt(open, null, now, enqueue))).length === 0
  const command = commands.find(({ name }) => name === deed)!
  const context = { db: open.db, personId: by, now, asOf, enqueue }
  return (await runCommand(command, input, context)).again
}

/**
 * What one of our processes needs, in milliseconds, until the books are open and a click that was done is answered. A deed
 * that left nothing is done anew: its own work is no recovery.
 */
export type Recovery = { deed: string; diesAt: string; ownMs: number; wallMs: number }

/** Which database, as a process of its own is told and as it is opened here. */
export type Where = { where: ClickTask['where']; reopen: () => Promise<OpenDatabase> }

/** Kills one process at a place. Gives the books open again, and how long settling them took. */
async function killAt(
  before: Opened,
  child: ChildProcess,
  { where, reopen }: Where,
  [at, place]: [number, CommandPlace],
): Promise<{ opened: Opened; recovery: Recovery }> {
  const { deed, by, hours = 0, diesAt, committed, writes } = place
  const input = await place.prepare(sceneOf(before.open, before.queue.enqueue, at))
  const rows = await allRows(before.open.db)
  await closed(before)
  const signal = await dies(child, { where, deed, by, hours, input, diesAt })
  const opening = await timed(reopen)
  const open = opening.result
  const left = whatChanged(rows, await allRows(open.db))
  const found = { deed, diesAt, signal, left }
  expect(found).toEqual({ deed, diesAt, signal: 'SIGKILL', left: committed ? writes : '' })
  const queue = await openJobQueue(open, (error) => {
    throw error
  })
  const opened = { open, queue }
  const click = await timed(() => again(opened, place, input))
  const done = { again: click.result, left: whatChanged(rows, await allRows(open.db)) }
  expect({ deed, diesAt, ...done }).toEqual({ deed, diesAt, again: committed, left: writes })
  const answer = committed ? click : { ownMs: 0, wallMs: 0 }
  const ownMs = opening.ownMs + answer.ownMs
  return { opened, recovery: { deed, diesAt, ownMs, wallMs: opening.wallMs + answer.wallMs } }
}

/**
 * For every place: one process dies there, and every row of the books is as it was, or all that belongs to the deed is
 * there; the same again does it once. Opening the books, and answering what was done, takes our process less than two seconds
 * each time; and at the end the books hold. Gives what each recovery took.
 */
export async function killCommands(
  where: Where,
  places: readonly CommandPlace[],
): Promise<Recovery[]> {
  const open = await where.reopen()
  await openScenes(open.db, places.length)
  let opened = { open, queue: await openJobQueue(open, () => undefined) }
  const recoveries: Recovery[] = []
  let waiting = startChild()
  try {
    for (const place of places.entries()) {
      const child = waiting
      waiting = startChild()
      const killed = await killAt(opened, child, where, place)
      opened = killed.opened
      recoveries.push(killed.recovery)
    }
  } finally {
    waiting.kill()
  }
  const now = () => new Date(noon)
  const { checks } = await verifyShop({ db: opened.open.db, now, auditAnchorFile: null })
  expect(checks.filter(({ ok }) => !ok)).toEqual([])
  await closed(opened)
  expect(recoveries.filter(({ ownMs }) => ownMs >= 2_000)).toEqual([])
  return recoveries
}
