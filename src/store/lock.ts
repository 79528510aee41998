import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { QuartermasterError } from '#root/errors.ts'
import { diskFullError } from './disk.ts'

// One process owns a data folder: two embedded databases on one folder lose committed rows without an error. The lock
// is a lock of the operating system on `owner.lock` (SQLite takes it, the same way on every system), so it ends with
// the process however that ends. `owner.json` beside it only says who the owner is.

/** Longer than another process takes to look whether the lock is held. */
const WAIT_MILLISECONDS = 400

/** Where the owner of a data folder listens on loopback, and the secret it asks for. */
export type Owner = { pid: number; port: number; token: string }

export type FolderLock = { release(): void }

/**
 * Makes this process the owner of a data folder, which is created where it is missing. Throws
 * QuartermasterError('locked') within a second when another process owns it, and 'unavailable' when the folder cannot
 * be used.
 */
export async function lockDataFolder(folder: string): Promise<FolderLock> {
  makeUsable(folder)
  const lock = await holdLock(folder, WAIT_MILLISECONDS)
  if (lock === null) throw ownedByAnother(folder)
  writeOwnerFile(folder, { pid: process.pid })
  const release = () => {
    rmSync(ownerFile(folder), { force: true })
    lock.close()
  }
  return { release }
}

/** Tells other processes of this account where the owner, which is this process, can be reached. */
export function announceOwner(folder: string, reachable: { port: number; token: string }): void {
  writeOwnerFile(folder, { pid: process.pid, ...reachable })
}

/** The living owner of a data folder, or null when there is none or it has not said yet where it listens. */
export async function readOwner(folder: string): Promise<Owner | null> {
  const owner = ownerOnFile(folder)
  if (owner?.port === undefined || owner.token === undefined) return null
  const lock = await holdLock(folder, 0)
  if (lock === null) return { pid: owner.pid, port: owner.port, token: owner.token }
  lock.close()
  return null
}

async function holdLock(folder: string, waitMilliseconds: number): Promise<DatabaseSync | null> {
  const { DatabaseSync } = await importSqlite()
  const lock = new DatabaseSync(join(folder, 'owner.lock'), { timeout: waitMilliseconds })
  try {
    lock.exec('begin exclusive')
    return lock
  } catch (error) {
    lock.close()
    const busy = 5
    if ((error as { errcode?: number }).errcode === busy) return null
    throw unusable(folder, error)
  }
}

/** Node calls its SQLite experimental at import; whoever starts Quartermaster can do nothing about it. */
async function importSqlite(): Promise<typeof import('node:sqlite')> {
  const { emitWarning } = process
  process.emitWarning = () => undefined
  try {
    return await import('node:sqlite')
  } finally {
    process.emitWarning = emitWarning
  }
}

function makeUsable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw unusable(folder, error)
  }
}

const ownerFile = (folder: string) => join(folder, 'owner.json')

function writeOwnerFile(
  folder: string,
  owner: { pid: number; port?: number; token?: string },
): void {
  const unfinished = `${ownerFile(folder)}.new`
  try {
    writeFileSync(unfinished, JSON.stringify(owner), { mode: 0o600 })
    // The mode above holds for a new file only; a leftover could be wider.
    chmodSync(unfinished, 0o600)
    renameSync(unfinished, ownerFile(folder))
  } catch (error) {
    throw unusable(folder, error)
  }
}

function ownerOnFile(folder: string): { pid: number; port?: number; token?: string } | null {
  try {
    return JSON.parse(readFileSync(ownerFile(folder), 'utf8')) as { pid: number }
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (absent || error instanceof SyntaxError) return null
    throw unusable(folder, error)
  }
}

function ownedByAnother(folder: string): QuartermasterError {
  const owner = ownerOnFile(folder)
  const who = owner === null ? 'another process' : `process ${owner.pid}`
  const where = owner?.port === undefined ? '' : ` at http://127.0.0.1:${owner.port}`
  return new QuartermasterError(
    'locked',
    `The data folder ${folder} is in use by ${who}${where}.`,
    `${owner?.port === undefined ? 'Wait until it is done or stop it' : `Use the one that runs${where}, or stop it`}; or set QUARTERMASTER_DATA to another folder.`,
    { folder, ...(owner === null ? {} : { pid: owner.pid, port: owner.port ?? null }) },
  )
}

const reasons: Record<string, string> = {
  ENOTDIR: 'a file stands where the folder should be',
  EEXIST: 'a file stands where the folder should be',
  EACCES: 'this account may not write there',
  EPERM: 'this account may not write there',
  EROFS: 'the disk can only be read',
}

function unusable(folder: string, error: unknown): QuartermasterError {
  const full = diskFullError(error)
  if (full !== null) return full
  const { code, message } = error as NodeJS.ErrnoException
  return new QuartermasterError(
    'unavailable',
    `The data folder ${folder} cannot be used: ${reasons[code ?? ''] ?? message}.`,
    'Set QUARTERMASTER_DATA to a folder that this account may write, or mend this one.',
    {},
    error,
  )
}
