import { describe, expect, it } from 'vitest'
import {
  boundStates,
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
import { rowsOf } from './order-world.ts'

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

  const repairs = `
    approved | approve | It is approved already; nothing more is to be done, it will be sent.
    draft | approve | Submit it first; then a person with the limit decides.
    rejected | approve | Reopen it as a new revision and submit that.
    expired | approve | Reopen it as a new revision, submit that and have it approved again.
    approved | revise | Reopen it as a new revision, which voids the approval; then revise and submit it.
    sent | revise | Agree the change with the supplier, cancel this order and draft another one.
    expired | revise | Reopen it as a new revision; then revise and submit it.
    cancelled | revise | Reopen it as a new revision, or draft a new order.
    draft | send | Submit it and have it approved; approving sends it.
    submitted | send | Have it approved; approving sends it.
    rejected | send | Reopen it as a new revision, submit it and have it approved.
    expired | send | Reopen it as a new revision and have it approved again.
    unknown_delivery | send | Ask the supplier whether the message came, then say so; it is never sent blind.
    approved | receive | It was never sent. Find out what the goods belong to; send the order before they are booked on it.
    unknown_delivery | receive | Say first that the order was delivered to the supplier; then book the goods.
    received | receive | Everything ordered was received. Book goods that came on top as a return or on a new order.
    closed | receive | It is closed. Book the goods on the order they were sent for, or return them.
    cancelled | receive | It was cancelled. Return the goods, or draft and approve an order for them.
    unknown_delivery | cancel | Find out first whether the supplier has it, and say so; then cancel.
    partly_received | cancel | Goods have come. Close it instead; what is open is then not expected any more.
    received | cancel | Everything has come. Close it, and return what is not wanted.
    closed | cancel | Nothing can happen to it any more; draft a new order.
    sent | submit | What can happen to it: acknowledge, receive, cancel.
    approved | withdraw | What can happen to it: expire, reopen, send, mark delivery unknown, cancel.`
  it.each(rowsOf(repairs))('tells who finds it %s and wants to %s: %s', (state, command, words) => {
    const thrown = attempt(() => stateAfter('PO-1', state as OrderState, command as OrderCommand))
    expect(thrown.repair).toBe(words)
  })

  // command | a state that does not allow it | what the answer says
  const refusals = `
    revise | closed | PO-1 is closed; it can not be revised now.
    submit | closed | PO-1 is closed; it can not be submitted now.
    withdraw | unknown_delivery | PO-1 is unknown delivery; it can not be withdrawn now.
    approve | partly_received | PO-1 is partly received; it can not be approved now.
    reject | draft | PO-1 is draft; it can not be rejected now.
    expire | draft | PO-1 is draft; it can not be marked as expired now.
    reopen | draft | PO-1 is draft; it can not be reopened now.
    send | draft | PO-1 is draft; it can not be sent now.
    mark_delivery_unknown | draft | PO-1 is draft; it can not be marked as perhaps delivered now.
    resolve_delivery | draft | PO-1 is draft; it can not be settled as delivered or not now.
    acknowledge | draft | PO-1 is draft; it can not be acknowledged now.
    receive | draft | PO-1 is draft; it can not be received now.
    close | draft | PO-1 is draft; it can not be closed now.
    cancel | closed | PO-1 is closed; it can not be cancelled now.`
  it.each(rowsOf(refusals))('refuses to %s what is %s: %s', (command, state, sentence) => {
    const thrown = attempt(() => stateAfter('PO-1', state as OrderState, command as OrderCommand))
    expect(thrown).toMatchObject({
      message: sentence,
      code: 'conflict',
      details: { order: 'PO-1', state, action: command, refusal: 'wrong_state' },
    })
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

  it('binds the shop from the approval on, until it is undone', () => {
    expect(boundStates.filter((state) => !onOrderStates.includes(state))).toEqual([
      'received',
      'closed',
    ])
    expect(boundStates).toEqual(expect.arrayContaining([...onOrderStates]))
    expect(onOrderStates).toEqual([
      'approved',
      'sent',
      'unknown_delivery',
      'acknowledged',
      'partly_received',
    ])
  })

  it('is in the hands of these roles', () => {
    const preparing = 'buyer approver administrator'
    const roles = {
      ...Object.fromEntries(orderCommands.map((command) => [command, preparing])),
      expire: '',
      mark_delivery_unknown: '',
      receive: 'warehouse administrator',
      close: 'buyer payables administrator',
    }
    expect(
      Object.fromEntries(
        orderCommands.map((command) => [command, lifeCycle[command].roles.join(' ')]),
      ),
    ).toEqual(roles)
    const jobs = orderCommands.filter((command) => lifeCycle[command].job)
    expect(jobs).toEqual(['expire', 'send', 'mark_delivery_unknown'])
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

type Thrown = { message: string; repair: string }

function attempt(act: () => unknown): Thrown {
  try {
    act()
  } catch (thrown) {
    return thrown as Thrown
  }
  throw new Error('nothing was refused')
}
