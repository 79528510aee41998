/** Characters that no database keeps and no paper shows: NUL, and half of a pair that makes one letter. */
const isKept = (text: string) => !text.includes('\0') && text.isWellFormed()

/** What is said of such a text. */
export const unkeptWords = 'holds a character that can not be kept; type it again'

/**
 * The paths of all texts within a value from outside that could not be kept as they are, such as 'lines.0.note'; the
 * path of a key that could not is its place. Empty = all can.
 */
export function unkeptTexts(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return isKept(value) ? [] : [path || 'the text']
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => {
    const at = path === '' ? key : `${path}.${key}`
    return isKept(key) ? unkeptTexts(part, at) : [path || 'a name']
  })
}
