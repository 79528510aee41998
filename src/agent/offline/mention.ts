// What a question holds once it is taken apart.
import type { Candidate, LexiconKind } from '../lexicon.ts'
import type { FoundSlot } from './slots.ts'

/** A name in a question. `code` is null when several entries fit; `phrase` is how the shop would spell the words. */
export type Mention = {
  kind: LexiconKind
  code: string | null
  phrase: string
  candidates: Candidate[]
  /** The category whose name has the one word of a loose item: 'candles' may mean all of Candles & Gifts. */
  category?: string
  start: number
  end: number
}

/** A question taken apart: names, slots, and the words with both replaced by their kinds. */
export type Reading = {
  text: string
  mentions: Mention[]
  slots: FoundSlot[]
  /** 'how many {thing} at {location}': what the classifier reads. */
  pattern: string
}

/** 'Large' is the large one, not the extra large one, where both would fit. */
export const EXTRA = /\bextra\b/i
