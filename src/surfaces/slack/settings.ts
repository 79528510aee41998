// How a person is told, as the modal asks it and gives it back: whether the digest comes, and when nothing comes.
import type { HomeSettings } from '#render/slack/home.ts'
import { DIGEST_ON, SETTINGS_INPUTS } from '#render/slack/settings.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { SlackPerson } from '#store/slack-people.ts'
import type { SlackBody } from './delivery.ts'
import { recordOf } from './fields-of.ts'

/** What a person set, as the home tab and the modal show it. */
export function shownSettings(mapping: SlackPerson): HomeSettings {
  const { digest, quietFrom, quietUntil, timeZone } = mapping
  const none = quietFrom === quietUntil
  return {
    digest,
    quietFrom: none ? null : quietFrom,
    quietUntil: none ? null : quietUntil,
    timeZone,
  }
}

/** What was put into an input of the submitted view. */
function chosenIn(body: SlackBody, { block, action }: { block: string; action: string }) {
  const { values } = recordOf(recordOf(body['view'])['state'])
  return recordOf(recordOf(recordOf(values)[block])[action])
}

function timeIn(body: SlackBody, input: { block: string; action: string }): string | null {
  const time = chosenIn(body, input)['selected_time'] ?? null
  if (time === null) return null
  if (typeof time === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return time
  throw new QuartermasterError(
    'invalid',
    'That is no time of day.',
    'Write hours and minutes, for example 19:00.',
  )
}

function digestIn(body: SlackBody): boolean {
  const chosen = chosenIn(body, SETTINGS_INPUTS.digest)['selected_options']
  return Array.isArray(chosen) && chosen.some((option) => recordOf(option)['value'] === DIGEST_ON)
}

/** What is wrong with a submitted modal, under the input that it is about; null = nothing. Looks at nothing else. */
export function settingsFaults(body: SlackBody): Record<string, string> | null {
  const { quietFrom, quietUntil } = SETTINGS_INPUTS
  const [from, until] = [quietFrom, quietUntil].map(
    (input) => chosenIn(body, input)['selected_time'] ?? null,
  )
  if ((from === null) === (until === null)) return null
  const missing = from === null ? quietFrom : quietUntil
  return { [missing.block]: 'Quiet hours need both times. Leave both empty for none.' }
}

/** What the submitted modal says; throws QuartermasterError('invalid') for a time that is none. */
export function chosenSettings(
  body: SlackBody,
): Pick<SlackPerson, 'digest' | 'quietFrom' | 'quietUntil'> {
  const never = '00:00'
  const quietFrom = timeIn(body, SETTINGS_INPUTS.quietFrom) ?? never
  const quietUntil = timeIn(body, SETTINGS_INPUTS.quietUntil) ?? never
  return { digest: digestIn(body), quietFrom, quietUntil }
}
