import { loadavg } from 'node:os'
import { expect } from 'vitest'
import { commandPlaces } from './command-places.ts'
import type { CommandPlace } from './command-places.ts'
import { killCommands } from './kill-commands.ts'
import type { Where } from './kill-commands.ts'

/** A database of its own for each round through all places, which is dropped after it. */
export type FreshPlace = () => Promise<Where & { drop(): Promise<void> }>

/** So many places, from the first to the last at even distances; all of them at most. */
function spread(count: number): CommandPlace[] {
  const distance = Math.max(1, commandPlaces.length / count)
  const most = Math.min(count, commandPlaces.length)
  return Array.from({ length: most }, (_, at) => commandPlaces[Math.floor(at * distance)]!)
}

/**
 * Rounds through all places, each on a database of its own, until so many processes have died: QM_KILLS, 500 where it is
 * not set. Says what the recoveries took.
 */
export async function killMany(fresh: FreshPlace): Promise<void> {
  const wanted = Number(process.env['QM_KILLS'] ?? 500)
  expect(wanted).toBeGreaterThan(0)
  const own: number[] = []
  const wall: number[] = []
  while (own.length < wanted) {
    const { drop, ...where } = await fresh()
    for (const { ownMs, wallMs } of await killCommands(where, spread(wanted - own.length))) {
      own.push(ownMs)
      wall.push(wallMs)
    }
    await drop()
  }
  expect(own).toHaveLength(wanted)
  const most = (times: number[]) => `${Math.round(Math.max(...times))} ms`
  console.log(
    `${wanted} killed; recovery at most ${most(own)} of the process, ${most(wall)} by the clock, load ${loadavg()[0]!.toFixed(1)}`,
  )
}
