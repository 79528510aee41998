// The fields of the two policies as forms: how each is asked for, shown, and read back. Rates are typed as per cent.
import { currencyDigits } from '#planning/money.ts'
import { parseMoney } from '#planning/money-text.ts'
import type { ApprovalRule } from '#purchasing/policy.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { Form } from '../forms.ts'

type Kind = 'money' | 'percent' | 'whole' | 'number' | { of: readonly string[] }
export type PolicyField = { path: string; label: string; kind: Kind; orNull?: string }
export type FieldGroup = { title: string; fields: PolicyField[] }

const field = (path: string, label: string, kind: Kind, orNull?: string): PolicyField => ({
  path,
  label,
  kind,
  ...(orNull !== undefined && { orNull }),
})

const perRole = ['buyer', 'approver', 'warehouse', 'payables', 'administrator'].map((role) =>
  field(`roleLimitsMinor.${role}`, `Limit of the role ${role}`, 'money', 'any amount'),
)

/** What a form of the purchasing policy asks for; its rules and switch have forms of their own. */
export const purchasingFields: FieldGroup[] = [
  { title: 'Limits where none is stated for the person', fields: perRole },
  {
    title: 'Approval',
    fields: [
      field('approvalExpiryHours', 'An approval is good for, hours', 'whole'),
      field('typedAmountAboveMinor', 'The amount is typed above', 'money', 'never'),
      field('splitWindowDays', 'Orders are held against a limit together for, days', 'whole'),
      field('justUnderLimitRate', 'Flagged when below a limit by up to', 'percent'),
      field('beyondBudget', 'An order beyond its budget', { of: ['refuse', 'flag'] }),
    ],
  },
  {
    title: 'What is flagged or stopped',
    fields: [
      field('prices.flagRate', 'A price is flagged from a move of', 'percent'),
      field('prices.toleranceRate', 'A price stops an approval beyond', 'percent'),
      field('quantities.planFactor', 'Flagged from so many times the plan', 'whole'),
      field('quantities.needToleranceRate', 'Stopped above the need by more than', 'percent'),
      field('duplicates.windowDays', 'Orders are one need within, days', 'whole'),
      field('duplicates.unitsRate', '… with units alike within', 'percent'),
      field('duplicates.sharedItemsRate', '… with shared items of at least', 'percent'),
      field('suppliers.newDays', 'A supplier is new for, days', 'whole'),
      field('suppliers.coolDownDays', 'Changed details count after, days', 'whole'),
    ],
  },
  {
    title: 'Sending, receiving, invoices',
    fields: [
      field('sending.remindAfterDays', 'Remind a silent supplier after, days', 'whole', 'never'),
      field('receiving.overRate', 'Goods above the order booked up to', 'percent'),
      field('receiving.shortRate', 'Short by so much counts as received', 'percent'),
      field('matching.priceRate', 'Invoice price may differ by', 'percent'),
      field('matching.lineMinor', '… or by so many minor units a line', 'whole'),
      field('matching.unitsRate', 'Invoiced above accepted units by', 'percent'),
    ],
  },
]

const classes = ['A', 'B', 'C'] as const

/** What a form of the planning policy asks for. */
export const planningFields: FieldGroup[] = [
  {
    title: 'Service',
    fields: classes.flatMap((abc) => [
      field(`cycleServiceLevel.${abc}`, `Service level of class ${abc}`, 'percent'),
      field(`serviceTarget.${abc}`, `… as a level of`, { of: ['cycle', 'fill', 'cost'] }),
    ]),
  },
  {
    title: 'Rhythm and cost',
    fields: [
      field('reviewPeriodDays', 'Days from one review to the next', 'whole'),
      field('horizonDays', 'Due this week up to, days ahead', 'whole'),
      field('orderCostMinor', 'Work of one order line', 'money'),
      field('holdingRate', 'Holding cost a year', 'percent'),
    ],
  },
  {
    title: 'When facts are too weak',
    fields: [
      field('staleStockDays', 'Stock is stale after, days', 'whole'),
      field('staleDemandDays', 'Demand is stale after, days', 'whole'),
      field('minimumHistoryDays', 'Least history, days', 'whole'),
      field('costOutlierRatio', 'A price so many times its median waits', 'number'),
    ],
  },
]

export function valueAt(policy: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], policy)
}

const decimal = (value: number, digits: number) => String(Number(value.toFixed(digits)))

/** A value as it stands in its input. */
export function typedValue({ kind }: PolicyField, value: unknown, currency: string): string {
  if (value === null || value === undefined) return ''
  if (kind === 'percent') return decimal(Number(value) * 100, 4)
  if (kind !== 'money') return String(value)
  const digits = currencyDigits(currency)
  return (Number(value) / 10 ** digits).toFixed(digits)
}

function refuse(label: string, text: string, wanted: string): never {
  throw new QuartermasterError(
    'invalid',
    `"${label}" is "${text.slice(0, 40)}"; it must be ${wanted}.`,
    'Correct the field; nothing was changed.',
  )
}

function readValue({ label, kind, orNull }: PolicyField, text: string, currency: string): unknown {
  if (text === '') return orNull === undefined ? refuse(label, text, 'filled in') : null
  if (typeof kind === 'object') return text
  if (kind === 'money') {
    const amount = parseMoney(text, currency)
    return amount.currency === currency
      ? amount.amountMinor
      : refuse(label, text, `an amount in ${currency}`)
  }
  const figure = text.replace(kind === 'percent' ? /\s*%$/ : /$^/, '').replace(',', '.')
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(figure)) return refuse(label, text, 'a plain number')
  return kind === 'percent' ? Number((Number(figure) / 100).toFixed(8)) : Number(figure)
}

const first = (form: Form, name: string) => form[name]?.[0]?.trim() ?? ''

/** The changed fields of a posted form, groups whole; a field that the form lacks stays as it is. */
export function changesOf(
  groups: FieldGroup[],
  policy: object,
  form: Form,
  currency: string,
): Record<string, unknown> {
  const changes: Record<string, unknown> = {}
  for (const each of groups.flatMap(({ fields }) => fields)) {
    const text = form[each.path]?.[0]?.trim()
    const standing = valueAt(policy, each.path) ?? null
    if (text === undefined || text === typedValue(each, standing, currency)) continue
    const value = readValue(each, text, currency)
    const [group = '', key] = each.path.split('.')
    if (key === undefined) changes[group] = value
    else
      changes[group] = { ...((changes[group] ?? valueAt(policy, group)) as object), [key]: value }
  }
  return changes
}

const words = (text: string) => {
  const list = text.split(',').map((each) => each.trim())
  const some = list.filter((each) => each !== '')
  return some.length === 0 ? null : some
}

/** The rules of a posted form: a row without a name is none. */
export function rulesOf(form: Form, currency: string): ApprovalRule[] {
  return (form['rule.name'] ?? []).flatMap((name, at) => {
    if (name.trim() === '') return []
    const cell = (key: string) => form[`rule.${key}`]?.[at]?.trim() ?? ''
    const above = field('', `Above, of ${name}`, 'money', 'any')
    const approvals = field('', `People, of ${name}`, 'whole')
    return [
      {
        name: name.trim(),
        aboveMinor: readValue(above, cell('above'), currency) as number | null,
        categories: words(cell('categories')),
        supplierRisks: words(cell('risks')) as ApprovalRule['supplierRisks'],
        criticalities: words(cell('criticalities')) as ApprovalRule['criticalities'],
        approvals: readValue(approvals, cell('approvals'), currency) as number,
        role: cell('role') || null,
      },
    ]
  })
}

/** Approval without a click as a form says it: in whose name, and up to what. */
export function switchOf(
  form: Form,
  currency: string,
): { switchedOnBy: string | null; upToMinor: number } {
  const upTo = field('', 'Approval without a click up to', 'money', '0')
  const upToMinor = readValue(upTo, first(form, 'auto.upTo'), currency) ?? 0
  return { switchedOnBy: first(form, 'auto.by') || null, upToMinor: Number(upToMinor) }
}
