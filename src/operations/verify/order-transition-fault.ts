import { lifeCycle, stateInWords } from '#purchasing/life-cycle.ts'
import type { OrderCommand, OrderState } from '#purchasing/life-cycle.ts'
import type { OrderRecord } from '#store/order-records.ts'
import { byProgram, isOwn, readStep } from './order-standing-in-books.ts'
import type { OrderStepDone } from './order-standing-in-books.ts'

type Standing = { state: OrderState; revision: number; contentHash: string }

function stepFault(number: string, step: OrderStepDone, before: Standing | null): string | null {
  const { command, from, to, sequence, actor, revision } = step
  const at = `in audit row ${sequence}`
  if (command === 'draft') {
    return before === null && to === 'draft' ? null : `${number} is drafted a second time ${at}`
  }
  const rule = Object.hasOwn(lifeCycle, command) ? lifeCycle[command as OrderCommand] : undefined
  if (rule === undefined) return `${number} takes a step "${command}" that there is not, ${at}`
  const stood = before?.state ?? from
  const legal =
    stood !== undefined &&
    (from === undefined || from === stood) &&
    rule.moves[stood]?.includes(to as OrderState) === true
  if (!legal) {
    const words = stood === undefined ? 'nothing' : stateInWords(stood)
    return `${number} went from ${words} to ${stateInWords(to as OrderState)} ${at}`
  }
  if (before !== null && revision !== before.revision + (rule.newRevision ? 1 : 0)) {
    return `${number} goes from revision ${before.revision} to ${revision} ${at}`
  }
  if (byProgram(actor) && !rule.job) {
    return `${number} was ${rule.past} by a program, which only a person may do, ${at}`
  }
  return !byProgram(actor) && rule.roles.length === 0
    ? `${number} was ${rule.past} by ${actor}, which only a program does, ${at}`
    : null
}

/** Compares the audit rows of one order with the table of transitions and with what the order is. */
export function transitionFault(record: OrderRecord): string | null {
  const { order, steps } = record
  const { number, state, revision, contentHash } = order
  let standing: Standing | null = null
  for (const row of steps) {
    const step = readStep(row)
    if (step.to === undefined) continue
    const fault = stepFault(number, step, standing)
    if (fault !== null) return fault
    standing = {
      state: step.to,
      revision: step.revision ?? 0,
      contentHash: step.contentHash ?? '',
    }
  }
  if (standing === null) return isOwn(record) ? `${number} has no audit rows` : null
  if (standing.state !== state) {
    return `${number} is ${stateInWords(state)}, its audit ends at ${stateInWords(standing.state)}`
  }
  if (standing.revision !== revision) {
    return `${number} is at revision ${revision}, its audit ends at revision ${standing.revision}`
  }
  return standing.contentHash === contentHash
    ? null
    : `${number} says something else than at its last step in the audit`
}
