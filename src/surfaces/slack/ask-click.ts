import type { SlackBody } from './delivery.ts'
import { recordOf, textOf } from './fields-of.ts'

export type Click = {
  value: string
  /** Opens one modal within three seconds of the click. */
  triggerId: string
  /** The modal that the button is in; null = it is in a message or on the home tab. */
  modalId: string | null
  /** The message that the button is in; null = it is in a view, or only one person sees it. */
  messageTs: string | null
}

/** What a click on a button of ours says; fields that Slack did not send are ''. */
export function clickOf(body: SlackBody): Click {
  const [action] = Array.isArray(body['actions']) ? body['actions'].map(recordOf) : []
  const view = recordOf(body['view'])
  const container = recordOf(body['container'])
  const isKept = container['is_ephemeral'] !== true
  return {
    value: textOf(action?.['value']),
    triggerId: textOf(body['trigger_id']),
    modalId: view['type'] === 'modal' ? textOf(view['id']) : null,
    messageTs: (isKept && textOf(container['message_ts'])) || null,
  }
}
