import type { CallbackName } from '#render/slack/action-names.ts'
import type { ModalView } from '#render/slack/blocks.ts'
import { draftWorking } from '#render/slack/draft-modal.ts'
import { noticeModal } from '#render/slack/notice-modal.ts'
import { questionFaults, reasonFaults, typedFaults } from './decide-form.ts'
import type { SlackBody } from './delivery.ts'
import { draftFaults } from './draft-form.ts'
import { settingsFaults } from './settings.ts'

/** What is wrong with a submitted view as it stands, under the input that it is about; null = nothing. */
const faultsOf: Partial<Record<CallbackName, (body: SlackBody) => Record<string, string> | null>> =
  {
    own_settings: settingsFaults,
    draft_orders: draftFaults,
    adjust_order: draftFaults,
    approve_typed: typedFaults,
    reject_reason: reasonFaults,
    ask_question: questionFaults,
  }

const working = (title: string) => () => noticeModal(title, ['One moment.'])

/** What stands in the place of a view while it is worked; the others close. */
const workingOn: Partial<Record<CallbackName, () => ModalView>> = {
  draft_orders: () => draftWorking(''),
  adjust_order: () => draftWorking(''),
  approve_typed: working('Approve the order'),
  reject_reason: working('Reject the order'),
  ask_question: working('Ask a question'),
}

/** What Slack must hear at once about a delivery: nothing, or what becomes of a view that was submitted. */
export function answerAtOnce(body: SlackBody): SlackBody | null {
  if (body['type'] !== 'view_submission') return null
  const { callback_id: name } = body['view'] as { callback_id?: unknown }
  const errors = faultsOf[name as CallbackName]?.(body) ?? null
  if (errors !== null) return { response_action: 'errors', errors }
  const view = workingOn[name as CallbackName]?.()
  return view === undefined ? null : { response_action: 'update', view }
}
