// Random command sequences for the model: biased towards what can be done, so that orders reach the end of their lives.
import * as fc from 'fast-check'
import type { OrderCommand } from '#purchasing/life-cycle.ts'
import { emptyModel, applyCommand, modelPeople } from './model.ts'
import type { Model, ModelCommand } from './model.ts'

/** Numbers from which a command is made; what can be done now decides what they mean. */
export type CommandSeed = {
  order: number
  wish: number
  by: number
  via: number
  units: number
  wait: number
  stale: boolean
  key: number
}

export const commandSeed: fc.Arbitrary<CommandSeed> = fc.record({
  order: fc.nat(3),
  wish: fc.nat(99),
  by: fc.nat(99),
  via: fc.nat(9),
  units: fc.integer({ min: 1, max: 1_800 }),
  wait: fc.nat(99),
  stale: fc.boolean(),
  key: fc.nat(99),
})

const numbers = ['A1', 'A2', 'A3', 'B1']

const wishes: Record<string, OrderCommand[]> = {
  draft: ['submit', 'submit', 'submit', 'revise', 'cancel'],
  submitted: ['approve', 'approve', 'approve', 'approve', 'reject', 'withdraw', 'revise'],
  approved: ['send', 'send', 'expire', 'mark_delivery_unknown', 'reopen', 'revise', 'approve'],
  sent: ['acknowledge', 'receive', 'receive', 'send', 'cancel'],
  unknown_delivery: ['resolve_delivery', 'send', 'receive'],
  acknowledged: ['receive', 'receive', 'approve'],
  partly_received: ['receive', 'receive', 'close', 'cancel'],
  received: ['close', 'receive', 'reopen'],
  closed: ['reopen', 'receive'],
  rejected: ['reopen', 'revise', 'approve'],
  expired: ['reopen', 'send', 'cancel'],
  cancelled: ['reopen', 'receive'],
}

/** Who mostly does it; anybody tries now and then. */
const usual: Partial<Record<OrderCommand, string[]>> = {
  submit: ['bob'],
  approve: ['ines', 'ada', 'eva', 'ines'],
  receive: ['wim', 'wim', 'ada'],
  close: ['bob'],
}

const every: OrderCommand[] = [...new Set(Object.values(wishes).flat())]

/** The command that a seed means in a model; one in ten asks for anything at all, some repeat a key or an old revision. */
export function commandOf(model: Model, seed: CommandSeed, at: number): ModelCommand {
  const order = numbers[seed.order]!
  const standing = model.orders[order]
  const likely = wishes[standing?.state ?? 'draft']!
  const wished =
    seed.wish < 10 ? every[seed.wish % every.length]! : likely[seed.wish % likely.length]!
  const jobs = ['expire', 'mark_delivery_unknown', 'send']
  const via =
    seed.via === 0
      ? 'tool'
      : (seed.via < 8 && jobs.includes(wished)) || seed.via === 1
        ? 'job'
        : 'person'
  const everybody = modelPeople.map(({ id }) => id)
  const able =
    (seed.by < 80 ? usual[standing === undefined ? 'submit' : wished] : null) ?? everybody
  const base = {
    key: seed.key < 5 ? `k${Math.max(0, at - 1)}` : `k${at}`,
    by: able[seed.by % able.length]!,
    via,
    order,
    revision: (standing?.revision ?? 1) - (seed.stale && seed.key < 10 ? 1 : 0),
    waitHours: seed.wait < 90 ? seed.wait % 5 : seed.wait - 25,
  } as const
  const units = seed.units
  if (standing === undefined) return { ...base, do: 'draft', units }
  if (wished === 'revise' || wished === 'receive') return { ...base, do: wished, units }
  if (wished === 'resolve_delivery') return { ...base, do: wished, delivered: units % 2 === 0 }
  return { ...base, do: wished }
}

/** Runs seeds through the model and gives each command with the model before and after it. */
export function* modelRun(seeds: readonly CommandSeed[]) {
  let model = emptyModel
  let last: ModelCommand | null = null
  for (const [at, seed] of seeds.entries()) {
    // Some clicks come twice, word for word.
    const command: ModelCommand =
      seed.key >= 95 && last !== null ? last : commandOf(model, seed, at)
    last = command
    const step = applyCommand(model, command)
    yield { command, before: model, after: step.model, result: step.result }
    model = step.model
  }
}
