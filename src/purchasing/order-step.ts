// Whether this person, tool or job may take this step on this order now.
import { lifeCycle, nextState, orderCommands, wrongState } from './life-cycle.ts'
import type { OrderCommand, OrderState, OrderStep, Role } from './life-cycle.ts'
import { refused } from './refusal.ts'
import type { Refused } from './refusal.ts'

/** Who acts: a signed-in person, a tool that a model called for a person, or a job doing what was decided. */
export type Actor = { kind: 'person' | 'tool' | 'job'; id: string; role: Role; active: boolean }

export type OrderStanding = {
  number: string
  state: OrderState
  revision: number
  /** Everybody whose approval of this revision counts, and whoever they stood in for. */
  approvedBy: readonly string[]
}

export type StepTaken = {
  outcome: 'taken'
  state: OrderState
  revision: number
  voidsApprovals: boolean
}

function barredActor(order: OrderStanding, command: OrderCommand, actor: Actor): Refused | null {
  const rule = lifeCycle[command]
  if (actor.kind === 'job' && rule.job) return null
  if (actor.kind === 'job' || (actor.kind === 'tool' && !rule.tool) || rule.roles.length === 0) {
    return refused(
      'people_only',
      actor.kind === 'person'
        ? `${order.number} can not be ${rule.past} by hand; the program does it when it is due.`
        : `Only a signed-in person may do this: ${order.number} can not be ${rule.past} by a program.`,
      actor.kind === 'person'
        ? 'Wait for it, or choose one of the steps that are offered.'
        : `Ask a person with the role ${rule.roles.join(' or ')}.`,
    )
  }
  if (!actor.active) {
    return refused(
      'inactive_person',
      `${actor.id} is no longer active in this shop.`,
      'Ask an administrator to activate the person, or somebody else to do it.',
    )
  }
  if (!rule.roles.includes(actor.role)) {
    return refused(
      'wrong_role',
      `The role ${actor.role} does not let an order be ${rule.past}.`,
      `Ask a person with the role ${rule.roles.join(' or ')}.`,
    )
  }
  if (command === 'receive' && order.approvedBy.includes(actor.id)) {
    return refused(
      'approver_receives',
      `${actor.id} approved ${order.number}, so somebody else books its goods in.`,
      'Ask another person of the warehouse to count and book them.',
    )
  }
  return null
}

/**
 * The step's result, or why not: the person first, then the revision they saw, then the state. Deciding is judged
 * further by `judgeApproval`; this is what holds for every command.
 */
export function judgeStep(
  order: OrderStanding,
  step: OrderStep,
  actor: Actor,
  seenRevision: number,
): StepTaken | Refused {
  const barred = barredActor(order, step.command, actor)
  if (barred !== null) return barred
  const rule = lifeCycle[step.command]
  if (seenRevision !== order.revision) {
    return refused(
      'old_revision',
      `${order.number} is at revision ${order.revision}; revision ${seenRevision} can not be ${rule.past} any more.`,
      `Look at revision ${order.revision} and decide about that.`,
    )
  }
  const state = nextState(order.state, step)
  if (state === null) return wrongState(order.number, order.state, step.command)
  return {
    outcome: 'taken',
    state,
    revision: order.revision + (rule.newRevision ? 1 : 0),
    voidsApprovals: rule.voidsApprovals,
  }
}

/** The commands that the actor may give on the order as it stands, in the order of the table. */
export function legalCommands(order: OrderStanding, actor: Actor): OrderCommand[] {
  return orderCommands.filter(
    (command) =>
      lifeCycle[command].moves[order.state] !== undefined &&
      barredActor(order, command, actor) === null,
  )
}
