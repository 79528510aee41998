import { planningPolicyText } from '#planning/policy/policy-text.ts'
import { policyText } from '#purchasing/policy-text.ts'
import { escapeMarkdown } from '#render/text.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { nameOf } from '#tools/shared/answer.ts'
import { policyInForce } from './plan-shop.ts'
import { asOfDay, type Shop } from './shop.ts'

/** A name that somebody typed, in a text that is read as markdown. */
const shown = (name: string) => escapeMarkdown(nameOf(name))

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
  const told = running.slice(0, toldBudgets)
  const parts = [
    policyText({
      ...purchasing,
      budgets: told.map((budget) => ({ ...budget, category: shown(budget.category) })),
      approvalRules: purchasing.approvalRules.map((rule) => ({ ...rule, name: shown(rule.name) })),
    }),
    untold === 0 ? '' : `Budgets beyond those told here: ${untold}.\n`,
    planningPolicyText(planning, purchasing.baseCurrency),
  ]
  return { text: parts.filter((part) => part !== '').join('\n') }
}
