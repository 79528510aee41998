import { decisionFacts } from '#operations/approval-facts.ts'
import { previewApproval } from '#purchasing/approval-preview.ts'
import type { ApprovalPreview } from '#purchasing/approval-preview.ts'
import { formatMoney } from '#render/figures.ts'
import type { Database } from '#store/database.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { countOf, listOf, nameOf } from './answer.ts'

/** The decision ahead of an order, and the currency its amounts are in; reads only. */
export type Decision = ApprovalPreview & { baseCurrency: string }

/** Who may decide about an order as it stands, about how much, and what is unusual about it. */
export async function decisionOn(
  db: Database,
  order: string,
  when: { asOf: string; now: string },
): Promise<Decision> {
  const policy = await purchasingPolicy(db)
  const { facts } = await decisionFacts(db, order, { policy, ...when })
  return { ...previewApproval(facts), baseCurrency: policy.baseCurrency }
}

/** Names those who may decide and the amount that their limit is held against, ready to quote. */
export function decisionSentence({ held, route, needs, open, baseCurrency }: Decision): string {
  const money = formatMoney(Number(held.heldMinor), baseCurrency)
  const others = held.together.length
  const counted =
    others === 0
      ? money
      : `${money} together with ${countOf(others, 'more order')} that belong with it`
  const names = listOf(route.deciders.slice(0, 3).map(({ name }) => nameOf(name)))
  if (route.deciders.length === 0) {
    return `Nobody in the books may decide about ${counted}; a person with a higher limit is needed.`
  }
  const missing = open?.approvals ?? needs.approvals
  const many =
    needs.approvals > 1
      ? ` ${countOf(missing, 'different person', 'different people')} must still approve.`
      : ''
  return `${names} may decide about ${counted}; until then it is not approved.${many}`
}
