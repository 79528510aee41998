import { ownLimit } from '#purchasing/approval.ts'
import { lifeCycle } from '#purchasing/life-cycle.ts'
import { everyPerson } from '#store/people.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { asOfDay, personOf, type Shop } from './shop.ts'

/** Who decides for a person while they are away, and for whom they do. Days are 'YYYY-MM-DD', the last one included. */
export type OwnAbsence = {
  asOf: string
  /** False for somebody without a limit: then a loan that is left over can only be ended. */
  mayLend: boolean
  delegate: { id: string; name: string; untilOn: string | null } | null
  /** Whom the limit may be lent to. */
  mayStandIn: { id: string; name: string }[]
  /** Whose limits are lent to this person today. */
  standsInFor: { name: string; untilOn: string }[]
}

/** The person's own absence as their account shows it. */
export async function ownAbsence(shop: Shop): Promise<OwnAbsence> {
  const [{ id }, asOf, people, policy] = await Promise.all([
    personOf(shop),
    asOfDay(shop),
    everyPerson(shop.db),
    purchasingPolicy(shop.db),
  ])
  const decides = people.filter(
    ({ active, role }) => active && lifeCycle.approve.roles.includes(role),
  )
  const own = people.find((person) => person.id === id)
  const delegateId = own?.delegateId ?? null
  const mayLend = own !== undefined && ownLimit(own, policy) !== null
  return {
    asOf,
    mayLend,
    delegate:
      delegateId === null
        ? null
        : {
            id: delegateId,
            name: people.find((person) => person.id === delegateId)?.name ?? delegateId,
            untilOn: own?.delegateUntilOn ?? null,
          },
    mayStandIn: mayLend
      ? decides.filter((person) => person.id !== id).map(({ id, name }) => ({ id, name }))
      : [],
    standsInFor: decides.flatMap(({ name, delegateId, delegateUntilOn: untilOn }) =>
      delegateId === id && untilOn !== null && untilOn >= asOf ? [{ name, untilOn }] : [],
    ),
  }
}
