// A shop in memory that decides by the program's pure rules alone: what a store must do, without a database.
import { judgeApproval } from '#purchasing/judge-approval.ts'
import { approvalRefusal, judgeSending } from '#purchasing/judge-sending.ts'
import type { SendingRequest } from '#purchasing/judge-sending.ts'
import { judgeKey } from '#purchasing/command-key.ts'
import type { StoredCommand } from '#purchasing/command-key.ts'
import { mayDraft } from '#purchasing/approval.ts'
import type { Approver } from '#purchasing/approval.ts'
import type { OrderState, OrderStep } from '#purchasing/life-cycle.ts'
import type { GivenApproval, OrderFacts } from '#purchasing/order-facts.ts'
import { judgeStep } from '#purchasing/order-step.ts'
import type { Actor } from '#purchasing/order-step.ts'
import type { PurchasingPolicy } from '#purchasing/policy.ts'
import { judgeReceipt } from '#purchasing/receipt.ts'
import { modelPeople, modelStart, supplierOf, twoPeopleAboveMinor, unitMinor } from './model.ts'
import type { ModelAudit, ModelCommand, ModelResult } from './model.ts'
import { line, order as orderWith, person, policyWith, supplier } from './order-world.ts'

/** The policy that the model's amounts stand for. */
export const modelPolicy: PurchasingPolicy = policyWith({
  roleLimitsMinor: {},
  typedAmountAboveMinor: null,
  approvalRules: [
    {
      name: 'large',
      aboveMinor: twoPeopleAboveMinor,
      categories: null,
      supplierRisks: null,
      criticalities: null,
      approvals: 2,
      role: null,
    },
  ],
})

const people: Approver[] = modelPeople.map(({ id, role, limitMinor }) =>
  person(id, limitMinor, { role }),
)

type Held = { order: OrderFacts; given: GivenApproval[]; receivedUnits: number }

export type PureShop = {
  hour: number
  held: Map<string, Held>
  audit: ModelAudit[]
  keys: Map<string, StoredCommand<true>>
}

export function emptyShop(): PureShop {
  return { hour: 0, held: new Map(), audit: [], keys: new Map() }
}

const instant = (hour: number) => new Date(Date.parse(modelStart) + hour * 3_600_000).toISOString()

function actorOf(command: ModelCommand): Actor {
  const { role } = modelPeople.find(({ id }) => id === command.by)!
  return { kind: command.via, id: command.by, role, active: true }
}

/** Content of an order of so many units. Each has an item of its own, so that none is a double of another. */
function written(
  number: string,
  units: number,
): Pick<OrderFacts, 'totalMinor' | 'lines'> & { sku: string } {
  const sku = `SKU-${number}`
  return {
    sku,
    totalMinor: units * unitMinor,
    lines: [line({ sku, units, unitPrice: '15.00', lastUnitPrice: null, planUnits: null })],
  }
}

function draft(shop: PureShop, command: ModelCommand & { units: number }): Held | null {
  const actor = actorOf(command)
  if (actor.kind === 'job' || !mayDraft(actor.role)) return null
  const { order: number, by, units } = command
  const { totalMinor, lines } = written(number, units)
  const order = orderWith({
    number,
    state: 'draft',
    revision: 1,
    contentHash: `${number} 1 ${units}`,
    supplierCode: supplierOf(number),
    totalMinor,
    lines,
    createdBy: by,
    lastEditedBy: by,
    preparedBy: [by],
    createdAt: instant(shop.hour),
    submittedAt: null,
  })
  return { order, given: [], receivedUnits: 0 }
}

function standingOf({ order, given }: Held) {
  const approvedBy = given
    .filter(({ revision }) => revision === order.revision)
    .flatMap(({ by, forPerson }) => [by, forPerson ?? by])
  return { number: order.number, state: order.state, revision: order.revision, approvedBy }
}

function approve(shop: PureShop, held: Held, command: ModelCommand): Held | null {
  const { order, given } = held
  const decision = judgeApproval({
    policy: modelPolicy,
    now: instant(shop.hour),
    clicker: { kind: command.via, person: people.find(({ id }) => id === command.by)! },
    seen: { revision: command.revision, contentHash: order.contentHash, typedAmountMinor: null },
    order,
    supplier: supplier({ code: order.supplierCode }),
    options: [],
    people,
    related: [...shop.held.values()].map((other) => other.order),
    given,
    commitments: [],
    current: {
      lines: order.lines.map(({ sku, unitPrice }) => ({
        sku,
        unitPrice,
        neededUnits: null,
        neededBeforeUnits: null,
      })),
      rateToBase: '1',
    },
  })
  if (decision.outcome !== 'approved' && decision.outcome !== 'next_approver') return null
  const state: OrderState = decision.outcome === 'approved' ? 'approved' : 'submitted'
  return { ...held, order: { ...order, state }, given: [...given, decision.approval] }
}

function receive(
  shop: PureShop,
  held: Held,
  command: ModelCommand & { units: number },
): Held | null {
  const [ordered] = held.order.lines
  const today = instant(shop.hour).slice(0, 10)
  const decision = judgeReceipt({
    policy: modelPolicy,
    order: standingOf(held),
    actor: actorOf(command),
    seenRevision: command.revision,
    ordered: [
      {
        lineNumber: 1,
        sku: ordered!.sku,
        orderedUnits: ordered!.units,
        receivedUnits: held.receivedUnits,
      },
    ],
    rules: [],
    receipt: {
      documentNumber: command.key,
      receivedOn: today,
      lines: [
        {
          sku: ordered!.sku,
          countedUnits: command.units,
          damagedUnits: 0,
          lotCode: null,
          expiresOn: null,
          held: false,
        },
      ],
    },
    bookedNumbers: [],
    today,
  })
  if (decision.outcome === 'refused') return null
  const booked = decision.booked.reduce((sum, { acceptedUnits }) => sum + acceptedUnits, 0)
  const order = { ...held.order, state: decision.state }
  return { ...held, order, receivedUnits: held.receivedUnits + booked }
}

function mayGo(shop: PureShop, held: Held, command: ModelCommand): boolean {
  const request: SendingRequest = {
    policy: modelPolicy,
    now: instant(shop.hour),
    order: held.order,
    supplier: supplier({ code: held.order.supplierCode }),
    given: held.given,
  }
  if (command.do === 'send') return judgeSending(request).outcome === 'send'
  if (command.do === 'expire') return approvalRefusal(request)?.code === 'approval_expired'
  return true
}

function stepped(shop: PureShop, held: Held, command: ModelCommand): Held | null {
  if (command.do === 'draft') return null
  if (command.do === 'approve') return approve(shop, held, command)
  if (command.do === 'receive') return receive(shop, held, command)
  const step = (
    command.do === 'resolve_delivery'
      ? { command: command.do, delivered: command.delivered }
      : { command: command.do }
  ) as OrderStep
  const taken = judgeStep(standingOf(held), step, actorOf(command), command.revision)
  if (taken.outcome === 'refused' || !mayGo(shop, held, command)) return null
  const { order } = held
  const moved = { ...order, state: taken.state, revision: taken.revision }
  if (command.do === 'submit') moved.submittedAt = instant(shop.hour)
  if (taken.revision === order.revision) return { ...held, order: moved }
  const units = command.do === 'revise' ? command.units : order.lines[0]!.units
  const { totalMinor, lines } = written(order.number, units)
  return {
    ...held,
    order: {
      ...moved,
      totalMinor,
      lines,
      contentHash: `${order.number} ${taken.revision} ${units}`,
      submittedAt: null,
      lastEditedBy: command.by,
      preparedBy: [...new Set([...order.preparedBy, command.by])],
    },
  }
}

/** Does one command in the shop: changed, done before, or refused. */
export function actInShop(shop: PureShop, command: ModelCommand): ModelResult {
  shop.hour += command.waitHours
  const { key, waitHours: _wait, ...body } = command
  const bodyHash = JSON.stringify(body)
  const known = judgeKey(key, shop.keys.get(key) ?? null, bodyHash)
  if (known.outcome !== 'new') return known.outcome === 'again' ? 'again' : 'refused'
  const before = shop.held.get(command.order) ?? null
  const after =
    before === null
      ? command.do === 'draft'
        ? draft(shop, command)
        : null
      : stepped(shop, before, command)
  if (after === null) return 'refused'
  shop.held.set(command.order, after)
  shop.keys.set(key, { bodyHash, result: true })
  shop.audit.push({
    by: command.by,
    action: `order.${command.do}`,
    order: command.order,
    from: before?.order.state ?? null,
    to: after.order.state,
    revision: after.order.revision,
  })
  return 'done'
}
