// What each supplier delivers of a line of the plan, where several do.
import type { PartUnits } from '#planning/types.ts'
import { formatCount } from '#render/figures.ts'
import { listOf } from './answer.ts'

/** A line of the plan, or its result: who delivers how much of it. */
type Delivered = {
  supplierCode: string | null
  units: number
  expectedOn: string | null
  split?: PartUnits[] | null
}

type Part = { supplierCode: string | null; units: number; expectedOn: string | null }

/** The parts of `units` of a line, the line itself where one supplier delivers it; a part of another one only whole. */
export function partsWithin(line: Delivered, units: number = line.units): Part[] {
  const [own, ...others] = line.split ?? []
  if (own === undefined) {
    return [{ supplierCode: line.supplierCode, units, expectedOn: line.expectedOn }]
  }
  let left = units - Math.min(units, own.units)
  const whole = others.filter((part) => {
    const fits = part.units <= left
    if (fits) left -= part.units
    return fits
  })
  const first = { ...own, units: Math.min(units, own.units) }
  return [first, ...whole].map(({ supplierCode, units: each, expectedOn }) => {
    return { supplierCode, units: each, expectedOn }
  })
}

/** "from ACME", or "(150 from ACME and 60 from BETA)". */
export function fromText(parts: Pick<Part, 'supplierCode' | 'units'>[]): string {
  const [only, another] = parts
  if (another === undefined) return `from ${only?.supplierCode}`
  const told = parts.map(({ supplierCode, units }) => `${formatCount(units)} from ${supplierCode}`)
  return `(${listOf(told)})`
}
