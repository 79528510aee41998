// A process of its own in which a person clicks once, and which dies at one named place.
import { commands } from '#commands/commands.ts'
import { runCommand } from '#commands/command.ts'
import { armCrashpoints } from '#root/crashpoint.ts'
import { openDatabase } from '#store/database.ts'
import { asOf, noon } from '../commands/world.ts'

export type ClickTask = {
  where: { dataFolder: string | null; databaseUrl: string | null }
  command: string
  by: string
  input: unknown
  diesAt: string
}

const { where, command, by, input, diesAt } = JSON.parse(process.argv[2] ?? '') as ClickTask

const open = await openDatabase(where)
armCrashpoints((name) => {
  if (name === diesAt) process.kill(process.pid, 'SIGKILL')
})
await runCommand(
  commands.find(({ name }) => name === command)!,
  input,
  {
    db: open.db,
    personId: by,
    now: noon,
    asOf,
    enqueue: () => Promise.resolve(),
  },
)
await open.close()
