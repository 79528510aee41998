// One answer for each question about a line of the plan.
import { explainChange } from '#planning/explain/explain-change.ts'
import { fragility } from '#planning/explain/fragility.ts'
import { whyNot } from '#planning/explain/why-not.ts'
import { compareSuppliers } from '#planning/sourcing/comparison.ts'
import type { Recommendation } from '#planning/types.ts'
import { formatCount } from '#render/figures.ts'
import type { Database } from '#store/database.ts'
import { lineBefore } from '#store/plan-lines.ts'
import type { StoredLine } from '#store/plan-lines.ts'
import type { PlanRun } from '#store/plan-runs.ts'
import { dayOf, nameOf, present, unitsOf } from './answer.ts'
import { fromText, partsWithin } from './parts.ts'
import { planSource } from './plan.ts'

export type Explanation = {
  lines: {
    label: string
    units?: number
    amountMinor?: number
    dueOn?: string
    display: string
  }[]
  display: string
}

export type Question = 'why' | 'why_not' | 'supplier' | 'fragility' | 'change'

type Explain = (db: Database, run: PlanRun, line: StoredLine) => Promise<Explanation> | Explanation

const signed = (units: number) => `${units > 0 ? '+' : ''}${formatCount(units)}`

function headline({ id, sku, locationCode, result }: StoredLine): string {
  const where = `${id}: ${sku} at ${locationCode}`
  if (result.decision !== 'order') return `${where}: ${whyNot(result).sentence}`
  const word = result.urgency === 'overdue' ? 'overdue since' : 'order by'
  const by = result.orderByOn === null ? '' : `, ${word} ${dayOf(result.orderByOn)}`
  return `${where}: order ${unitsOf(result.units)} ${fromText(partsWithin(result))}${by}. ${result.supplierReason}`.trim()
}

function whySteps(result: Recommendation): Explanation['lines'] {
  return result.waterfall.map((step) => ({
    label: step.label,
    units: step.units,
    display: `${step.label}: ${signed(step.units)}${step.detail === '' ? '' : ` (${step.detail})`}`,
  }))
}

const why: Explain = (_db, _run, line) => ({
  lines: whySteps(line.result),
  display: headline(line),
})

const whyNotOnList: Explain = (_db, _run, line) => {
  const { result } = line
  const found = whyNot(result)
  const facts = [
    { label: 'Inventory position', units: found.inventoryPositionUnits },
    { label: 'On drafts and submitted orders', units: found.draftedUnits },
    { label: 'Overdue, likely lost', units: found.writtenDownUnits || null },
    { label: 'Reorder point', units: found.reorderPointUnits },
    { label: 'To sell before it is due', units: found.unitsToSellFirst },
  ].flatMap(({ label, units }) =>
    units === null ? [] : [{ label, units, display: `${label}: ${unitsOf(units)}` }],
  )
  const due =
    found.dueOn === null
      ? []
      : [{ label: 'Due', dueOn: found.dueOn, display: `Due about ${dayOf(found.dueOn)}` }]
  const defects = result.defects.map((defect) =>
    present({
      label: defect.code,
      amountMinor: defect.worthMinor,
      display: `${defect.fact} ${defect.repair}`,
    }),
  )
  return {
    lines: [...facts, ...due, ...defects],
    display: `${line.id}: ${found.sentence}`,
  }
}

const supplier: Explain = (_db, run, line) => {
  const compared = compareSuppliers(line.inputs, run.policy, line.result.units || null, line.result)
  const lines = compared.slice(0, 8).map((one) =>
    present({
      label: nameOf(one.supplierName),
      units: one.units,
      amountMinor: one.totalMinor,
      display: `${nameOf(one.supplierName)}: ${one.reason}`,
    }),
  )
  const reason = line.result.supplierReason
  return { lines, display: reason === '' ? `No supplier is chosen for ${line.sku}.` : reason }
}

const mostFragile: Explain = (_db, run, line) => {
  const found = fragility(line.inputs, run.policy, line.result)
  if (found === null) {
    return {
      lines: [],
      display: `No single input of ${line.id}, up to three times or a twentieth of what it is, turns the decision.`,
    }
  }
  const label = found.input.replaceAll('_', ' ')
  return {
    lines: [{ label, units: found.units, display: `${label}: from ${found.from} to ${found.to}` }],
    display: found.sentence,
  }
}

const change: Explain = async (db, run, line) => {
  const before = await lineBefore(db, line, run.asOf)
  if (before === null) {
    return { lines: [], display: `${line.sku} at ${line.locationCode} was not planned before.` }
  }

  const found = explainChange(
    { input: before.line.inputs, policy: before.run.policy, recommendation: before.line.result },
    { input: line.inputs, policy: run.policy, recommendation: line.result },
  )
  return {
    lines: found.parts.map((part) => ({
      label: part.label,
      units: part.units,
      display: `${part.label}: ${signed(part.units)}`,
    })),
    display: `Against ${planSource(before.run)} (${before.line.id}): ${found.sentence}`,
  }
}

/** What answers each question. */
export const explanations: Record<Question, Explain> = {
  why,
  why_not: whyNotOnList,
  supplier,
  fragility: mostFragile,
  change,
}
