import { foldText } from '../lexicon-text.ts'

/** A word of a question and where it stands; letters and digits are words of their own. */
export type Word = { text: string; start: number; end: number }

/** The words of a text, folded, from left to right. */
export const wordsIn = (text: string): Word[] =>
  [...text.matchAll(/\p{N}+|[\p{L}\p{M}]+/gu)].map((match) => ({
    text: foldText(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }))
