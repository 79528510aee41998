// Kills a process at each place inside people's commands, and looks at what is left: all of it or nothing.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect } from 'vitest'
import { commands } from '#commands/commands.ts'
import { verifyShop } from '#operations/verify-shop.ts'
import { auditOf } from '#store/audit.ts'
import type { Database, OpenDatabase } from '#store/database.ts'
import { noon, orderNow, signedIn } from '../commands/world.ts'
import { stockOf } from '../commands/delivery-world.ts'
import { smtpSink } from '../dispatch/smtp-sink.ts'
import { openMailShop } from '../jobs/mail-world.ts'
import { item, supplierItem } from '../store/small-shop.ts'
import { commandPlaces, orderAt } from './command-places.ts'
import type { CommandPlace } from './command-places.ts'
import type { ClickTask } from './crash-child.ts'

const skuOf = (at: number) => `PART-${at}`

/** A shop with an item for each place: orders for different items are different needs. */
function openShop(db: Database): Promise<void> {
  const skus = commandPlaces.map((_, at) => skuOf(at))
  return openMailShop(db, {
    items: [item('MUG', 'Blue mug'), item('TEA', 'Tea'), ...skus.map((sku) => item(sku, sku))],
    supplierItems: ['MUG', 'TEA', ...skus].map((sku) => supplierItem('ACME', sku, 1)),
    priceBreaks: [],
  })
}

/** The signal that ended a click in a process of its own; null when it came to its end. */
function dies(task: ClickTask): Promise<string | null> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'crash-child.ts'), JSON.stringify(task)],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  return new Promise((resolve) => child.once('close', (_code, signal) => resolve(signal)))
}

/** What a command leaves of an order: where it stands, how often it was written down, what is on the shelf. */
async function left(db: Database, place: CommandPlace, number: string) {
  const { state, lines } = await orderNow(db, number)
  const rows = await auditOf(db, `order.${place.step}`)
  const shelf = await stockOf(db, lines[0]!.sku)
  return { state, written: rows.filter(({ subject }) => subject === number).length, shelf }
}

function expected(place: CommandPlace, done: boolean) {
  const { from, to, command } = place
  const inShelf = command === 'receive_goods' ? done : command === 'close_order'
  return { state: done ? to : from, written: done ? 1 : 0, shelf: inShelf ? '12/0' : 'none' }
}

/**
 * For every place: one process dies there, and what it did is there as a whole or not at all; the same click again does
 * it once; opening the books and looking takes under two seconds; and at the end they hold. Gives the number of processes killed.
 */
export async function killCommands(
  where: ClickTask['where'],
  reopen: () => Promise<OpenDatabase>,
): Promise<number> {
  const sink = await smtpSink()
  let open = await reopen()
  await openShop(open.db)
  const orders = []
  for (const [at, { from }] of commandPlaces.entries()) {
    orders.push(await orderAt(open, sink, skuOf(at), from))
  }
  const recoveries: number[] = []
  for (const [at, place] of commandPlaces.entries()) {
    const { command, by, diesAt, committed } = place
    const order = orders[at]!
    const input = place.input(order)
    await open.close()
    const signal = await dies({ where, command, by, input, diesAt })
    const began = performance.now()
    open = await reopen()
    const found = { diesAt, signal, ...(await left(open.db, place, order.number)) }
    recoveries.push(performance.now() - began)
    expect(found).toEqual({ diesAt, signal: 'SIGKILL', ...expected(place, committed) })
    const clicked = commands.find(({ name }) => name === command)!
    const { again } = await signedIn(open.db, by)(clicked, input)
    expect(again).toBe(committed)
    expect(await left(open.db, place, order.number)).toEqual(expected(place, true))
  }
  // The middle of all: a single one also waits for whatever else the machine does.
  const [middle] = recoveries.toSorted((a, b) => a - b).slice(Math.floor(recoveries.length / 2))
  expect(middle).toBeLessThan(2_000)
  const now = () => new Date(noon)
  const { checks } = await verifyShop({ db: open.db, now, auditAnchorFile: null })
  expect(checks.filter(({ ok }) => !ok)).toEqual([])
  await open.close()
  await sink.close()
  return commandPlaces.length
}
