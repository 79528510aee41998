import { statfsSync } from 'node:fs'
import { QuartermasterError } from '#root/errors.ts'

/** A new database folder and the log segments that it writes ahead. */
const ROOM_TO_OPEN_BYTES = 128_000_000

/**
 * Throws QuartermasterError('unavailable') when the disk of an existing folder has less than `bytes` free beyond what
 * the embedded database needs for itself. It is asked before a write because the embedded database does not survive a
 * full disk: it stops answering in the middle of its own log.
 */
export function requireFreeSpace(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder)
  const neededBytes = ROOM_TO_OPEN_BYTES + bytes
  const freeBytes = bavail * bsize
  if (freeBytes >= neededBytes) return
  throw diskFull(
    `The disk of ${folder} has ${megabytes(freeBytes)} free; ${megabytes(neededBytes)} are needed. Nothing was written.`,
  )
}

/** The error for a failure that says the disk is full, or null for any other failure. */
export function diskFullError(error: unknown): QuartermasterError | null {
  for (let cause = error; cause !== undefined && cause !== null;) {
    const {
      code,
      errno,
      cause: next,
    } = cause as { code?: unknown; errno?: unknown; cause?: unknown }
    // 53100 is Postgres' disk_full; 51 is ENOSPC as the embedded database counts its errors.
    if (code === 'ENOSPC' || code === '53100' || errno === 51) {
      return diskFull('The disk is full; the change was not written.', error)
    }
    cause = next
  }
  return null
}

function diskFull(message: string, cause?: unknown): QuartermasterError {
  const repair =
    'Free some space, or set QUARTERMASTER_DATA to a folder on another disk, then start again.'
  return new QuartermasterError('unavailable', message, repair, {}, cause)
}

const megabytes = (bytes: number) => `${Math.floor(bytes / 1_000_000)} MB`
