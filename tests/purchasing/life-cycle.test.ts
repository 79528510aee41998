import { describe, expect, it } from 'vitest'
import {
  draftActions,
  lifeCycle,
  liveStates,
  nextState,
  onOrderStates,
  orderCommands,
  orderStates,
  stateAfter,
  transitions,
} from '#purchasing/life-cycle.ts'
import type { OrderCommand, OrderState, OrderStep } from '#purchasing/life-cycle.ts'

// The life of an order as a buyer would draw it; every arrow that is not here must be refused. The first end is the
// one reached when all is done (all received, delivered after all, approved by everybody who had to).
const drawn = `
draft            revise                 draft
draft            submit                 submitted
draft            cancel                 cancelled
submitted        revise                 draft
submitted        withdraw               draft
submitted        approve                approved submitted
submitted        reject                 rejected
submitted        cancel                 cancelled
approved         expire                 expired
approved         reopen                 draft
approved         send                   sent
approved         mark_delivery_unknown  unknown_delivery
approved         cancel                 cancelled
sent             acknowledge            acknowledged
sent             receive                received partly_received
sent             cancel                 cancelled
unknown_delivery resolve_delivery       sent approved
acknowledged     receive                received partly_received
acknowledged     cancel                 cancelled
partly_received  receive                received partly_received
partly_received  close                  closed
received         close                  closed
rejected         revise                 draft
rejected         reopen                 draft
rejected         cancel                 cancelled
expired          reopen                 draft
expired          cancel                 cancelled
cancelled        reopen                 draft
`
  .trim()
  .split('\n')
  .map((row) => row.split(/\s+/) as [OrderState, OrderCommand, ...OrderState[]])

const step = (command: OrderCommand, done: boolean): OrderStep =>
  command === 'approve' || command === 'receive'
    ? { command, complete: done }
    : command === 'resolve_delivery'
      ? { command, delivered: done }
      : { command }

describe('the life of an order', () => {
  it('has exactly the arrows drawn', () => {
    const arrows = orderStates.flatMap((from) =>
      orderCommands.flatMap((command) => {
        const ends = transitions[from][command]
        return ends === undefined ? [] : [[from, command, ...ends]]
      }),
    )
    expect(arrows.map(String).toSorted()).toEqual(drawn.map(String).toSorted())
  })

  it('follows every arrow and refuses every other step with a way out', () => {
    for (const from of orderStates) {
      for (const command of orderCommands) {
        const [, , first, second] =
          drawn.find(([state, name]) => state === from && name === command) ?? []
        expect(nextState(from, step(command, true))).toBe(first ?? null)
        expect(nextState(from, step(command, false))).toBe(second ?? first ?? null)
        if (first !== undefined) expect(stateAfter('PO-1', from, command)).toBe(first)
        else {
          const thrown = attempt(() => stateAfter('PO-1', from, command))
          expect(thrown.message).toMatch(/^PO-1 is [a-z ]+; it can not be [a-z ]+ now\.$/)
          expect(thrown.repair).toMatch(/^[A-Z].*\.$/)
        }
      }
    }
  })

  const sentences = `
    approved         approve  approved already
    draft            approve  Submit it first
    approved         receive  never sent
    unknown_delivery receive  delivered to the supplier
    unknown_delivery send     never sent blind
    expired          send     approved again
    approved         revise   Reopen it as a new revision
    partly_received  cancel   Close it instead
    closed           cancel   draft a new order
    sent             submit   acknowledge, receive, cancel`
  it.each(
    sentences
      .trim()
      .split('\n')
      .map((row) => /^\s*(\S+)\s+(\S+)\s+(.*)$/.exec(row)!.slice(1)),
  )('tells who finds it %s and wants to %s: %s', (state, command, words) => {
    const thrown = attempt(() => stateAfter('PO-1', state as OrderState, command as OrderCommand))
    expect(thrown.repair).toContain(words)
  })

  it('lets a drafting tool reach nothing but draft and submitted', () => {
    const reached = new Set(
      orderStates.flatMap((from) =>
        draftActions.flatMap((command) => transitions[from][command] ?? []),
      ),
    )
    expect([...reached].toSorted()).toEqual(['draft', 'submitted'])
    expect(draftActions).toEqual(['revise', 'submit'])
  })

  it('counts an order against a need from draft to part received', () => {
    expect(onOrderStates.every((state) => liveStates.includes(state))).toBe(true)
    for (const over of ['received', 'closed', 'rejected', 'expired', 'cancelled'] as const) {
      expect(liveStates).not.toContain(over)
    }
    expect(liveStates.filter((state) => !onOrderStates.includes(state))).toEqual([
      'draft',
      'submitted',
    ])
  })
})

describe('an approval in the life of an order', () => {
  it('never survives a way back to a draft, and a draft again is a new revision', () => {
    for (const [from, command, ...ends] of drawn) {
      if (!ends.includes('draft')) continue
      expect([from, command, lifeCycle[command].newRevision]).toEqual([from, command, true])
      expect(lifeCycle[command].voidsApprovals).toBe(true)
    }
  })

  it('falls with the order: rejected, expired or cancelled it counts no more', () => {
    for (const command of ['reject', 'expire', 'cancel'] as const) {
      expect([command, lifeCycle[command].voidsApprovals]).toEqual([command, true])
      expect([command, lifeCycle[command].newRevision]).toEqual([command, false])
    }
  })

  it('is kept on the way forward', () => {
    const forward = ['send', 'mark_delivery_unknown', 'resolve_delivery', 'acknowledge', 'receive']
    for (const command of [...forward, 'approve', 'close'] as OrderCommand[]) {
      expect([command, lifeCycle[command].voidsApprovals, lifeCycle[command].newRevision]).toEqual([
        command,
        false,
        false,
      ])
    }
  })

  it('stands before everything that reaches a supplier: no way there but through approve', () => {
    const reached = new Set<OrderState>(['draft'])
    for (let grown = true; grown;) {
      grown = false
      for (const [from, command, ...ends] of drawn) {
        if (command === 'approve' || !reached.has(from)) continue
        for (const end of ends) {
          grown ||= !reached.has(end)
          reached.add(end)
        }
      }
    }
    expect([...reached].toSorted()).toEqual(['cancelled', 'draft', 'rejected', 'submitted'])
  })
})

function attempt(act: () => unknown): { message: string; repair: string } {
  try {
    act()
  } catch (thrown) {
    return thrown as { message: string; repair: string }
  }
  throw new Error('nothing was refused')
}
