import { unkeptTexts } from '#root/kept-text.ts'
import { QuartermasterError } from '#root/errors.ts'
import { completedKinds, completions } from '#store/completions.ts'
import type { CompletedKind, Completions } from '#store/completions.ts'
import type { Shop } from './shop.ts'

/** What somebody has typed so far of the code or the name of a thing. */
export type CompletionRequest = { kind: CompletedKind; text: string }

const mostCodes = 100
/** Longer than any code and any few words: what is typed beyond it names nothing. */
const longestText = 100

/** The codes that a beginning can mean, at most 100, the best first; 'invalid' for a kind that is not completed. */
export async function completeCode(
  { db }: Pick<Shop, 'db'>,
  { kind, text }: CompletionRequest,
): Promise<Completions> {
  if (!completedKinds.includes(kind)) {
    throw new QuartermasterError(
      'invalid',
      'That is nothing whose codes are completed.',
      `Ask for one of: ${completedKinds.join(', ')}.`,
    )
  }
  if (typeof text !== 'string' || text.length > longestText || unkeptTexts(text).length > 0) {
    return { codes: [], count: 0 }
  }
  return completions(db, kind, text, mostCodes)
}
