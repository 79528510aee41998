// The commands about people, suppliers, prices and the two policies.
import { askSupplierChange } from '#commands/ask-supplier-change.ts'
import { confirmSupplierChange } from '#commands/confirm-supplier-change.ts'
import { recordCallBack } from '#commands/record-call-back.ts'
import { stagePriceList } from '#commands/stage-price-list.ts'
import { plannedChange } from '#operations/planning-preview.ts'
import { previewPolicy } from '#operations/policy-preview.ts'
import { policyInForce } from '#operations/plan-shop.ts'
import { contentHash } from '#store/content-hash.ts'
import { priceListById } from '#store/price-lists.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { addSignInLink } from '#store/sign-in-links.ts'
import { addSession } from '#store/web-sessions.ts'
import { asOf, hoursOn, noon, signedIn } from '../commands/world.ts'
import type { CrashCase } from './command-places.ts'
import { because, form, phoneOnRecord } from './crash-world.ts'
import type { Scene } from './crash-world.ts'

const about = (scene: Scene) => ({
  changeId: form(scene, 'person'),
  person: scene.person,
  reason: because,
})

/** A hash that no other scene has. */
const tokenHash = ({ at }: Scene, use: number) => `${use}${at}`.padStart(64, '0')

/** Somebody who is signed in and has a link to sign in elsewhere. */
async function leaving(scene: Scene) {
  const { db, person } = scene
  const link = { personId: person, createdAt: noon, expiresAt: hoursOn(8) }
  await addSignInLink(db, { ...link, tokenHash: tokenHash(scene, 1), madeBy: 'alex' })
  const session = { ...link, tokenHash: tokenHash(scene, 2), begunBy: 'password' as const }
  await addSession(db, { ...session, lastSeenAt: noon })
  return { ...about(scene), seenActive: true, active: false }
}

export const peopleCases: CrashCase[] = [
  {
    deed: 'set_role',
    by: 'alex',
    inside: [],
    writes: 'person +1 -1',
    prepare: (scene) =>
      Promise.resolve({ ...about(scene), seenRole: 'approver', role: 'warehouse' }),
  },
  {
    deed: 'set_limit',
    by: 'alex',
    inside: [],
    writes: 'person +1 -1',
    prepare: (scene) =>
      Promise.resolve({ ...about(scene), seenLimitMinor: 100_000, limitMinor: 200_000 }),
  },
  {
    deed: 'set_delegate',
    by: 'alex',
    inside: [],
    writes: 'person +1 -1',
    prepare: (scene) =>
      Promise.resolve({
        ...about(scene),
        seenDelegate: null,
        delegate: { person: 'ines', untilOn: '2026-12-01' },
      }),
  },
  {
    deed: 'set_active',
    by: 'alex',
    inside: [],
    writes: 'person +1 -1, sign_in_link +1 -1, web_session +1 -1',
    prepare: leaving,
  },
  {
    deed: 'give_sign_in_link',
    by: 'alex',
    inside: [],
    writes: 'sign_in_link +1',
    prepare: (scene) =>
      Promise.resolve({
        person: scene.person,
        tokenHash: tokenHash(scene, 3),
        reason: because,
      }),
  },
]

const newAccount = 'GB33 BUKB 2020 1555 5555 55'

const asking = (scene: Scene) => ({
  changeId: form(scene, 'ask'),
  supplier: scene.supplier,
  field: 'bank',
  seenValue: '20-00-00 55779911',
  newValue: newAccount,
  reason: because,
})

async function asked(scene: Scene): Promise<string> {
  const { result } = await signedIn(scene.db, 'ana')(askSupplierChange, asking(scene))
  return (result as { request: string }).request
}

const calling = (scene: Scene, request: string) => ({
  changeId: form(scene, 'call'),
  request,
  number: phoneOnRecord,
  said: 'they confirmed it',
})

/** A new account that was asked for, called back about and confirmed: only time is missing. */
export async function confirmed(scene: Scene): Promise<void> {
  const request = await asked(scene)
  await signedIn(scene.db, 'ben')(recordCallBack, calling(scene, request))
  await signedIn(scene.db, 'alex')(confirmSupplierChange, { request, newValue: newAccount })
}

const prices = (scene: Scene) => ({
  changeId: form(scene, 'stage'),
  supplier: 'ACME',
  fileName: `prices-${scene.at}.csv`,
  text: `sku,unit_price\n${scene.sku},4.30\n`,
})

async function staged(scene: Scene): Promise<string> {
  const { result } = await signedIn(scene.db, 'ana')(stagePriceList, prices(scene))
  return (result as { list: string }).list
}

export const supplierCases: CrashCase[] = [
  {
    deed: 'ask_supplier_change',
    by: 'ana',
    inside: [],
    writes: 'supplier_change +1',
    prepare: (scene) => Promise.resolve(asking(scene)),
  },
  {
    deed: 'record_call_back',
    by: 'ben',
    inside: [],
    writes: 'supplier_change +1 -1',
    prepare: async (scene) => calling(scene, await asked(scene)),
  },
  {
    deed: 'confirm_supplier_change',
    by: 'alex',
    inside: [],
    writes: 'supplier_change +1 -1',
    prepare: async (scene) => ({ request: await asked(scene), newValue: newAccount }),
  },
  {
    deed: 'withdraw_supplier_change',
    by: 'ana',
    inside: [],
    writes: 'supplier_change +1 -1',
    prepare: async (scene) => ({ request: await asked(scene), reason: because }),
  },
  {
    deed: 'stage_price_list',
    by: 'ana',
    inside: [],
    writes: 'price_list +1',
    prepare: (scene) => Promise.resolve(prices(scene)),
  },
  {
    deed: 'apply_price_list',
    by: 'tom',
    inside: [],
    writes: 'price_list +1 -1, setting +1 -1, supplier_item +1 -1, supplier_price +1 -1',
    prepare: async (scene) => {
      const list = await staged(scene)
      return { list, seen: contentHash((await priceListById(scene.db, list))!.rows) }
    },
  },
  {
    deed: 'discard_price_list',
    by: 'tom',
    inside: [],
    writes: 'price_list +1 -1',
    prepare: async (scene) => ({
      changeId: form(scene, 'discard'),
      list: await staged(scene),
      reason: because,
    }),
  },
]

export const policyCases: CrashCase[] = [
  {
    deed: 'set_policy',
    by: 'alex',
    inside: [],
    writes: 'purchasing_policy +1',
    prepare: async (scene) => {
      const standing = await purchasingPolicy(scene.db)
      const { windowDays } = standing.duplicates
      const changes = { duplicates: { ...standing.duplicates, windowDays: windowDays + 1 } }
      const moment = { now: noon, asOf }
      const { hash } = await previewPolicy(scene.db, standing, changes, moment)
      return { changeId: form(scene, 'policy'), changes, seen: hash, reason: because }
    },
  },
  {
    deed: 'set_planning_policy',
    by: 'alex',
    inside: [],
    writes: 'setting +2 -2',
    prepare: async (scene) => {
      const { reviewPeriodDays } = await policyInForce(scene.db)
      const changes = { reviewPeriodDays: reviewPeriodDays + 1 }
      const { hash } = await plannedChange(scene.db, changes, asOf)
      return { changeId: form(scene, 'planning'), changes, seen: hash, reason: because }
    },
  },
]
