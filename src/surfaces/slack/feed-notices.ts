// What the people of an order are told because of one row of the audit: its requester what became of it, and who asked
// something the answer. Once for each row and reader.
import { commentNotice, orderNotice } from '#render/slack/order-notice.ts'
import type { AuditRow } from '#store/audit.ts'
import { historyOf } from '#store/order-history.ts'
import { purchaseOrder } from '#store/purchase-orders.ts'
import { linksOf, noticeFact, putUp } from './card.ts'
import type { FeedPlace } from './feed-cards.ts'
import { applicationOf, directOf } from './feed-readers.ts'

type Detail = Partial<Record<'to' | 'reason' | 'answer', string>>

const stepsTold = ['reject', 'expire', 'send', 'mark_delivery_unknown', 'acknowledge']

/** What a row of the audit tells the requester, as the notice names it; null = nothing. */
function toldBy({ action, detail }: AuditRow): string | null {
  const step = action.startsWith('order.') ? action.slice('order.'.length) : null
  // The first of two approvals is no decision yet.
  if (step === 'approve') return (detail as Detail).to === 'approved' ? step : null
  if (step === 'comment') return step
  if (step !== null) return stepsTold.includes(step) ? step : null
  return action === 'message.refused' ? 'refused' : null
}

/** Who reads it: the requester; of what the requester says, everybody who asked before. Never who did it. */
async function readersOfRow(
  { slack }: FeedPlace,
  row: AuditRow,
  requesterId: string,
): Promise<string[]> {
  if (row.actor !== requesterId) return [requesterId]
  if (row.action !== 'order.comment') return []
  const before = (await historyOf(slack.db, row.subject)).filter(
    ({ action, sequence }) => action === 'order.comment' && sequence < row.sequence,
  )
  return [...new Set(before.map(({ actor }) => actor))].filter((id) => id !== requesterId)
}

async function tellOne(
  place: FeedPlace,
  row: AuditRow,
  told: { what: string; personId: string; answers: boolean },
): Promise<void> {
  const { slack, door, readers } = place
  const { program } = slack
  const userId = readers.users.get(told.personId)
  const person = readers.people.get(told.personId)
  if (userId === undefined || person === undefined) return
  const desk = await applicationOf(program, person).readOrder(row.subject)
  const { reason, answer } = row.detail as Detail
  const happened = {
    action: told.what,
    who: readers.people.get(row.actor)?.name ?? row.actor,
    at: new Date(row.at).toISOString(),
    reason: reason ?? (told.what === 'refused' ? (answer ?? null) : null),
  }
  const links = linksOf(program, row.subject)
  const isComment = told.what === 'comment'
  const claim = {
    id: program.newId(),
    fact: noticeFact(isComment ? 'comment' : 'notice', row, told.personId),
    kind: 'notice' as const,
    teamId: door.teamId,
    channelId: await directOf(door, userId),
    threadTs: null,
    personId: told.personId,
    orderNumber: row.subject,
    revision: desk.revision,
    contentHash: null,
    createdAt: program.now().toISOString(),
  }
  const message = isComment
    ? commentNotice(desk, happened, { ...links, answers: told.answers })
    : orderNotice(desk, happened, links)
  await putUp(slack, door, claim, message, 'closed')
}

/** Tells the people of an order what a row of the audit means for them. Rejects as the door and the books do. */
export async function tellOfRow(place: FeedPlace, row: AuditRow): Promise<void> {
  const what = toldBy(row)
  if (what === null) return
  const order = await purchaseOrder(place.slack.db, row.subject)
  if (order === null) return
  const answers = row.actor === order.createdBy
  for (const personId of await readersOfRow(place, row, order.createdBy)) {
    await tellOne(place, row, { what, personId, answers })
  }
}
