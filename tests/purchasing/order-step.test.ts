import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lifeCycle, orderCommands, orderStates } from '#purchasing/life-cycle.ts'
import type { OrderCommand, OrderState, OrderStep, Role } from '#purchasing/life-cycle.ts'
import { judgeStep, legalCommands } from '#purchasing/order-step.ts'
import type { Actor, OrderStanding } from '#purchasing/order-step.ts'

const roles: Role[] = ['buyer', 'approver', 'warehouse', 'payables', 'administrator']

const standing = (state: OrderState, changes: Partial<OrderStanding> = {}): OrderStanding => ({
  number: 'PO-7',
  state,
  revision: 3,
  approvedBy: ['mia'],
  ...changes,
})
const actor = (role: Role, changes: Partial<Actor> = {}): Actor => ({
  kind: 'person',
  id: 'sam',
  role,
  active: true,
  ...changes,
})

describe('what a person may do', () => {
  // state | role | commands offered
  const table = `
    draft            | buyer         | revise submit cancel
    draft            | warehouse     | -
    submitted        | approver      | revise withdraw approve reject cancel
    submitted        | payables      | -
    approved         | approver      | reopen send cancel
    approved         | warehouse     | -
    sent             | buyer         | acknowledge cancel
    sent             | warehouse     | receive
    sent             | administrator | acknowledge receive cancel
    unknown_delivery | buyer         | resolve_delivery
    unknown_delivery | warehouse     | -
    partly_received  | payables      | close
    partly_received  | warehouse     | receive
    received         | buyer         | close
    received         | approver      | -
    expired          | buyer         | reopen cancel
    cancelled        | buyer         | reopen
    closed           | administrator | -`
  it.each(
    table
      .trim()
      .split('\n')
      .map((row) => row.split('|').map((cell) => cell.trim()) as [OrderState, Role, string]),
  )('with a %s order as %s: %s', (state, role, offered) => {
    expect(legalCommands(standing(state), actor(role)).join(' ') || '-').toBe(offered)
  })

  it('is nothing for a person who left', () => {
    for (const state of orderStates) {
      expect(legalCommands(standing(state), actor('administrator', { active: false }))).toEqual([])
    }
    expect(
      judgeStep(standing('draft'), { command: 'submit' }, actor('buyer', { active: false }), 3),
    ).toMatchObject({ code: 'inactive_person' })
  })

  it('is not to book in what they approved themselves', () => {
    const order = standing('sent', { approvedBy: ['sam'] })
    const counted = { command: 'receive', complete: true } as const
    expect(judgeStep(order, counted, actor('administrator'), 3)).toMatchObject({
      code: 'approver_receives',
      repair: expect.stringContaining('another person'),
    })
    expect(judgeStep(order, counted, actor('administrator', { id: 'kim' }), 3)).toMatchObject({
      outcome: 'taken',
      state: 'received',
    })
  })
})

describe('what a program may do', () => {
  it('as a tool: revise and submit, for a person whose role may', () => {
    const offered = orderStates.flatMap((state) =>
      legalCommands(standing(state), actor('administrator', { kind: 'tool' })),
    )
    expect([...new Set(offered)].toSorted()).toEqual(['revise', 'submit'])
    expect(legalCommands(standing('draft'), actor('warehouse', { kind: 'tool' }))).toEqual([])
  })

  it('as a job: send, mark a delivery as unknown, expire; none of the last two by hand', () => {
    const offered = (kind: Actor['kind']) =>
      orderStates.flatMap((state) =>
        legalCommands(standing(state), actor('administrator', { kind })),
      )
    expect([...new Set(offered('job'))].toSorted()).toEqual([
      'expire',
      'mark_delivery_unknown',
      'send',
    ])
    expect(offered('person')).not.toContain('expire')
    expect(offered('person')).not.toContain('mark_delivery_unknown')
  })

  it('never to decide, receive or cancel, whoever it speaks for', () => {
    for (const kind of ['tool', 'job'] as const) {
      for (const command of ['approve', 'reject', 'receive', 'cancel', 'close'] as const) {
        const step = { command, complete: true } as OrderStep
        expect(
          judgeStep(standing('submitted'), step, actor('administrator', { kind }), 3),
        ).toMatchObject({ outcome: 'refused', code: 'people_only' })
      }
    }
  })
})

describe('a step', () => {
  it('on an old revision is refused with the one that counts', () => {
    const old = judgeStep(
      standing('submitted'),
      { command: 'approve', complete: true },
      actor('approver'),
      2,
    )
    expect(old).toMatchObject({
      code: 'old_revision',
      sentence: 'PO-7 is at revision 3; revision 2 can not be approved any more.',
      repair: 'Look at revision 3 and decide about that.',
    })
  })

  it('leaves one approved order behind two clicks', () => {
    const click = (order: OrderStanding) =>
      judgeStep(order, { command: 'approve', complete: true }, actor('approver'), 3)
    expect(click(standing('submitted'))).toMatchObject({ outcome: 'taken', state: 'approved' })
    expect(click(standing('approved'))).toMatchObject({
      code: 'wrong_state',
      repair: expect.stringContaining('approved already'),
    })
  })

  it('is taken exactly when it is offered', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...orderStates),
        fc.constantFrom(...orderCommands),
        fc.constantFrom(...roles),
        fc.constantFrom<Actor['kind']>('person', 'tool', 'job'),
        fc.boolean(),
        fc.boolean(),
        (state, command, role, kind, active, done) => {
          const who = actor(role, { kind, active })
          const step = { command, complete: done, delivered: done } as OrderStep
          const result = judgeStep(standing(state), step, who, 3)
          const offered = legalCommands(standing(state), who).includes(command)
          expect(result.outcome).toBe(offered ? 'taken' : 'refused')
          if (result.outcome === 'refused') expect(result.repair.length).toBeGreaterThan(10)
          else expect(result.revision).toBe(lifeCycle[command as OrderCommand].newRevision ? 4 : 3)
        },
      ),
      { numRuns: 1_000 },
    )
  })
})

describe('a refused step', () => {
  const words = (state: OrderState, step: OrderStep, who: Actor, changes = {}) => {
    const judged = judgeStep(standing(state, changes), step, who, 3)
    return judged.outcome === 'refused' ? [judged.code, judged.sentence, judged.repair] : judged
  }

  it('of a job tells a person that the program does it', () => {
    expect(words('approved', { command: 'expire' }, actor('administrator'))).toEqual([
      'people_only',
      'PO-7 can not be marked as expired by hand; the program does it when it is due.',
      'Wait for it, or choose one of the steps that are offered.',
    ])
  })

  it('of a person tells a program whom to ask', () => {
    const tool = actor('administrator', { kind: 'tool' })
    expect(words('sent', { command: 'receive', complete: true }, tool)).toEqual([
      'people_only',
      'Only a signed-in person may do this: PO-7 can not be received by a program.',
      'Ask a person with the role warehouse or administrator.',
    ])
  })

  it('names the person who left, the role that is missing and the approver who would count', () => {
    const gone = words('draft', { command: 'submit' }, actor('buyer', { active: false }))
    expect(gone).toContain('sam is no longer active in this shop.')
    const role = words('sent', { command: 'receive', complete: true }, actor('buyer'))
    expect(role).toContain('wrong_role')
    expect(role).toContain('The role buyer does not let an order be received.')
    expect(role).toContain('Ask a person with the role warehouse or administrator.')
    const own = { approvedBy: ['sam'] }
    const approver = words('sent', { command: 'receive', complete: true }, actor('warehouse'), own)
    expect(approver).toContain('sam approved PO-7, so somebody else books its goods in.')
  })

  it('keeps an approver from the goods only', () => {
    const closed = words('received', { command: 'close' }, actor('administrator'), {
      approvedBy: ['sam'],
    })
    expect(closed).toMatchObject({ outcome: 'taken', state: 'closed' })
  })
})
