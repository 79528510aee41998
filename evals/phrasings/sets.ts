import type { Case } from './cases.ts'
import { developmentCases } from '../../tests/agent/paraphrases.dev.ts'
import { fourthCases } from '../../tests/agent/paraphrases.fourth.ts'
import { heldOutCases } from '../../tests/agent/paraphrases.held-out.ts'
import { secondCases } from '../../tests/agent/paraphrases.second.ts'
import { thirdCases } from '../../tests/agent/paraphrases.third.ts'
import { lockedCases } from './locked.ts'

/** Every set of phrasings, by what it is for. */
export const phrasingSets: Record<'development' | 'held-out' | 'locked', Case[]> = {
  /** What the model was taught with. */
  development: [...developmentCases, ...secondCases, ...thirdCases, ...fourthCases],
  /** Of which three were taught since its first run. */
  'held-out': heldOutCases,
  /** Of which none was, nor will be. */
  locked: lockedCases,
}
