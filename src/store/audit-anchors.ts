// Heads of the audit chain written down outside the database: one JSON line each, only ever added to.
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  fstatSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { AuditAnchor } from '#purchasing/audit-anchor.ts'
import { QuartermasterError } from '#root/errors.ts'
import { diskFullError } from './disk.ts'

/** An anchor and when it was written down (ISO). */
export type WrittenAnchor = AuditAnchor & { at: string }

/** Anywhere an anchor is put that whoever holds the database does not hold. */
export type AnchorSink = (anchor: WrittenAnchor) => Promise<void>

const anchorLine = z.strictObject({
  sequence: z.number().int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
})

/** The anchors in a file and the numbers of the lines that are none; without a file there are none. */
export function readAnchors(file: string): { anchors: WrittenAnchor[]; unreadable: number[] } {
  const anchors: WrittenAnchor[] = []
  const unreadable: number[] = []
  for (const [index, line] of textOf(file).split('\n').entries()) {
    if (line.trim() === '') continue
    const anchor = parsed(line)
    if (anchor === null) unreadable.push(index + 1)
    else anchors.push(anchor)
  }
  return { anchors, unreadable }
}

function parsed(line: string): WrittenAnchor | null {
  try {
    return anchorLine.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw unusable(file, error)
  }
}

/** A sink that adds a line to a file and does not return before the disk has it. Throws 'unavailable' where it can not. */
export function anchorFile(file: string): AnchorSink {
  return ({ sequence, hash, at }) => {
    try {
      mkdirSync(dirname(file), { recursive: true })
      const handle = openSync(file, 'a+', 0o600)
      try {
        writeSync(
          handle,
          `${endsInLine(handle) ? '' : '\n'}${JSON.stringify({ sequence, hash, at })}\n`,
        )
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
    } catch (error) {
      throw unusable(file, error)
    }
    return Promise.resolve()
  }
}

/** A power cut may have left half a line: what follows must not be written onto it. */
function endsInLine(handle: number): boolean {
  const { size } = fstatSync(handle)
  if (size === 0) return true
  const last = Buffer.alloc(1)
  readSync(handle, last, 0, 1, size - 1)
  return last.toString() === '\n'
}

function unusable(file: string, error: unknown): QuartermasterError {
  return (
    diskFullError(error) ??
    new QuartermasterError(
      'unavailable',
      `The audit anchors in ${file} can not be read or written: ${(error as Error).message}.`,
      'Let this account read and write the file, or set AUDIT_ANCHOR_FILE to another one.',
      {},
      error,
    )
  )
}
