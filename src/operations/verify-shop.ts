import { nearDuplicate } from '#purchasing/duplicates.ts'
import { liveStates, transitions } from '#purchasing/life-cycle.ts'
import type { OrderState } from '#purchasing/life-cycle.ts'
import { priceOrder, sixPlaces } from '#purchasing/order-content.ts'
import type { OrderContent } from '#purchasing/order-content.ts'
import { auditOf } from '#store/audit.ts'
import { checkAuditChain } from '#store/audit-chain.ts'
import type { AuditRow } from '#store/audit.ts'
import { contentHash } from '#store/content-hash.ts'
import { dataVersion } from '#store/data-version.ts'
import type { Database } from '#store/database.ts'
import {
  brokenCommands,
  everyOrder,
  impossibleFigures,
  nettingDifferences,
} from '#store/order-checks.ts'
import { sampleOfRun } from '#store/plan-lines.ts'
import { newestRun } from '#store/plan-runs.ts'
import { shapeOf } from '#store/purchase-orders.ts'
import type { OrderWithLines, RevisionRow } from '#store/purchase-orders.ts'
import { replayLine } from './plan-shop.ts'

export type VerifyCheck = { name: string; ok: boolean; detail: string }
export type VerifyReport = { ok: boolean; checks: VerifyCheck[] }

/** Lines of the newest plan that verify computes again. */
const replayedLines = 20
/** What drafts carry as their source; an order of another source was imported and has no history here. */
const ownSource = 'draft_purchase_order'

/** Proves that the books hold: orders, totals, hashes, transitions, audit chain and plan agree. Changes nothing. */
export async function verifyShop(shop: { db: Database }): Promise<VerifyReport> {
  const { db } = shop
  const checks = [
    ...(await orderChecks(db)),
    await chainCheck(db),
    await figureCheck(db),
    await commandCheck(db),
    ...(await planChecks(db)),
  ]
  return { ok: checks.every(({ ok }) => ok), checks }
}

function check(name: string, faults: string[], sound: string): VerifyCheck {
  const more = faults.length > 5 ? ` and ${faults.length - 5} more` : ''
  return {
    name,
    ok: faults.length === 0,
    detail: faults.length === 0 ? sound : `${faults.slice(0, 5).join('; ')}${more}`,
  }
}

function contentOf(order: OrderWithLines): OrderContent {
  const { supplierCode, locationCode, currency, expectedOn } = order
  return {
    supplierCode,
    locationCode,
    currency,
    expectedOn,
    lines: order.lines.map((line) => ({
      lineNumber: line.lineNumber,
      sku: line.sku,
      units: line.orderedUnits,
      unitPrice: sixPlaces(line.unitPrice),
      expectedOn: line.expectedOn,
    })),
  }
}

function totalFault(order: OrderWithLines): string | null {
  const priced = priceOrder(contentOf(order))
  const wrong = order.lines.find(
    (line, at) => line.lineTotalMinor !== priced.lines[at]?.lineTotalMinor,
  )
  if (wrong !== undefined) return `${order.number} line ${wrong.lineNumber} is not price x units`
  return order.totalMinor === priced.totalMinor
    ? null
    : `${order.number} says ${order.totalMinor}, its lines sum to ${priced.totalMinor}`
}

function contentFault(order: OrderWithLines, revision: RevisionRow | null): string | null {
  if (revision === null)
    return order.source === ownSource ? `${order.number} has lost its revision` : null
  const hash = contentHash(contentOf(order))
  if (hash !== order.contentHash)
    return `${order.number} was changed beside its revision ${order.revision}`
  if (hash !== revision.contentHash || contentHash(revision.content) !== hash) {
    return `revision ${revision.revision} of ${order.number} is not what the order says`
  }
  return null
}

/** Compares the audit rows of one order with the table of transitions and the state it is in. */
function transitionFault(order: OrderWithLines, rows: AuditRow[]): string | null {
  if (rows.length === 0) {
    return order.source === ownSource ? `${order.number} has no audit rows` : null
  }
  let state: OrderState | null = null
  for (const row of rows) {
    const { from, to } = row.detail as { from?: OrderState; to?: OrderState }
    if (to === undefined) continue
    const before = state ?? from ?? null
    const legal =
      before === null ? to === 'draft' : Object.values(transitions[before]).flat().includes(to)
    if (!legal || (from !== undefined && before !== from)) {
      return `${order.number} went from ${before ?? 'nothing'} to ${to} in audit row ${row.sequence}`
    }
    state = to
  }
  return state === order.state
    ? null
    : `${order.number} is ${order.state}, its audit ends at ${state}`
}

const millisecondsPerDay = 86_400_000

/** Pairs of live orders that ask one supplier for nearly the same within the window of the duplicate guard. */
function doubleOrders(live: OrderWithLines[]): string[] {
  const groups = Map.groupBy(live, (order) => `${order.supplierCode} ${order.locationCode}`)
  return [...groups.values()].flatMap((group) =>
    group.flatMap((order, at) => {
      const earlier = group.slice(0, at).map((other) => ({
        ...shapeOf(other),
        ageDays:
          Math.abs(Date.parse(order.createdAt) - Date.parse(other.createdAt)) / millisecondsPerDay,
      }))
      const near = nearDuplicate(shapeOf(order), earlier)
      return near === null ? [] : [`${order.number} and ${near.number} ask for nearly the same`]
    }),
  )
}

async function orderChecks(db: Database): Promise<VerifyCheck[]> {
  const audit = Map.groupBy(await auditOf(db, 'order.'), (row) => row.subject)
  const faults = { totals: [] as string[], content: [] as string[], transitions: [] as string[] }
  const live: OrderWithLines[] = []
  let orderCount = 0
  let revisionCount = 0
  for await (const { order, revision } of everyOrder(db)) {
    orderCount += 1
    if (revision !== null) revisionCount += 1
    if (order.source === ownSource && liveStates.includes(order.state)) live.push(order)
    faults.totals.push(...[totalFault(order)].filter((fault) => fault !== null))
    faults.content.push(...[contentFault(order, revision)].filter((fault) => fault !== null))
    faults.transitions.push(
      ...[transitionFault(order, audit.get(order.number) ?? [])].filter((fault) => fault !== null),
    )
  }
  return [
    check('order totals', faults.totals, `${orderCount} orders sum from their lines`),
    check('order content', faults.content, `${revisionCount} orders say what their revision says`),
    check('order transitions', faults.transitions, `${audit.size} orders moved along legal steps`),
    check(
      'one order for one need',
      doubleOrders(live),
      `${live.length} live orders, no two ask for nearly the same`,
    ),
  ]
}

async function chainCheck(db: Database): Promise<VerifyCheck> {
  const { rowCount, headHash, broken } = await checkAuditChain(db)
  return check(
    'audit chain',
    broken.map(({ sequence, reason }) => `row ${sequence} ${reason}`),
    `${rowCount} rows unbroken, head ${headHash.slice(0, 12)}`,
  )
}

async function figureCheck(db: Database): Promise<VerifyCheck> {
  const wrong = Object.entries(await impossibleFigures(db)).filter(([, count]) => count > 0)
  return check(
    'possible figures',
    wrong.map(([table, count]) => `${count} rows of ${table} hold a figure that can not be`),
    'no negative or undefined quantity, price or rate',
  )
}

async function commandCheck(db: Database): Promise<VerifyCheck> {
  const broken = await brokenCommands(db)
  return check(
    'command results',
    broken.map((key) => `"${key}" promises a revision that is not there`),
    'every stored result is in the books',
  )
}

async function planChecks(db: Database): Promise<VerifyCheck[]> {
  const run = await newestRun(db)
  if (run === null) return [check('plan', [], 'no plan has been made yet')]
  const fresh = run.dataVersion === (await dataVersion(db))
  const differences = fresh ? await nettingDifferences(db, run.id) : []
  const changed: string[] = []
  const ids = await sampleOfRun(db, run.id, replayedLines)
  for (const id of ids) {
    const replay = await replayLine(db, id)
    if (!replay.same) changed.push(`${id} no longer replays to the same bytes`)
  }
  return [
    check(
      'open orders and plan',
      differences.map(
        (each) =>
          `${each.sku} at ${each.locationCode}: ${each.openUnits} open, the plan counts ${each.planUnits}`,
      ),
      fresh
        ? `plan R${run.id} nets the units that are open`
        : `plan R${run.id} is older than the facts; the next plan nets them`,
    ),
    check(
      'plan replay',
      changed,
      `${ids.length} lines of plan R${run.id} replay to the same bytes`,
    ),
  ]
}
