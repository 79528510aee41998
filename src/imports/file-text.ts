// What a file of text is written in, found before it is read: encoding and delimiter.
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { QuartermasterError } from '#root/errors.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
export type FileText = { encoding: Encoding; delimiter: string; firstLine: string }

const delimiters = [',', ';', '\t', '|']
const headBytes = 65_536

/** The encoding (by its mark, else UTF-8 where the whole file is that, else Windows-1252) and the delimiter of a file. */
export async function inspectFile(path: string): Promise<FileText> {
  const head = await readHead(path)
  if (head.length === 0) {
    throw new QuartermasterError(
      'invalid',
      'The file is empty.',
      'Export it again; "quartermaster templates" shows what it should hold.',
    )
  }
  const encoding = markedEncoding(head) ?? ((await isUtf8(path)) ? 'utf-8' : 'windows-1252')
  const text = new TextDecoder(encoding).decode(head)
  const firstLine = text.split(/\r\n|\n|\r/).find((line) => line.trim() !== '') ?? ''
  return { encoding, firstLine, delimiter: delimiterOf(firstLine) }
}

/** The characters of a file, piece by piece. `onBytes` hears how many bytes each piece took. */
export async function* decodedText(
  path: string,
  encoding: Encoding,
  onBytes: (bytes: number) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of createReadStream(path, { highWaterMark: 65_536 })) {
    const bytes = chunk as Buffer
    onBytes(bytes.length)
    yield decoder.decode(bytes, { stream: true })
  }
  yield decoder.decode()
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function markedEncoding(head: Buffer): Encoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  // Without a mark: text of Western scripts has a zero in every second byte.
  const zeros = [0, 0]
  for (const [index, byte] of head.subarray(0, 400).entries())
    if (byte === 0) zeros[index % 2]! += 1
  if (zeros[1]! > 100 && zeros[0]! < 10) return 'utf-16le'
  return zeros[0]! > 100 && zeros[1]! < 10 ? 'utf-16be' : null
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      decoder.decode(chunk as Buffer, { stream: true })
    }
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/** The sign that the heading holds most of; a heading of one column has none, and a comma does no harm then. */
export function delimiterOf(firstLine: string): string {
  const counts = delimiters.map((delimiter) => firstLine.split(delimiter).length - 1)
  return delimiters[counts.indexOf(Math.max(...counts))]!
}
