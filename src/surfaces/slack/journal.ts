// What Slack sent is on the disk before it is answered: the database may hang, the process may die, nothing is lost.
import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { SlackBody } from './delivery.ts'

/** A delivery as it came, before the database knows of it. */
export type JournalEntry = { key: string; teamId: string; receivedAt: string; body: SlackBody }

export type Journal = {
  /** Resolves when the entry would survive the end of the process; the same key again is the same entry. */
  write(entry: JournalEntry): Promise<void>
  /** The entry is in the database now. */
  remove(key: string): Promise<void>
  /** Nobody can work this entry: it stays on the disk for somebody to look at, and is no entry any more. */
  setAside(key: string): Promise<void>
  /** What was written and not removed, the oldest first. A file that is none is reported and set aside. */
  entries(): Promise<JournalEntry[]>
}

const isGone = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT'

const unlessGone = (error: unknown): null => {
  if (isGone(error)) return null
  throw error
}

/** The entry in a file of the journal, or null for a text that is none. */
function entryIn(text: string): JournalEntry | null {
  try {
    const { key, teamId, receivedAt, body } = JSON.parse(text) as Partial<JournalEntry>
    const words = [key, teamId, receivedAt].every((word) => typeof word === 'string')
    if (!words || typeof body !== 'object' || body === null) return null
    return { key, teamId, receivedAt, body } as JournalEntry
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null
    throw error
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.datasync()
  } finally {
    await file.close()
  }
}

/** Opens the journal in a folder, which is made where it is missing. */
export async function openJournal(
  folder: string,
  report: (error: unknown) => void,
): Promise<Journal> {
  await mkdir(folder, { recursive: true })
  const fileOf = (key: string) =>
    join(folder, `${createHash('sha256').update(key).digest('hex')}.json`)
  const lay = async (path: string) => {
    await rename(path, `${path}.unread`).catch(unlessGone)
  }
  let written = 0
  return {
    async write(entry) {
      written += 1
      const draft = join(folder, `${process.pid}-${written}.part`)
      try {
        await writeDurably(draft, JSON.stringify(entry))
        await rename(draft, fileOf(entry.key))
      } catch (error) {
        // On a full disk an unfinished file takes the room that the next one needs.
        await rm(draft, { force: true }).catch(report)
        throw error
      }
    },
    remove: (key) => rm(fileOf(key), { force: true }),
    setAside: (key) => lay(fileOf(key)),
    async entries() {
      const found: JournalEntry[] = []
      for (const name of await readdir(folder)) {
        if (!name.endsWith('.json')) continue
        const path = join(folder, name)
        const text = await readFile(path, 'utf8').catch(unlessGone)
        if (text === null) continue
        const entry = entryIn(text)
        if (entry !== null) found.push(entry)
        else {
          report(
            new Error(`${name} in the Slack journal is no delivery; it is kept as ${name}.unread`),
          )
          await lay(path)
        }
      }
      return found.toSorted((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1))
    },
  }
}
