// What stands on a page, as data: the layout is worked out here, a PDF writer only draws it. Points, from the top left.

export type Mark =
  | { kind: 'text'; x: number; y: number; size: number; bold: boolean; grey: boolean; text: string }
  | { kind: 'rule'; x: number; y: number; width: number; weight: number }
  | { kind: 'shade'; x: number; y: number; width: number; height: number }

export type PageMarks = Mark[]

/** A typeface as far as a layout must know it. */
export type Face = {
  /** Width in points. */
  widthOf: (text: string, size: number, bold: boolean) => number
  /** Whether the typeface has a shape for a character. */
  canShow: (character: string) => boolean
}

/** A4 in points. */
export const paper = { width: 595.28, height: 841.89, margin: 48 }
export const printWidth = paper.width - 2 * paper.margin

/** Stands where the typeface has no shape for a character. */
export const missingShape = '□'

/** The text with `missingShape` for each character that the typeface can not show. */
export function showable(text: string, face: Face): string {
  return Array.from(text, (character) => (face.canShow(character) ? character : missingShape)).join(
    '',
  )
}

/** How much of `word` fits into a width: at least one character, so that the rest gets shorter. */
function fittingPart(word: string, fits: (text: string) => boolean): string {
  const characters = Array.from(word)
  let count = 1
  while (count < characters.length && fits(characters.slice(0, count + 1).join(''))) count += 1
  return characters.slice(0, count).join('')
}

/** Text in lines of at most `width` points, broken between words, and inside a word that is wider than the line. */
export function wrapped(
  text: string,
  width: number,
  style: { size: number; bold: boolean },
  face: Face,
): string[] {
  const fits = (candidate: string) => face.widthOf(candidate, style.size, style.bold) <= width
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (fits(longer)) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = word
    while (!fits(line) && Array.from(line).length > 1) {
      const part = fittingPart(line, fits)
      lines.push(part)
      line = line.slice(part.length)
    }
  }
  return line === '' ? lines : [...lines, line]
}

/** The largest size, in half points from `size` down to 5, at which a text that must not be broken fits. */
export function fittedSize(
  text: string,
  width: number,
  style: { size: number; bold: boolean },
  face: Face,
): number {
  let size = style.size
  while (size > 5 && face.widthOf(text, size, style.bold) > width) size -= 0.5
  return size
}
