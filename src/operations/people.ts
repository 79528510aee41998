import { lifeCycle, type Role } from '#purchasing/life-cycle.ts'
import { ownLimit } from '#purchasing/approval.ts'
import { QuartermasterError } from '#root/errors.ts'
import { passwordHolders } from '#store/accounts.ts'
import { everyPerson } from '#store/people.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { peopleSignedIn } from '#store/web-sessions.ts'
import { personOf, settingsOf, type Shop } from './shop.ts'
import { momentOf } from './web-session.ts'

export type ShopPerson = {
  id: string
  name: string
  email: string
  role: Role
  active: boolean
  /** What was stated for the person, minor units of the base currency; null = what the policy gives the role. */
  statedLimitMinor: number | null
  /** What counts: the number, 'any' amount, or 'none'. */
  limitMinor: number | 'any' | 'none'
  delegate: { id: string; name: string; untilOn: string | null } | null
  hasPassword: boolean
  signedIn: boolean
}

export type ShopPeople = {
  baseCurrency: string
  people: ShopPerson[]
  /** Ids of active people whose role may decide about orders: delegates are chosen among them. */
  mayDecide: string[]
}

/** Everybody of the shop, for an administrator; 'forbidden' for anybody else. */
export async function shopPeople(shop: Shop): Promise<ShopPeople> {
  const { role } = await personOf(shop)
  if (role !== 'administrator') {
    throw new QuartermasterError(
      'forbidden',
      'Only administrators see and change people.',
      'Ask an administrator of the shop; your own account has a page of its own.',
    )
  }
  const [people, policy, { baseCurrency }, holders, signedIn] = await Promise.all([
    everyPerson(shop.db),
    purchasingPolicy(shop.db),
    settingsOf(shop),
    passwordHolders(shop.db),
    peopleSignedIn(shop.db, momentOf(shop.now())),
  ])
  const nameOf = new Map(people.map(({ id, name }) => [id, name]))
  return {
    baseCurrency,
    mayDecide: people
      .filter((person) => person.active && lifeCycle.approve.roles.includes(person.role))
      .map(({ id }) => id),
    people: people.map((person) => {
      const limit = ownLimit(person, policy)
      const { id, name, email, role, active, delegateId } = person
      return {
        id,
        name,
        email,
        role,
        active,
        statedLimitMinor: person.approvalLimitMinor,
        limitMinor: limit === null ? 'none' : limit === Infinity ? 'any' : limit,
        delegate:
          delegateId === null
            ? null
            : {
                id: delegateId,
                name: nameOf.get(delegateId) ?? delegateId,
                untilOn: person.delegateUntilOn,
              },
        hasPassword: holders.has(id),
        signedIn: signedIn.has(id),
      }
    }),
  }
}
