import { z } from 'zod'
import type { OrderCommand, OrderStep } from '#purchasing/life-cycle.ts'
import { lifeCycle } from '#purchasing/life-cycle.ts'
import { moveOrder } from '#store/order-moves.ts'
import type { OrderMove } from '#store/order-moves.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { defineCommand } from './command.ts'
import type { CommandStep } from './command.ts'
import { orderNumber, reason, seenRevision } from './fields.ts'
import { orderOf, personActing, takeStep } from './order-of.ts'

type Plain = Exclude<OrderCommand, 'approve' | 'receive' | 'resolve_delivery'>

const input = z.strictObject({ order: orderNumber, revision: seenRevision, reason })

/**
 * A command that takes one step of the life cycle and says why. `also` runs in the same transaction after the step and
 * may change further rows; `set` is what changes on the order itself.
 */
export function reasonedStep(options: {
  name: string
  title: string
  command: Plain
  set?: (now: string) => OrderMove['set']
  also?: (step: CommandStep, order: OrderWithLines) => Promise<void>
}) {
  const { name, title, command } = options
  const taken: OrderStep = { command }
  return defineCommand({
    name,
    title,
    input,
    key: ({ order, revision }) => `${command} ${order} revision ${revision}`,
    async act(step, { order: number, revision, reason }) {
      const { tx, person, now } = step
      const order = await orderOf(tx, number)
      const next = await takeStep(tx, order, taken, personActing(person), revision)
      const set = options.set?.(now) ?? {}
      await moveOrder(tx, {
        order,
        command,
        step: next,
        actor: person.id,
        at: now,
        set,
        detail: { reason },
      })
      await options.also?.(step, order)
      return {
        order: number,
        revision: next.revision,
        state: next.state,
        did: lifeCycle[command].past,
      }
    },
  })
}
