import { unbackedIn } from '#agent/stored-answer.ts'
import { everyAnswer } from '#store/conversations.ts'
import type { Database } from '#store/database.ts'
import { faultList, verifyCheck } from './verify-check.ts'
import type { VerifyCheck } from './verify-check.ts'

/** Every number in a kept answer is a field of the tool results that are kept with it. */
export async function answerCheck(db: Database): Promise<VerifyCheck> {
  const faults = faultList()
  let count = 0
  for await (const { conversationId, sequence, answer } of everyAnswer(db)) {
    count += 1
    const [first] = unbackedIn(answer)
    if (first !== undefined) {
      faults.add(`answer ${sequence} of conversation ${conversationId}: ${first}`)
    }
  }
  return verifyCheck('answers', faults, `every figure in ${count} answers is a field of a tool`)
}
