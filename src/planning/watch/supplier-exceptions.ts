import { formatDate, formatRate } from '#render/figures.ts'

import { daysBetween } from '../calendar.ts'
import type { Exception } from './exception.ts'
import { atRisk } from './inbound-exceptions.ts'
import { riskOf, unpriced } from './line-risk.ts'
import type { SupplierFact, WatchFacts } from './watch-facts.ts'

/** A contract is told this long before it ends, and this much spend waits for new terms. */
const NOTICE_DAYS = 60
const SPEND_DAYS = 90

function about(kind: Exception['kind'], supplier: SupplierFact) {
  return {
    kind,
    subject: supplier.supplierCode,
    sku: null,
    locationCode: null,
    supplierCode: supplier.supplierCode,
    orderNumber: null,
  }
}

function drift(facts: WatchFacts, supplier: SupplierFact): Exception[] {
  const { trend, slaBreached, slaOtifRate, otifRate } = supplier.performance
  const turning = trend.verdict === 'turning_unreliable'
  if (!turning && slaBreached !== true) return []
  const rate = trend.recentOtifRate ?? otifRate
  const risk =
    rate === null
      ? unpriced('there is no on-time in-full rate')
      : riskOf(supplier.openOrderMinor * (1 - rate))
  const breach =
    slaBreached === true && slaOtifRate !== null
      ? ` The contract promises ${formatRate(slaOtifRate)} on time in full.`
      : ''
  const what = turning ? 'is turning unreliable' : 'is below what its contract promises'
  return [
    {
      ...about('supplier_drift', supplier),
      moneyAtRiskMinor: risk.minor,
      moneyReason: risk.reason,
      sinceOn: null,
      dueOn: null,
      display: `${supplier.supplierName} ${what}${atRisk(risk, facts.baseCurrency)}: ${trend.evidence}${breach}`,
      action: `Talk to ${supplier.supplierName}; compare the other suppliers of its critical items.`,
    },
  ]
}

function contractEnd(facts: WatchFacts, supplier: SupplierFact): Exception[] {
  const { contractEndsOn } = supplier.performance
  if (contractEndsOn === null) return []
  const days = daysBetween(facts.asOf, contractEndsOn)
  if (days > NOTICE_DAYS) return []
  const risk = riskOf((supplier.yearlySpendMinor * SPEND_DAYS) / 365)
  const when =
    days < 0 ? `ended on ${formatDate(contractEndsOn)}` : `ends on ${formatDate(contractEndsOn)}`
  return [
    {
      ...about('contract_expiry', supplier),
      moneyAtRiskMinor: risk.minor,
      moneyReason: null,
      sinceOn: days < 0 ? contractEndsOn : null,
      dueOn: days < 0 ? null : contractEndsOn,
      display: `The contract with ${supplier.supplierName} ${when}${atRisk(risk, facts.baseCurrency)}: the spend of ${SPEND_DAYS} days without agreed terms.`,
      action: `Renew or renegotiate the contract with ${supplier.supplierName}.`,
    },
  ]
}

/** Suppliers that turn unreliable or break their contract's promise, and contracts that end within 60 days or have ended. */
export function supplierExceptions(facts: WatchFacts): Exception[] {
  return facts.suppliers.flatMap((supplier) => [
    ...drift(facts, supplier),
    ...contractEnd(facts, supplier),
  ])
}
