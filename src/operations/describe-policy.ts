import { planningPolicyText } from '#planning/policy/policy-text.ts'
import { policyText } from '#purchasing/policy-text.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { policyInForce } from './plan-shop.ts'
import { asOfDay, type Shop } from './shop.ts'

/** Budgets told one by one: a text is read whole, and a shop may have hundreds. */
const toldBudgets = 40

/**
 * Both policies in force as a merchant reads them, markdown, with the first 40 budgets that have not ended; throws
 * 'invalid' for a budget in another currency.
 */
export async function describePolicy(shop: Shop): Promise<{ text: string }> {
  const [purchasing, planning, asOf] = await Promise.all([
    purchasingPolicy(shop.db),
    policyInForce(shop.db),
    asOfDay(shop),
  ])
  const running = purchasing.budgets.filter(({ endsOn }) => endsOn >= asOf)
  const untold = Math.max(0, running.length - toldBudgets)
  const parts = [
    policyText({ ...purchasing, budgets: running.slice(0, toldBudgets) }),
    untold === 0 ? '' : `Budgets beyond those told here: ${untold}.\n`,
    planningPolicyText(planning, purchasing.baseCurrency),
  ]
  return { text: parts.filter((part) => part !== '').join('\n') }
}
