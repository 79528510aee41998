// What a person does in a modal: fill in, submit, close.
import { Refusal } from './answers.ts'
import { unsent, type Post } from './deliver.ts'
import { actorJson, chosen, elementsOf, homeOf, person, type Found } from './payloads.ts'
import { actInView } from './people.ts'
import { newTrigger, type World } from './state.ts'
import { checkedView, keepView, refuseTakenId, renewView, viewJson } from './view-parts.ts'
import type { Delivered, Fields, LoopbackSlack, View } from './types.ts'

type Doing = Pick<LoopbackSlack, 'type' | 'choose' | 'submit' | 'dismiss' | 'view' | 'home'>

function liveView(world: World, userId: string, shown: View): View {
  const view = world.views.get(shown.id)
  if (view === undefined || view.user !== userId) throw new Error(`${userId} does not see the view`)
  return view
}

/** The person's top modal, or null. */
export function topView(world: World, userId: string): View | null {
  const id = (world.stacks.get(userId) ?? []).at(-1)
  return id === undefined ? null : (world.views.get(id) ?? null)
}

function inputOf(view: View, blockId: string): Found {
  const found = elementsOf(view.blocks).find(({ block }) => block.block_id === blockId)
  if (found === undefined) {
    const known = view.blocks.map((block) => block.block_id).join(', ')
    throw new Error(`no input ${blockId}; there is: ${known}`)
  }
  return found
}

/** What the input itself says against a value; Slack's own clients never send such a one. */
function complaint(element: Fields, value: unknown): string | null {
  const text = typeof value === 'string' ? value : ''
  const number = Number(text)
  const at = (name: string) => (element[name] === undefined ? undefined : Number(element[name]))
  switch (element['type']) {
    case 'number_input':
      if (!/^-?\d+(\.\d+)?$/.test(text)) return 'must be a number'
      if (element['is_decimal_allowed'] !== true && text.includes('.')) return 'must be whole'
      if (number < (at('min_value') ?? -Infinity)) return `must be ${at('min_value')} or more`
      if (number > (at('max_value') ?? Infinity)) return `must be ${at('max_value')} or less`
      return null
    case 'plain_text_input':
      if (text.length < (at('min_length') ?? 0)) return `needs ${at('min_length')} characters`
      if (text.length > (at('max_length') ?? 3000)) return 'is too long'
      return null
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? null : 'must be an e-mail address'
    case 'url_text_input':
      return /^https?:\/\/\S+$/.test(text) ? null : 'must be an address'
    default:
      return null
  }
}

async function fill(
  world: World,
  post: Post,
  userId: string,
  shown: View,
  blockId: string,
  value: (element: Fields) => Fields,
): Promise<Delivered | null> {
  const view = liveView(world, userId, shown)
  const found = inputOf(view, blockId)
  const filled = value(found.element)
  const isSilent = found.block.type === 'input' && found.block['dispatch_action'] !== true
  delete view.errors[blockId]
  if (!isSilent) return actInView(world, post, userId, view, found, filled)
  const action = found.element['action_id'] as string
  view.state.values[blockId]![action] = { type: found.element['type'], ...filled }
  return null
}

function isEmpty(value: Fields): boolean {
  const { type: _, ...rest } = value
  return Object.values(rest).every(
    (one) => one === null || one === '' || (Array.isArray(one) && one.length === 0),
  )
}

/** What Slack's client says instead of submitting; null = it submits. */
function refusal(view: View): string | null {
  for (const block of view.blocks.filter((one) => one.type === 'input')) {
    const element = block['element'] as Fields
    const value = view.state.values[block.block_id!]![element['action_id'] as string]!
    const isNone = isEmpty(value)
    if (isNone && block['optional'] !== true) return `${block.block_id}: Please complete this field`
    const says = isNone ? null : complaint(element, value['value'])
    if (says !== null) return `${block.block_id}: ${says}`
  }
  return null
}

function close(world: World, userId: string, view: View, isAll: boolean): void {
  const stack = world.stacks.get(userId) ?? []
  const left = isAll ? [] : stack.slice(0, stack.indexOf(view.id))
  for (const id of stack.filter((one) => !left.includes(one))) world.views.delete(id)
  world.stacks.set(userId, left)
}

function pushView(world: World, view: View, sent: Fields): void {
  const stack = world.stacks.get(view.user) ?? []
  if (stack.length >= 3) throw new Refusal('push_limit_reached')
  const owner = { user: view.user, team_id: view.team_id, root: stack[0]!, previous: view.id }
  world.stacks.set(view.user, [...stack, keepView(world, sent, owner).id])
}

function refuseErrors(view: View, errors: unknown): Record<string, string> {
  const inputs = view.blocks.filter((block) => block.type === 'input').map((one) => one.block_id!)
  const given = Object.entries((errors ?? {}) as Record<string, unknown>)
  const isRight = given.every(
    ([id, text]) => inputs.includes(id) && typeof text === 'string' && text !== '',
  )
  if (given.length === 0 || !isRight) throw new Refusal('invalid_errors')
  return Object.fromEntries(given) as Record<string, string>
}

/** Does what the app answered to a submission; refuses what Slack would not understand. */
function obey(world: World, userId: string, view: View, answer: unknown): void {
  const body = answer === '' || answer === null || answer === undefined ? {} : (answer as Fields)
  if (typeof body !== 'object') throw new Refusal('invalid_response')
  const { response_action: action, view: next, errors, ...rest } = body
  if (Object.keys(rest).length > 0) throw new Refusal('invalid_response')
  if (action === undefined && Object.keys(body).length === 0) close(world, userId, view, false)
  else if (action === 'clear') close(world, userId, view, true)
  else if (action === 'errors') view.errors = refuseErrors(view, errors)
  else if (action === 'update' || action === 'push') {
    const sent = checkedView(world, view.team_id, next)
    if (sent['type'] !== 'modal') throw new Refusal('invalid_arguments')
    refuseTakenId(world, view.team_id, sent, action === 'update' ? view.id : null)
    if (action === 'update') renewView(world, view, sent)
    else pushView(world, view, sent)
  } else throw new Refusal('invalid_response_action')
}

async function submit(world: World, post: Post, userId: string, shown?: View): Promise<Delivered> {
  const view = shown === undefined ? topView(world, userId) : liveView(world, userId, shown)
  if (view === null) throw new Error(`${userId} has no modal open`)
  if (view.submit === null) throw new Error('the modal has no button to submit')
  const says = refusal(view)
  if (says !== null) return unsent(says)
  const user = person(world, userId)
  const team = homeOf(world, user)
  const delivered = await post.deliver('interactive', {
    type: 'view_submission',
    ...actorJson(world, user, team),
    trigger_id: newTrigger(world, userId, team.id, view.id),
    view: viewJson(world, view),
    response_urls: [],
  })
  if (delivered.trouble !== null) return delivered
  try {
    obey(world, userId, view, delivered.body)
    return delivered
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const detail = JSON.stringify(error.more['errors'] ?? [])
    return { ...delivered, trouble: `We had some trouble connecting (${error.code} ${detail})` }
  }
}

async function dismiss(world: World, post: Post, userId: string): Promise<Delivered | null> {
  const view = topView(world, userId)
  if (view === null) throw new Error(`${userId} has no modal open`)
  const user = person(world, userId)
  const told = viewJson(world, view)
  close(world, userId, view, view.clear_on_close)
  if (!view.notify_on_close) return null
  return post.deliver('interactive', {
    type: 'view_closed',
    ...actorJson(world, user, homeOf(world, user)),
    view: told,
    is_cleared: view.clear_on_close,
  })
}

/** What a person can do with views, bound to a world and its post. */
export function modalsOf(world: World, post: Post): Doing {
  return {
    type: (user, view, blockId, value) =>
      fill(world, post, user, view, blockId, (element) => {
        if (!String(element['type']).endsWith('_input'))
          throw new Error(`${blockId} is not written in`)
        const most = Number(element['max_length'] ?? 3000)
        if (value.length > most) throw new Error(`${blockId} takes ${most} characters`)
        return { value: value === '' ? null : value }
      }),
    choose: (user, view, blockId, value) =>
      fill(world, post, user, view, blockId, (element) => chosen(element, value)),
    submit: (user, view) => submit(world, post, user, view),
    dismiss: (user) => dismiss(world, post, user),
    view: (user) => {
      const view = topView(world, user)
      return view === null ? null : structuredClone(view)
    },
    home: (user) => {
      const view = world.views.get(world.homes.get(user) ?? '')
      return view === undefined ? null : structuredClone(view)
    },
  }
}
