// The parts of the console and whose work each is. A page that is not in somebody's bar still opens by its address, and
// says itself what a person may do there.
import { payers } from '#operations/invoice-desk.ts'
import { lifeCycle, type Role } from '#purchasing/life-cycle.ts'

export type SectionName =
  | 'assistant'
  | 'list'
  | 'orders'
  | 'approvals'
  | 'receiving'
  | 'invoices'
  | 'exceptions'
  | 'suppliers'
  | 'backtest'
  | 'people'
  | 'policy'
  | 'slack'
  | 'audit'

export type ConsoleSection = {
  section: SectionName
  path: string
  title: string
  /** Whose bar it stands in; null = everybody's. */
  roles: readonly Role[] | null
}

const preparing = lifeCycle.revise.roles
const administrators: readonly Role[] = ['administrator']

const SECTIONS: ConsoleSection[] = [
  { section: 'assistant', path: '/', title: 'Assistant', roles: null },
  { section: 'list', path: '/list', title: 'Buy list', roles: preparing },
  { section: 'orders', path: '/orders', title: 'Orders', roles: null },
  { section: 'approvals', path: '/approvals', title: 'Approvals', roles: lifeCycle.approve.roles },
  { section: 'receiving', path: '/receiving', title: 'Receiving', roles: lifeCycle.receive.roles },
  { section: 'invoices', path: '/invoices', title: 'Invoices', roles: payers },
  { section: 'exceptions', path: '/exceptions', title: 'Exceptions', roles: null },
  { section: 'suppliers', path: '/suppliers', title: 'Suppliers', roles: null },
  { section: 'backtest', path: '/backtest', title: 'Backtest', roles: preparing },
  { section: 'policy', path: '/policy', title: 'Policy', roles: administrators },
  { section: 'people', path: '/people', title: 'People', roles: administrators },
  { section: 'slack', path: '/slack', title: 'Slack', roles: administrators },
  { section: 'audit', path: '/audit', title: 'Audit', roles: administrators },
]

/** Whose day begins elsewhere than at the assistant. */
const FIRST: Partial<Record<string, SectionName>> = {
  approver: 'approvals',
  warehouse: 'receiving',
  payables: 'invoices',
}

/** What stands in the bar of a person with this role, their own work first; a page that is open is in it too. */
export function sectionsOf(role: string, open: SectionName | null = null): ConsoleSection[] {
  const own = SECTIONS.filter(
    ({ section, roles }) =>
      section === open || roles === null || roles.some((each) => each === role),
  )
  const isFirst = ({ section }: ConsoleSection) => section === FIRST[role]
  return [...own.filter(isFirst), ...own.filter((each) => !isFirst(each))]
}

/** The page that a person with this role begins the day on. */
export function firstPathOf(role: string): string {
  return sectionsOf(role)[0]?.path ?? '/'
}
