import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderStates } from '#purchasing/life-cycle.ts'
import { commandSeed, modelRun } from './model-commands.ts'
import { heldMinor, modelPeople } from './model.ts'
import type { Model } from './model.ts'
import { actInShop, emptyShop } from './pure-shop.ts'

const sequences = fc.array(commandSeed, { minLength: 20, maxLength: 50, size: 'max' })

function booksOf(model: Model) {
  return Object.entries(model.orders).map(([number, { state, revision, receivedUnits }]) => ({
    number,
    state,
    revision,
    receivedUnits,
  }))
}

describe('the rules against the model', () => {
  it('give the same answers, states and audit rows for any sequence of commands', () => {
    fc.assert(
      fc.property(sequences, (seeds) => {
        const shop = emptyShop()
        let model: Model | null = null
        for (const { command, after, result } of modelRun(seeds)) {
          expect([command, actInShop(shop, command)]).toEqual([command, result])
          model = after
        }
        const books = [...shop.held].map(([number, { order, receivedUnits }]) => ({
          number,
          state: order.state,
          revision: order.revision,
          receivedUnits,
        }))
        expect(books).toEqual(booksOf(model!))
        expect(shop.audit).toEqual(model!.audit)
      }),
      { numRuns: 200 },
    )
  })

  it('come into every state: the sequences are worth running', () => {
    const reached = new Set<string>()
    let large = 0
    for (const seeds of fc.sample(sequences, { numRuns: 300, seed: 7 })) {
      for (const { after, command, result } of modelRun(seeds)) {
        for (const { state } of Object.values(after.orders)) reached.add(state)
        const order = after.orders[command.order]
        if (result === 'done' && command.do === 'approve' && order!.approvals.length > 1) large += 1
      }
    }
    expect([...reached].toSorted()).toEqual([...orderStates].toSorted())
    expect(large).toBeGreaterThan(10)
  })
})

describe('the model itself', () => {
  it('approves nothing by a hand in it, nothing beyond a limit, and changes nothing when it refuses', () => {
    fc.assert(
      fc.property(sequences, (seeds) => {
        for (const { command, before, after, result } of modelRun(seeds)) {
          if (result !== 'done') {
            expect({ ...after, hour: 0 }).toEqual({ ...before, hour: 0 })
            continue
          }
          expect(after.audit).toHaveLength(before.audit.length + 1)
          const order = after.orders[command.order]!
          if (command.do !== 'approve') continue
          expect(order.authors).not.toContain(command.by)
          if (order.state !== 'approved') continue
          const limits = order.approvals
            .filter(({ revision }) => revision === order.revision)
            .map(({ by }) => modelPeople.find(({ id }) => id === by)!.limitMinor ?? -1)
          expect(Math.max(...limits)).toBeGreaterThanOrEqual(heldMinor(before, command.order))
        }
      }),
      { numRuns: 200 },
    )
  })
})
