// How the inputs and the result of a line are kept: canonical JSON, deflated. Plans are named by the text, not by these bytes.
import { deflateSync, inflateSync } from 'node:zlib'

/** The first byte of deflated data; plain JSON (short texts, and plans from before migration 0003) begins with a brace. */
const deflatedMark = 0x78

/** Less memory to set up than zlib's own choice, for texts of a few kilobytes. */
const fast = { level: 1, memLevel: 6, chunkSize: 4096 }

/** Texts shorter than this are kept as they are: deflating a line without a history costs more than planning it. */
const shortText = 3_000

const encoder = new TextEncoder()

/** A canonical text as it is stored, in memory of its own: it can be sent to another thread. */
export function packBody(text: string): Uint8Array<ArrayBuffer> {
  // Bytes of the encoder are their own, those of a Buffer may share a pool.
  return text.length < shortText ? encoder.encode(text) : new Uint8Array(deflateSync(text, fast))
}

/** Where a body stands in a pile: from its first byte to before `to`. */
export type BodyPlace = { from: number; to: number }

/** Bodies one after the other in one piece of memory, which is handed over and collected as one. */
export type BodyPile = {
  add(text: string): BodyPlace
  bytes(): Uint8Array<ArrayBuffer>
}

const firstPileBytes = 1 << 19

/** An empty pile; what is added is stored as by `packBody`. */
export function bodyPile(): BodyPile {
  let pile = Buffer.allocUnsafeSlow(firstPileBytes)
  let used = 0
  const makeRoom = (bytes: number) => {
    if (used + bytes <= pile.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(2 * pile.length, used + bytes))
    larger.set(pile.subarray(0, used))
    pile = larger
  }
  return {
    add(text) {
      const from = used
      if (text.length < shortText) {
        makeRoom(3 * text.length)
        used += pile.write(text, from)
      } else {
        const deflated = deflateSync(text, fast)
        makeRoom(deflated.length)
        pile.set(deflated, from)
        used += deflated.length
      }
      return { from, to: used }
    },
    bytes: () => new Uint8Array(pile.buffer, pile.byteOffset, used),
  }
}

/** The JSON text of stored bytes. Throws when they are damaged: deflated data carries a checksum. */
export function bodyText(stored: Uint8Array): string {
  const bytes = stored[0] === deflatedMark ? inflateSync(stored) : Buffer.from(stored)
  return bytes.toString('utf8')
}
