import type { Database } from '#store/database.ts'
import { brokenCommands, impossibleFigures, undoneDecisions } from '#store/order-checks.ts'
import { policyHistory } from '#store/policy-history.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { answerCheck } from './verify/answer-check.ts'
import { auditChecks } from './verify/audit-checks.ts'
import { budgetCheck, windowCheck } from './verify/limit-checks.ts'
import { orderChecks } from './verify/order-checks.ts'
import { outboxCheck } from './verify/outbox-check.ts'
import { planChecks } from './verify/plan-checks.ts'
import { checksOf, listCheck } from './verify/verify-check.ts'
import type { VerifyCheck } from './verify/verify-check.ts'

export type VerifyReport = { ok: boolean; checks: VerifyCheck[] }

/** What verify reads: the books, the clock, and the file of anchors outside of them (null = none). */
export type VerifiedShop = { db: Database; now(): Date; auditAnchorFile: string | null }

/**
 * Proves that the books hold: what was decided and by whom, what was sent and what came, the audit chain and the plan.
 * Changes nothing; memory does not grow with the shop.
 */
export async function verifyShop(shop: VerifiedShop): Promise<VerifyReport> {
  const { db } = shop
  const anchored = { anchorFile: shop.auditAnchorFile, now: shop.now().toISOString() }
  const checks = [
    ...(await checksOf('orders', async () => orderChecks(db, await policyHistory(db)))),
    ...(await checksOf('outbox', async () => [await outboxCheck(db)])),
    ...(await checksOf('limits', () => limitChecks(db))),
    ...(await checksOf('audit', () => auditChecks(db, anchored))),
    ...(await checksOf('figures', async () => [await figureCheck(db)])),
    ...(await checksOf('commands', async () => [await commandCheck(db)])),
    ...(await checksOf('answers', async () => [await answerCheck(db)])),
    ...(await checksOf('plan', () => planChecks(db))),
  ]
  return { ok: checks.every(({ ok }) => ok), checks }
}

async function limitChecks(db: Database): Promise<VerifyCheck[]> {
  const policy = await purchasingPolicy(db)
  const policyAt = await policyHistory(db)
  return [await windowCheck(db, policyAt), await budgetCheck(db, policy, policyAt)]
}

async function figureCheck(db: Database): Promise<VerifyCheck> {
  const wrong = Object.entries(await impossibleFigures(db)).filter(([, count]) => count > 0)
  return listCheck(
    'possible figures',
    wrong.map(([table, count]) => `${count} rows of ${table} hold a figure that can not be`),
    'no negative, fractional or undefined quantity, price or amount',
  )
}

async function commandCheck(db: Database): Promise<VerifyCheck> {
  const broken = await brokenCommands(db)
  const undone = await undoneDecisions(db)
  return listCheck(
    'command results',
    [
      ...broken.map((key) => `"${key}" was answered, and the books do not have it`),
      ...undone.map(
        ({ sequence, subject }) =>
          `audit row ${sequence} decides about ${subject}, and nobody's command is on record`,
      ),
    ],
    'every stored result is in the books, and every decision has its command',
  )
}
