// Modals and the home tab: kept views, their stack, and what people have filled in.
import { faultsOfView, sentence } from './block-rules.ts'
import { objectArg, Refusal, type Asked } from './answers.ts'
import { readyImage, withIds } from './message-parts.ts'
import { nextNumber, secretId, type World } from './state.ts'
import type { Block, Fields, State, View } from './types.ts'

const text = (value: unknown): string | null =>
  (value as { text?: string } | undefined)?.text ?? null

/** The value that an input has when nobody has touched it, as a payload shows it. */
export function emptyValue(element: Fields): Fields {
  const type = element['type'] as string
  const one = element['initial_option'] ?? null
  switch (type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return { type, value: (element['initial_value'] as string | undefined) || null }
    case 'rich_text_input':
      return { type, rich_text_value: element['initial_value'] ?? null }
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: one }
    case 'checkboxes':
    case 'multi_static_select':
    case 'multi_external_select':
      return { type, selected_options: element['initial_options'] ?? [] }
    case 'users_select':
      return { type, selected_user: element['initial_user'] ?? null }
    case 'multi_users_select':
      return { type, selected_users: element['initial_users'] ?? [] }
    case 'channels_select':
      return { type, selected_channel: element['initial_channel'] ?? null }
    case 'conversations_select':
      return { type, selected_conversation: element['initial_conversation'] ?? null }
    case 'datepicker':
      return { type, selected_date: element['initial_date'] ?? null }
    case 'timepicker':
      return { type, selected_time: element['initial_time'] ?? null }
    case 'datetimepicker':
      return { type, selected_date_time: element['initial_date_time'] ?? null }
    case 'file_input':
      return { type, files: [] }
    default:
      throw new Error(`no value of ${type} is known here`)
  }
}

const stateful =
  /^(\w+_input|static_select|external_select|radio_buttons|checkboxes|multi_\w+|users_select|channels_select|conversations_select|\w*picker)$/

/** The elements of a block that keep a value, wherever they stand in it. */
export function statefulElements(block: Block): Fields[] {
  const places = [block['element'], block['accessory'], ...((block['elements'] as unknown[]) ?? [])]
  const own = places.filter((one): one is Fields => typeof one === 'object' && one !== null)
  return own.filter((one) => stateful.test(String(one['type'])))
}

/** The state of fresh blocks; what people filled into inputs of the same ids stays. */
export function stateOf(blocks: Block[], before: State = {}): State {
  const state: State = {}
  for (const block of blocks) {
    for (const element of statefulElements(block)) {
      const [id, action] = [block.block_id!, element['action_id'] as string]
      const kept = before[id]?.[action]
      state[id] ??= {}
      state[id][action] =
        kept !== undefined && kept['type'] === element['type'] ? kept : emptyValue(element)
    }
  }
  return state
}

/** The checked view of a call: refused as Slack does if it is not right. */
export function viewArg(asked: Asked): Fields {
  const view = objectArg(asked.args, 'view', 'invalid_arguments')
  return checkedView(asked.world, asked.team.id, view)
}

/** The view if Slack would take it, else the refusal. */
export function checkedView(world: World, teamId: string, view: unknown): Fields {
  const faults = faultsOfView(view, readyImage(world, teamId))
  const first = faults[0]
  if (first !== undefined) {
    const code = first.code === 'view_too_large' ? first.code : 'invalid_arguments'
    throw new Refusal(code, faults.map(sentence))
  }
  return view as Fields
}

/** Refuses an external id that another view of the workspace has. */
export function refuseTakenId(
  world: World,
  teamId: string,
  view: Fields,
  own: string | null,
): void {
  const wanted = view['external_id']
  if (wanted === undefined || wanted === '') return
  const taken = [...world.views.values()].some(
    (one) => one.team_id === teamId && one.external_id === wanted && one.id !== own,
  )
  if (taken) throw new Refusal('duplicate_external_id')
}

type Owner = { user: string; team_id: string; root: string | null; previous: string | null }

/** A view in the workspace, not yet on anybody's screen. */
export function keepView(world: World, sent: Fields, owner: Owner): View {
  const id = `V${nextNumber()}${secretId().slice(0, 6).toUpperCase()}`
  const blocks = withIds(sent['blocks'] as unknown[])
  const view: View = {
    id,
    hash: `${Math.floor(world.clock())}.${secretId().slice(0, 8)}`,
    type: sent['type'] as View['type'],
    title: text(sent['title']) ?? '',
    submit: text(sent['submit']),
    close: text(sent['close']),
    blocks,
    private_metadata: (sent['private_metadata'] as string | undefined) ?? '',
    callback_id: (sent['callback_id'] as string | undefined) ?? '',
    external_id: (sent['external_id'] as string | undefined) ?? '',
    clear_on_close: sent['clear_on_close'] === true,
    notify_on_close: sent['notify_on_close'] === true,
    root_view_id: owner.root ?? id,
    previous_view_id: owner.previous,
    team_id: owner.team_id,
    user: owner.user,
    state: { values: stateOf(blocks) },
    errors: {},
  }
  world.views.set(id, view)
  return view
}

/** Puts new content into a view that is there, in place: its hash changes, its filled inputs stay. */
export function renewView(world: World, view: View, sent: Fields): void {
  const { id, root_view_id, previous_view_id, state, team_id, user } = view
  const fresh = keepView(world, sent, {
    user,
    team_id,
    root: root_view_id,
    previous: previous_view_id,
  })
  world.views.delete(fresh.id)
  Object.assign(view, fresh, {
    id,
    root_view_id,
    state: { values: stateOf(fresh.blocks, state.values) },
  })
}

const plain = (value: string | null): Fields | null =>
  value === null ? null : { type: 'plain_text', text: value, emoji: true }

/** A view in Slack's own form. */
export function viewJson(world: World, view: View): Fields {
  const team = world.teams.get(view.team_id)!
  const modal = { title: plain(view.title), submit: plain(view.submit), close: plain(view.close) }
  return {
    id: view.id,
    team_id: view.team_id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata,
    callback_id: view.callback_id,
    external_id: view.external_id,
    state: { values: view.state.values },
    hash: view.hash,
    ...(view.type === 'modal' ? modal : {}),
    clear_on_close: view.clear_on_close,
    notify_on_close: view.notify_on_close,
    root_view_id: view.root_view_id,
    previous_view_id: view.previous_view_id,
    app_id: world.appId,
    app_installed_team_id: view.team_id,
    bot_id: `B${team.botUserId.slice(1)}`,
  }
}
