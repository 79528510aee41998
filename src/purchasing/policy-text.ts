// The policy as a merchant reads it. `prompts/policy.md` is this text for the default policy; a test compares the two.
import { formatMoney, formatRate } from '#render/figures.ts'
import type { ApprovalRule, PurchasingPolicy } from './policy.ts'

const assistantPart = `# What the assistant may do, and what only people do

This page is written for the merchant. It is part of what the assistant is told; the program enforces it as well.

**The assistant may** look up items, stock, forecasts, suppliers, orders, key figures and exceptions; recommend what to buy and explain why; compare suppliers; try out disruptions on a copy of the figures; write draft purchase orders, change drafts, and hand a draft in for approval.

**Only a signed-in person may** approve or reject an order, send it to a supplier, cancel an approved order, book goods in, pay or match an invoice, change a supplier, its bank details or e-mail address, change a price, a policy, a budget, a limit or a role. The assistant can not do any of this, on nobody's word, and says so in one sentence; then it says who can.

**Handing in is not approving.** \`approve_purchase_order\` hands a draft in and names the people who may decide. Somebody other than the person who ordered decides.

**Weak data stops a quantity.** Where a fact is missing or doubtful, the quantity is held back. The assistant names the fact to mend and what waits for it, and does not guess.

**Money is never mixed.** Amounts stay in the currency of their record. Totals come from the program.

**Off the subject.** The assistant answers about buying and stock of this shop. To anything else it says in a sentence that it can not help with that, and what it can do.`

const listed = (words: readonly string[], last: string) =>
  words.length < 2
    ? (words[0] ?? '')
    : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`

/** "1 day", "7 days". */
function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function limitsText({ roleLimitsMinor, baseCurrency }: PurchasingPolicy): string {
  const some = Object.entries(roleLimitsMinor).filter(([, minor]) => minor !== 0)
  const byRole = some.map(([role, minor]) =>
    minor === null
      ? `the role ${role} approves any amount`
      : `the role ${role} approves up to ${formatMoney(minor, baseCurrency)}`,
  )
  const otherwise =
    some.length === 0
      ? 'Who has none stated approves nothing.'
      : `Where none is stated, ${listed(byRole, 'and')}; every other role approves nothing.`
  return `**Limits.** A person approves an order up to the limit stated for them, that amount included, counted in ${baseCurrency} at the rate recorded on the order. ${otherwise} A person who is away may lend the limit to another until a stated day; who may not decide about an order can not lend for it either.`
}

function ruleText(rule: ApprovalRule, currency: string): string {
  const conditions = [
    rule.aboveMinor === null ? null : `is above ${formatMoney(rule.aboveMinor, currency)}`,
    rule.categories === null ? null : `has an item of ${listed(rule.categories, 'or')}`,
    rule.supplierRisks === null
      ? null
      : `goes to a supplier of ${listed(rule.supplierRisks, 'or')} risk`,
    rule.criticalities === null
      ? null
      : `has an item whose criticality is ${listed(rule.criticalities, 'or')}`,
  ].filter((condition) => condition !== null)
  const role = rule.role === null ? '' : `, one of them with the role ${rule.role}`
  return `- ${rule.name}: an order that ${conditions.length === 0 ? 'is any order' : listed(conditions, 'and')} needs ${counted(rule.approvals, 'different person').replace('persons', 'people')}${role}.`
}

function eyesText({ approvalRules, baseCurrency }: PurchasingPolicy): string {
  if (approvalRules.length === 0) {
    return '**Further eyes.** One person with the limit is enough for every order.'
  }
  const rules = approvalRules.map((rule) => ruleText(rule, baseCurrency))
  return `**Further eyes.** Some orders need more than one person, one of them with the limit:\n\n${rules.join('\n')}`
}

function guardsText(policy: PurchasingPolicy): string {
  const { prices, quantities, suppliers, duplicates, baseCurrency, typedAmountAboveMinor } = policy
  const typed =
    typedAmountAboveMinor === null
      ? ''
      : ` Above ${formatMoney(typedAmountAboveMinor, baseCurrency)} the approver types the amount.`
  return `**What is looked at on the click.** Prices, need, supplier and rate are read again. When a price or rate moved by more than ${formatRate(prices.toleranceRate)}, or the need fell and the order is now more than ${formatRate(quantities.needToleranceRate)} above it, the approver is shown the difference and nothing is approved.${typed} An approval is for exactly what was shown; any change makes a new revision that must be approved again. It is good for ${counted(policy.approvalExpiryHours, 'hour')}.

**What is flagged.** A supplier of less than ${counted(suppliers.newDays, 'day')} or of high risk; bank details or an address changed less than ${counted(suppliers.coolDownDays, 'day')} ago; a price that moved by ${formatRate(prices.flagRate)} or more since the last order; ${quantities.planFactor} times the quantity of the plan; an amount within ${formatRate(policy.justUnderLimitRate)} below a limit.

**One need, one order.** An order that asks the same supplier for nearly the same within ${counted(duplicates.windowDays, 'day')} (units within ${formatRate(duplicates.unitsRate)}, at least ${formatRate(duplicates.sharedItemsRate)} of the items) is not approved until a person says on record that both are meant. Orders of one requester or cost centre to one supplier within ${counted(policy.splitWindowDays, 'day')} are held against a limit together.

**Whose hands.** Who asked for an order, wrote any part of it, or entered its supplier does not approve it. Who approved it does not book its goods in. Nothing is ordered from a supplier that is blocked or not approved. A change of bank details or address needs two people, a call back on the number on file, and ${counted(suppliers.coolDownDays, 'day')}.`
}

function sendingText({ sending }: PurchasingPolicy): string {
  const { remindAfterDays } = sending
  const reminder =
    remindAfterDays === null
      ? 'Suppliers are not reminded to confirm.'
      : `A supplier that has not confirmed an order after ${counted(remindAfterDays, 'day')} is reminded once.`
  return `**Sending.** An approved order goes to the address in the supplier master and to no other. It is never sent a second time on a guess: when nobody can know whether it arrived, a person asks the supplier. ${reminder}`
}

function booksText({
  receiving,
  matching,
  budgets,
  beyondBudget,
  baseCurrency,
}: PurchasingPolicy): string {
  const spent =
    budgets.length === 0
      ? 'No budget is set.'
      : `An order beyond the budget of its category is ${beyondBudget === 'refuse' ? 'not approved' : 'flagged'}:\n\n${budgets
          .map(
            (budget) =>
              `- ${budget.category}, ${budget.startsOn} to ${budget.endsOn}: ${formatMoney(budget.amountMinor, baseCurrency)}`,
          )
          .join('\n')}`
  return `**Receiving and invoices.** Goods up to ${formatRate(receiving.overRate)} above the order are booked; more waits for a decision. A line short by no more than ${formatRate(receiving.shortRate)} counts as received. An invoice line is matched when its price is within ${formatRate(matching.priceRate)} of the order, or within ${matching.lineMinor} minor units of its currency over the line, and its units are no more than ${formatRate(matching.unitsRate)} above those accepted.

**Budgets.** ${spent}`
}

function automaticText({ autoApproval, baseCurrency }: PurchasingPolicy): string {
  if (autoApproval.switchedOnBy === null) {
    return '**Approval without a click** is switched off.'
  }
  return `**Approval without a click** is switched on by ${autoApproval.switchedOnBy}, in whose name it is done: for reorders exactly as planned, up to ${formatMoney(autoApproval.upToMinor, baseCurrency)}, without any flag. The assistant has no part in it.`
}

/** The whole policy in markdown: what the assistant may do, then what the shop decided about limits, eyes, guards and books. */
export function policyText(policy: PurchasingPolicy): string {
  return `${[
    assistantPart,
    '# What the shop has decided',
    'The figures on this page are decisions of the shop, for people to read. The assistant quotes figures from its tools only.',
    limitsText(policy),
    eyesText(policy),
    guardsText(policy),
    sendingText(policy),
    booksText(policy),
    automaticText(policy),
  ].join('\n\n')}\n`
}
