/** One thing the number lock refuses in an answer. */
export type Violation = {
  kind: 'figure' | 'date' | 'money' | 'link' | 'hidden' | 'placeholder' | 'field'
  /** The words as they stand in the answer. */
  text: string
  /** Why it is refused, as a sentence a model can act on. */
  reason: string
}

/** Stands where a placeholder stood while the rest is scanned: a private-use letter that no answer may contain. */
export const HOLE = '\uE000'

/** Marks that Markdown takes out of a text when it is shown, so that "next *week*" reads as "next week". */
export const MARKUP = /[*_~`\\]/g
