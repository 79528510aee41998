// Slack follows the books: whoever decides wherever, every card and every requester in Slack learns it from the audit.
import { QuartermasterError } from '#root/errors.ts'
import { auditAfter, auditHead } from '#store/audit.ts'
import type { AuditRow } from '#store/audit.ts'
import { holding } from '#store/hold.ts'
import { ordersIn } from '#store/purchase-orders.ts'
import { feedSequence, writeFeedSequence } from '#store/slack-places.ts'
import { ordersWithOpenPosts } from '#store/slack-posts.ts'
import { showOrder, type FeedPlace } from './feed-cards.ts'
import { tellOfRow } from './feed-notices.ts'
import { readersOf } from './feed-readers.ts'
import { goRound } from './going-round.ts'
import type { Slack } from './slack.ts'
import { SlackRefusal } from './web-api.ts'

/** Rows of the audit that are followed at a time. */
const pageRows = 500
/** Nothing in the audit says that an approval lapsed or a loan ended: so often everything that waits is looked at. */
const wholeEveryMs = 600_000

/** Whether more than one order is to be looked at: who may decide, or who is in Slack, changed. */
const concernsAll = ({ action }: AuditRow) =>
  /^(person\.(limit_set|role_set|delegate_set|let_in|let_out)|policy\.set|slack\b)/.test(action)
const concernsOrder = ({ action }: AuditRow) => /^(order|message)\./.test(action)

/** What Slack says while it takes nothing from us; it passes, and the row is told then. */
const passing = [
  'ratelimited',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'invalid_auth',
]
const passingToo = ['not_authed', 'internal_error', 'fatal_error', 'service_unavailable']

/** Whether it fails for good, so that waiting would keep everything behind it from being told. */
function isForGood(error: unknown): boolean {
  if (error instanceof QuartermasterError) return true
  if (!(error instanceof SlackRefusal)) return false
  return ![...passing, ...passingToo].includes(error.code)
}

async function orSkip(slack: Slack, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!isForGood(error)) throw error
    slack.program.report(error)
  }
}

async function placeIn(slack: Slack, teamId: string): Promise<FeedPlace | null> {
  const readers = await readersOf(slack.db, teamId)
  const anybody = [...readers.people.values()].find(({ active }) => active)
  if (anybody === undefined) return null
  const { id, name, role } = anybody
  const asOf = await slack.program.applicationFor({ id, name, role }).asOf()
  return { slack, door: await slack.doorOf(teamId), readers, asOf }
}

async function everyOrder({ db }: Slack): Promise<string[]> {
  return [...(await ordersIn(db, 'submitted')), ...(await ordersWithOpenPosts(db))]
}

/** Where the audit was followed to. The first time that is its end, at once: what comes while Slack is away is still told. */
async function followedTo(
  { db }: Slack,
  teamId: string,
): Promise<{ since: number; first: boolean }> {
  const known = await feedSequence(db, teamId)
  if (known !== null) return { since: known, first: false }
  const since = (await auditHead(db))?.sequence ?? 0
  await writeFeedSequence(db, teamId, since)
  return { since, first: true }
}

async function follow(slack: Slack, teamId: string, whole: boolean): Promise<void> {
  const { since, first } = await followedTo(slack, teamId)
  const rows = await auditAfter(slack.db, since, pageRows)
  const orders = new Set(rows.filter(concernsOrder).map(({ subject }) => subject))
  if (whole || first || rows.some(concernsAll)) {
    for (const number of await everyOrder(slack)) orders.add(number)
  }
  const tells = orders.size > 0 ? await placeIn(slack, teamId) : null
  if (tells !== null) {
    for (const number of orders) await orSkip(slack, () => showOrder(tells, number))
    for (const row of rows) await orSkip(slack, () => tellOfRow(tells, row))
  }
  const last = rows.at(-1)
  if (last !== undefined) await writeFeedSequence(slack.db, teamId, last.sequence)
}

/**
 * Shows in a workspace what the audit tells since it was last followed, or (`whole`) everything that waits. One process at
 * a time does it; 'held' = another one does. Rejects while Slack takes nothing, and begins there again.
 */
export async function followAudit(
  slack: Slack,
  teamId: string,
  whole = false,
): Promise<'followed' | 'held'> {
  const name = `slack feed ${teamId}`
  const done = await holding(slack.program.database, name, () => follow(slack, teamId, whole))
  return done === 'held' ? 'held' : 'followed'
}

/** Follows the audit in every workspace until it is stopped: the first round, and one in ten minutes, looks at all. */
export function openFeed(slack: Slack, everyMs: number): { stop(): Promise<void> } {
  const wholeAtMs = new Map<string, number>()
  const followIn = async (teamId: string) => {
    const nowMs = slack.program.now().getTime()
    const whole = nowMs - (wholeAtMs.get(teamId) ?? Number.NEGATIVE_INFINITY) >= wholeEveryMs
    const outcome = await followAudit(slack, teamId, whole)
    if (whole && outcome === 'followed') wholeAtMs.set(teamId, nowMs)
  }
  const round = async () => {
    for (const teamId of await slack.teams()) {
      await followIn(teamId).catch(slack.program.report)
    }
  }
  return goRound(round, everyMs, slack.program.report)
}

/** Shows at once what a click did, without waiting for the next round; what fails is shown by that. */
export async function showNow(slack: Slack, teamId: string): Promise<void> {
  await followAudit(slack, teamId).catch(slack.program.report)
}
