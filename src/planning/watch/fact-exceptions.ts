import { formatCount } from '#render/figures.ts'

import type { DataDefect } from '../reasons.ts'
import type { Exception, ExceptionKind } from './exception.ts'
import { atRisk } from './inbound-exceptions.ts'
import { riskOf, unpriced } from './line-risk.ts'
import type { Risk } from './line-risk.ts'
import type { WatchFacts, WatchLine } from './watch-facts.ts'

/** Facts that are missing for one line, and the exception they are told as; others are told as a withheld line. */
const kindOfDefect: Partial<Record<DataDefect['code'], ExceptionKind>> = {
  no_lead_time: 'missing_lead_time',
  no_supplier: 'missing_supplier',
  no_approved_supplier: 'missing_supplier',
  no_exchange_rate: 'missing_rate',
}

/** Facts of a whole feed: one exception per location, not one per line. */
const kindOfFeed: Partial<Record<DataDefect['code'], ExceptionKind>> = {
  stale_stock: 'stale_stock',
  stale_demand: 'stale_demand',
}

type Finding = { line: WatchLine; defect: DataDefect }

/** Purchases that wait, in all; unpriced only when none of them has a price. */
function worthOf(findings: Finding[]): Risk {
  const known = findings.flatMap(({ defect }) => defect.worthMinor ?? [])
  if (known.length === 0) return unpriced('the purchase that waits can not be priced')
  return riskOf(known.reduce((sum, worth) => sum + worth, 0))
}

function feedException(facts: WatchFacts, kind: ExceptionKind, findings: Finding[]): Exception[] {
  const [first] = findings
  if (first === undefined) return []
  const risk = worthOf(findings)
  const { locationCode } = first.line.input
  const dates = findings.flatMap(({ line }) => {
    const known = kind === 'stale_stock' ? line.input.stock?.asOf : line.input.demandKnownThroughOn
    return known ?? []
  })
  const feed = kind === 'stale_stock' ? 'stock' : 'sales'
  return [
    {
      kind,
      subject: locationCode,
      sku: null,
      locationCode,
      supplierCode: null,
      orderNumber: null,
      moneyAtRiskMinor: risk.minor,
      moneyReason: risk.reason,
      sinceOn: dates.toSorted()[0] ?? null,
      dueOn: null,
      display: `The ${feed} feed of ${locationCode} is stale for ${formatCount(findings.length)} ${findings.length === 1 ? 'item' : 'items'}${atRisk(risk, facts.baseCurrency)}: their orders are withheld.`,
      action: first.defect.repair,
    },
  ]
}

function lineException(facts: WatchFacts, kind: ExceptionKind, findings: Finding[]): Exception[] {
  const [first] = findings
  if (first === undefined) return []
  const { input, recommendation } = first.line
  // Several missing facts hold back one and the same purchase.
  const worths = findings.flatMap(({ defect }) => defect.worthMinor ?? [])
  const risk =
    worths.length === 0
      ? unpriced('the purchase that waits can not be priced')
      : riskOf(Math.max(...worths))
  const found = findings.map(({ defect }) => defect.fact).join(' ')
  return [
    {
      kind,
      subject: `${input.item.sku} ${input.locationCode}`,
      sku: input.item.sku,
      locationCode: input.locationCode,
      supplierCode: recommendation.supplierCode,
      orderNumber: null,
      moneyAtRiskMinor: risk.minor,
      moneyReason: risk.reason,
      sinceOn: null,
      dueOn: recommendation.orderByOn,
      display: `The order of ${input.item.sku} at ${input.locationCode} is withheld${atRisk(risk, facts.baseCurrency)}: ${found}`,
      action: findings.map(({ defect }) => defect.repair).join(' '),
    },
  ]
}

const kindOf = ({ defect }: Finding) => kindOfDefect[defect.code] ?? 'withheld_line'
const keyOf = ({ input }: WatchLine) => `${input.item.sku}\u0000${input.locationCode}`

function groupsOf(findings: Finding[], keyOf: (finding: Finding) => string): Finding[][] {
  return [...Map.groupBy(findings, keyOf).values()]
}

/** Stale feeds by location, missing master data by line, and every other withheld line. */
export function factExceptions(facts: WatchFacts): Exception[] {
  const lines = facts.lines.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const findings = lines.flatMap((line) =>
    line.recommendation.defects.map((defect) => ({ line, defect })),
  )
  const stale = findings.filter(({ defect }) => kindOfFeed[defect.code] !== undefined)
  const single = findings.filter(({ defect }) => kindOfFeed[defect.code] === undefined)
  return [
    ...groupsOf(
      stale,
      ({ line, defect }) => `${defect.code}\u0000${line.input.locationCode}`,
    ).flatMap((group) => {
      const kind = group[0] && kindOfFeed[group[0].defect.code]
      return kind === undefined ? [] : feedException(facts, kind, group)
    }),
    ...groupsOf(single, (finding) => `${kindOf(finding)}\u0000${keyOf(finding.line)}`).flatMap(
      (group) => (group[0] === undefined ? [] : lineException(facts, kindOf(group[0]), group)),
    ),
  ]
}
