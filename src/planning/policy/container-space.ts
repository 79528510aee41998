import type { OrderLine } from './supplier-minimum.ts'

/** Space of containers in whole numbers: what one holds, and what units of a line take; pallets are taken whole. */
export type ContainerSpace = {
  capacity: number
  of(one: OrderLine, units: number): number
  /** Space that the search looks at together, 1 but for very large containers: it then rounds up what lines take. */
  cell: number
}

/** The search is a table over the space of all containers. */
const mostCells = 20_000

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))

/**
 * How the lines of one supplier share its containers: by pallets, by units, or both where only some items have pallets.
 * What nobody knows the size of takes no space.
 */
export function containerSpace(lines: OrderLine[]): ContainerSpace {
  const isByPallet = ({ option }: OrderLine) =>
    Boolean(option.palletUnits && option.containerPallets)
  const pallets = lines.find(isByPallet)?.option.containerPallets ?? 1
  const loose = lines.filter((one) => !isByPallet(one) && one.option.containerUnits)
  const units = loose[0]?.option.containerUnits ?? 1
  const multiples = loose.map(({ option }) => option.orderMultipleUnits * pallets)
  const common = [...multiples, ...loose.map(({ line }) => line.units * pallets)].reduce(
    divisor,
    lines.some(isByPallet) ? divisor(units, pallets * units) : pallets * units,
  )
  const capacity = (pallets * units) / common
  const of = (one: OrderLine, count: number) => {
    const { palletUnits, containerUnits } = one.option
    if (isByPallet(one)) return (Math.ceil(count / palletUnits!) * units) / common
    return containerUnits ? (count * pallets) / common : 0
  }
  const used = lines.reduce((sum, one) => sum + of(one, one.line.units), 0)
  const cell = Math.ceil((Math.ceil(used / capacity) * capacity) / mostCells) || 1
  return { capacity, of, cell }
}
