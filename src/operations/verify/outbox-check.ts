import type { Database } from '#store/database.ts'
import { messageJobs } from '#store/message-jobs.ts'
import { listCheck } from './verify-check.ts'
import type { VerifyCheck } from './verify-check.ts'

const name = 'one job for one message'

/** Every message that is to go out has its job in the queue, one and not two, and no job sends what is not in the books. */
export async function outboxCheck(db: Database): Promise<VerifyCheck> {
  const found = await messageJobs(db)
  if (found === null) {
    return listCheck(name, [], 'no job queue was opened on these books yet; a server opens it')
  }
  const { openCount, jobless, doubled, strays } = found
  const faults = [
    ...jobless.map((id) => `${id} is to be sent, and no job will send it`),
    ...doubled.map(({ id, jobCount }) => `${jobCount} jobs wait to send ${id}`),
    ...strays.map((id) => `a job is to send "${id}", and there is no such message`),
  ]
  return listCheck(
    name,
    faults,
    `${openCount} messages are still to go out, each by its job or once there is a mail server`,
  )
}
