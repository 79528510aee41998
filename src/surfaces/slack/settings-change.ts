// A person changes how they are told: their own settings only, whatever the modal carries.
import { settingsModal } from '#render/slack/settings.ts'
import { QuartermasterError } from '#root/errors.ts'
import { changeSlackPerson } from '#store/slack-people.ts'
import type { SlackBody } from './delivery.ts'
import { showHome } from './home.ts'
import { chosenSettings, shownSettings } from './settings.ts'
import type { Visit } from './slack.ts'

/** Opens the modal with what the person has set. */
export async function openSettings({ door, who }: Visit, body: SlackBody): Promise<void> {
  const view = settingsModal(shownSettings(who.mapping), '')
  const opened = await door.openView(String(body['trigger_id']), view)
  if (opened !== 'too_late') return
  throw new QuartermasterError(
    'unavailable',
    'Your settings could not be shown: Slack waits three seconds for them and no longer.',
    'Click "Change" once more.',
  )
}

/** Writes down what the person chose, and shows it on their home tab. Rejects as the door does. */
export async function saveSettings(visit: Visit, body: SlackBody): Promise<void> {
  const { slack, who } = visit
  const chosen = chosenSettings(body)
  await changeSlackPerson(slack.db, who.mapping, chosen)
  await showHome({ ...visit, who: { ...who, mapping: { ...who.mapping, ...chosen } } })
}
