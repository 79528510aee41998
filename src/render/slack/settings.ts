// How a person is told, changed in a modal.
import type { Checkboxes, InputBlock, ModalView, ViewBlock } from './blocks.ts'
import { always, fitView } from './budget.ts'
import { LIMITS, context, plainObject } from './elements.ts'
import type { HomeSettings } from './home.ts'
import { plain } from './text.ts'
import { modal } from './views.ts'

/** The blocks of the modal and the action in each, for reading what was chosen. */
export const SETTINGS_INPUTS = {
  digest: { block: 'digest', action: 'digest' },
  quietFrom: { block: 'quiet_from', action: 'quiet_from' },
  quietUntil: { block: 'quiet_until', action: 'quiet_until' },
} as const

/** The value of the ticked box. */
export const DIGEST_ON = 'on'

function timeInput(
  input: { block: string; action: string },
  label: string,
  at: string | null,
): InputBlock {
  const isTime = at !== null && /^([01]\d|2[0-3]):[0-5]\d$/.test(at)
  return {
    type: 'input',
    block_id: input.block,
    optional: true,
    label: plainObject(label, LIMITS.label),
    element: {
      type: 'timepicker',
      action_id: input.action,
      ...(isTime && { initial_time: at }),
    },
  }
}

function digestInput({ digest }: HomeSettings): InputBlock {
  const option: Checkboxes['options'][number] = {
    text: plainObject('Send me the digest on Monday', LIMITS.button),
    value: DIGEST_ON,
  }
  return {
    type: 'input',
    block_id: SETTINGS_INPUTS.digest.block,
    optional: true,
    label: plainObject('Monday digest', LIMITS.label),
    element: {
      type: 'checkboxes',
      action_id: SETTINGS_INPUTS.digest.action,
      options: [option],
      ...(digest && { initial_options: [option] }),
    },
  }
}

/** The modal in which a person turns the digest on or off and sets their quiet hours; both empty = none. */
export function settingsModal(settings: HomeSettings, metadata: string): ModalView {
  return modal({
    callback: 'own_settings',
    title: 'How you are told',
    submit: 'Save',
    close: 'Cancel',
    metadata,
    blocks: fitView([
      always<ViewBlock>([
        digestInput(settings),
        timeInput(SETTINGS_INPUTS.quietFrom, 'Quiet from', settings.quietFrom),
        timeInput(SETTINGS_INPUTS.quietUntil, 'Quiet until', settings.quietUntil),
        context(
          `Times are in ${plain(settings.timeZone, 40)}. In quiet hours no digest and no alert is sent to you; they come when the hours end. Orders that wait for you come at once. Leave both empty for none.`,
        ),
      ]),
    ]).blocks,
  })
}
