import { lifeCycle, type Role } from '#purchasing/life-cycle.ts'
import { ownLimit } from '#purchasing/approval.ts'
import { passwordHolders } from '#store/accounts.ts'
import { everyPerson } from '#store/people.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { peopleSignedIn } from '#store/web-sessions.ts'
import { requireAdministrator } from './administrator.ts'
import { settingsOf, type Shop } from './shop.ts'
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
  await requireAdministrator(shop, 'see and change people')
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
