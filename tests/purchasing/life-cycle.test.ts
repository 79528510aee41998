import { describe, expect, it } from 'vitest'
import {
  draftActions,
  liveStates,
  onOrderStates,
  stateAfter,
  transitions,
} from '#purchasing/life-cycle.ts'
import type { OrderAction, OrderState } from '#purchasing/life-cycle.ts'

// The life of an order as a buyer would draw it; every arrow that is not here must be refused.
const drawn = `
draft            revise        draft
draft            submit        submitted
draft            cancel        cancelled
submitted        revise        draft
submitted        approve       approved
submitted        reject        rejected
submitted        cancel        cancelled
approved         send          sent
approved         cancel        cancelled
sent             acknowledge   acknowledged
sent             receive_part  partly_received
sent             receive_all   received
sent             cancel        cancelled
acknowledged     receive_part  partly_received
acknowledged     receive_all   received
acknowledged     cancel        cancelled
partly_received  receive_part  partly_received
partly_received  receive_all   received
partly_received  close         closed
received         close         closed
rejected         revise        draft
rejected         cancel        cancelled
`
  .trim()
  .split('\n')
  .map((row) => row.split(/\s+/) as [OrderState, OrderAction, OrderState])

const states = Object.keys(transitions) as OrderState[]
const actions: OrderAction[] = [
  'revise',
  'submit',
  'approve',
  'reject',
  'send',
  'acknowledge',
  'receive_part',
  'receive_all',
  'close',
  'cancel',
]

describe('the life of an order', () => {
  it('has exactly the arrows drawn', () => {
    const arrows = states.flatMap((from) =>
      actions.flatMap((action) =>
        transitions[from][action] ? [[from, action, transitions[from][action]]] : [],
      ),
    )
    expect(arrows.map(String).toSorted()).toEqual(drawn.map(String).toSorted())
  })

  it('follows every arrow and refuses every other step with what is allowed', () => {
    for (const from of states) {
      for (const action of actions) {
        const arrow = drawn.find(([state, step]) => state === from && step === action)
        if (arrow) expect(stateAfter('PO-1', from, action)).toBe(arrow[2])
        else expect(() => stateAfter('PO-1', from, action)).toThrow(/PO-1 is .*can not be/)
      }
    }
  })

  it('lets a drafting tool reach nothing but draft and submitted', () => {
    const reached = new Set(
      states.flatMap((from) => draftActions.flatMap((action) => transitions[from][action] ?? [])),
    )
    expect([...reached].toSorted()).toEqual(['draft', 'submitted'])
  })

  it('counts an order against a need from draft to part received', () => {
    expect(onOrderStates.every((state) => liveStates.includes(state))).toBe(true)
    expect(liveStates).not.toContain('received')
    expect(liveStates).not.toContain('cancelled')
    expect(onOrderStates).not.toContain('draft')
    expect(onOrderStates).not.toContain('submitted')
  })
})
