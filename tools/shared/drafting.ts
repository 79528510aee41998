import { mayDraft } from '#purchasing/approval.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { Person } from '#root/tool.ts'

/** Throws 'forbidden' unless the person's role may put orders together. */
export function requireDrafter(person: Person): void {
  if (mayDraft(person.role)) return
  throw new QuartermasterError(
    'forbidden',
    `A person of the role ${person.role} can not draft, revise or submit purchase orders.`,
    'Ask a buyer, an approver or an administrator to do it.',
  )
}
