// views.open, push, update, publish.
import { Refusal, textArg, type Asked, type Method } from './answers.ts'
import { keepView, refuseTakenId, renewView, viewArg, viewJson } from './view-parts.ts'
import type { Trigger } from './state.ts'
import type { Fields, View } from './types.ts'

function triggerArg({ world, team, args }: Asked): Trigger {
  const trigger = world.triggers.get(textArg(args, 'trigger_id') ?? '')
  if (trigger === undefined || trigger.team_id !== team.id) throw new Refusal('invalid_trigger_id')
  if (trigger.isUsed) throw new Refusal('exchanged_trigger_id')
  if (world.clock() - trigger.at > 3) throw new Refusal('expired_trigger_id')
  return trigger
}

function modalArg(asked: Asked): Fields {
  const view = viewArg(asked)
  if (view['type'] !== 'modal') throw new Refusal('invalid_arguments', ['type must be modal'])
  refuseTakenId(asked.world, asked.team.id, view, null)
  return view
}

const open: Method = {
  scopes: [],
  args: ['trigger_id!', 'view!'],
  perMinute: 100,
  run: (asked) => {
    const { world, team } = asked
    const trigger = triggerArg(asked)
    const sent = modalArg(asked)
    if (trigger.view !== null && (world.stacks.get(trigger.user) ?? []).includes(trigger.view)) {
      throw new Refusal('invalid_arguments', ['a click in a modal opens no second one: push'])
    }
    trigger.isUsed = true
    const owner = { user: trigger.user, team_id: team.id, root: null, previous: null }
    const view = keepView(world, sent, owner)
    world.stacks.set(trigger.user, [view.id])
    return { view: viewJson(world, view) }
  },
}

const push: Method = {
  scopes: [],
  args: ['trigger_id!', 'view!'],
  perMinute: 100,
  run: (asked) => {
    const { world, team } = asked
    const trigger = triggerArg(asked)
    const sent = modalArg(asked)
    const stack = world.stacks.get(trigger.user) ?? []
    if (trigger.view === null || !stack.includes(trigger.view)) {
      throw new Refusal('invalid_trigger_id', ['a view is pushed from a click in an open modal'])
    }
    if (stack.length >= 3) throw new Refusal('push_limit_reached')
    trigger.isUsed = true
    const view = keepView(world, sent, {
      user: trigger.user,
      team_id: team.id,
      root: stack[0]!,
      previous: stack.at(-1)!,
    })
    world.stacks.set(trigger.user, [...stack, view.id])
    return { view: viewJson(world, view) }
  },
}

function viewNamed({ world, team, args }: Asked): View {
  const id = textArg(args, 'view_id')
  const external = textArg(args, 'external_id')
  if ((id === undefined) === (external === undefined)) {
    throw new Refusal('invalid_arguments', ['either view_id or external_id'])
  }
  const view = [...world.views.values()].find(
    (one) => one.team_id === team.id && (one.id === id || one.external_id === external),
  )
  const isShown =
    view !== undefined &&
    (world.homes.get(view.user) === view.id ||
      (world.stacks.get(view.user) ?? []).includes(view.id))
  if (!isShown) throw new Refusal('not_found')
  return view
}

function refuseOldHash(asked: Asked, view: View | undefined): void {
  const hash = textArg(asked.args, 'hash')
  if (hash !== undefined && view !== undefined && hash !== view.hash) {
    throw new Refusal('hash_conflict')
  }
}

const update: Method = {
  scopes: [],
  args: ['view_id', 'external_id', 'view!', 'hash'],
  perMinute: 100,
  run: (asked) => {
    const view = viewNamed(asked)
    refuseOldHash(asked, view)
    const sent = viewArg(asked)
    if (sent['type'] !== view.type) throw new Refusal('invalid_arguments', ['the type changed'])
    refuseTakenId(asked.world, asked.team.id, sent, view.id)
    renewView(asked.world, view, sent)
    return { view: viewJson(asked.world, view) }
  },
}

const publish: Method = {
  scopes: [],
  args: ['user_id!', 'view!', 'hash'],
  perMinute: 100,
  run: (asked) => {
    const { world, team, args } = asked
    const userId = textArg(args, 'user_id') ?? ''
    const user = world.users.get(userId)
    if (user === undefined || user.team_id !== team.id) throw new Refusal('user_not_found')
    const sent = viewArg(asked)
    if (sent['type'] !== 'home') throw new Refusal('invalid_arguments', ['type must be home'])
    const known = world.views.get(world.homes.get(userId) ?? '')
    refuseOldHash(asked, known)
    refuseTakenId(world, team.id, sent, known?.id ?? null)
    const owner = { user: userId, team_id: team.id, root: null, previous: null }
    if (known === undefined) world.homes.set(userId, keepView(world, sent, owner).id)
    else renewView(world, known, sent)
    return { view: viewJson(world, world.views.get(world.homes.get(userId)!)!) }
  },
}

export const viewMethods: Record<string, Method> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
}
