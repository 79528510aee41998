import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, rmdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openJournal } from '#surfaces/slack/journal.ts'

let folder: string
let reports: unknown[]
const report = (error: unknown) => void reports.push(error)

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'quartermaster-journal-')), 'journal')
  reports = []
})
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }))

const entry = (key: string, seconds: number) => ({
  key,
  teamId: 'T1',
  receivedAt: `2026-11-20T12:00:${String(seconds).padStart(2, '0')}.000Z`,
  body: { type: 'event_callback', said: `${key} 😀` },
})

it('gives what was written and not removed, the oldest first, also to whoever opens it later', async () => {
  const journal = await openJournal(folder, report)
  for (const [key, seconds] of [
    ['b', 2],
    ['a', 3],
    ['c', 1],
  ] as const) {
    await journal.write(entry(key, seconds))
  }
  await journal.write(entry('a', 3))
  await journal.remove('b')
  await journal.remove('never written')
  const later = await openJournal(folder, report)
  expect(await later.entries()).toEqual([entry('c', 1), entry('a', 3)])
  expect(reports).toEqual([])
})

it('a file that is no delivery is reported once, kept, and does not stand in the way of the others', async () => {
  const journal = await openJournal(folder, report)
  await journal.write(entry('good', 1))
  await writeFile(join(folder, 'torn.json'), '{"key":"a","teamId":"T1","rec')
  await writeFile(join(folder, 'null.json'), 'null')
  await writeFile(join(folder, 'other.json'), '{"key":1}')
  await writeFile(join(folder, '99-1.part'), 'unfinished')
  expect(await journal.entries()).toEqual([entry('good', 1)])
  expect(reports.map(String).toSorted()).toEqual(
    ['null', 'other', 'torn'].map(
      (name) =>
        `Error: ${name}.json in the Slack journal is no delivery; it is kept as ${name}.json.unread`,
    ),
  )
  expect(await journal.entries()).toEqual([entry('good', 1)])
  expect(reports).toHaveLength(3)
  expect((await readdir(folder)).filter((name) => name.endsWith('.unread'))).toHaveLength(3)
})

it('an entry that is set aside is none any more, and stays for somebody to look at', async () => {
  const journal = await openJournal(folder, report)
  await journal.write(entry('a', 1))
  await journal.setAside('a')
  await journal.setAside('a')
  expect(await journal.entries()).toEqual([])
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.json\.unread$/)])
})

it('rejects when it can not be written, and leaves no draft that takes the room of the next', async () => {
  const journal = await openJournal(folder, report)
  const inTheWay = join(folder, `${createHash('sha256').update('a').digest('hex')}.json`)
  await mkdir(inTheWay)
  await expect(journal.write(entry('a', 1))).rejects.toThrow('EISDIR')
  await rmdir(inTheWay)
  expect(await readdir(folder)).toEqual([])
  await rm(folder, { recursive: true })
  await expect(journal.write(entry('a', 1))).rejects.toThrow('ENOENT')
  expect(reports).toEqual([])
})

it('many at once are all there', async () => {
  const journal = await openJournal(folder, report)
  const keys = Array.from({ length: 200 }, (_, at) => `key ${at}`)
  await Promise.all(keys.map((key) => journal.write(entry(key, 1))))
  expect((await journal.entries()).map(({ key }) => key).toSorted()).toEqual(keys.toSorted())
})
