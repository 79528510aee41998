import { eq } from 'drizzle-orm'
import type { Database } from './database.ts'
import type { PersonRow } from './people.ts'
import { people } from './schema-people.ts'

export type PersonChange = Partial<
  Pick<PersonRow, 'role' | 'approvalLimitMinor' | 'active' | 'delegateId' | 'delegateUntilOn'>
>

/** Changes a person inside the caller's transaction. */
export async function changePerson(tx: Database, id: string, change: PersonChange): Promise<void> {
  await tx.update(people).set(change).where(eq(people.id, id))
}
