// The home tab: what waits for its reader, what needs a person, this week's list, and how they are told.
import { linesValue } from './action-names.ts'
import type { HomeView, ViewBlock } from './blocks.ts'
import { always, fitView } from './budget.ts'
import type { Part } from './budget.ts'
import type { BuyList } from './buy-list-lines.ts'
import { actions, button, context, header, section } from './elements.ts'
import { plain } from './text.ts'
import { exceptionsPart, inboxPart, weekPart } from './watch-parts.ts'
import type { Exceptions, Inbox } from './watch-parts.ts'
import { NAME, SENTENCE, shown } from './words.ts'

/** A part of the page, or why it is not there: it takes long and comes, or it failed. Each stands or fails alone. */
export type HomeResult<Result> = Result | { looking: true } | Failed
type Failed = { failed: { message: string; repair: string } }

const isFailed = (result: object): result is Failed => 'failed' in result

export type HomeSettings = {
  digest: boolean
  /** 'HH:MM' in the person's own time; null, or both the same = no quiet hours. */
  quietFrom: string | null
  quietUntil: string | null
  timeZone: string
}

export type Home = {
  name: string
  asOf: string
  inbox: HomeResult<Inbox>
  exceptions: HomeResult<Exceptions>
  list: HomeResult<BuyList>
  settings: HomeSettings
  /** The caller's word for the list, given back by "Show all". */
  listName: string
  /** The web console, where the reader's browser reaches it. */
  consoleUrl: string | null
}

/** The part by its drawing; while it is looked for, or when it failed, its title and a line that says so. */
function partOf<Result extends object>(
  title: string,
  result: HomeResult<Result>,
  draw: (result: Result) => Part<ViewBlock>,
): Part<ViewBlock> {
  if ('looking' in result) return always<ViewBlock>([header(title), context('Looking …')])
  if (!isFailed(result)) return draw(result)
  const { message, repair } = result.failed
  return always<ViewBlock>([
    header(title),
    section(`${plain(message, SENTENCE)} ${plain(repair, SENTENCE)}`),
  ])
}

/** How the person is told, in words. */
export function settingsText({ digest, quietFrom, quietUntil, timeZone }: HomeSettings): string {
  const quiet =
    quietFrom === null || quietUntil === null || quietFrom === quietUntil
      ? 'No quiet hours'
      : `Quiet from ${plain(quietFrom, 5)} to ${plain(quietUntil, 5)}`
  const weekly = digest ? 'Monday digest on' : 'Monday digest off'
  return `${weekly} · ${quiet} · ${plain(timeZone, 40)}`
}

function settingsPart(home: Home): Part<ViewBlock> {
  return always<ViewBlock>([
    header('How you are told'),
    section(settingsText(home.settings), button('edit_settings', 'Change', { value: 'settings' })),
  ])
}

/** The home tab of one person; what waits for them is never left out. */
export function homeView(home: Home): HomeView {
  const { inbox, exceptions, list } = home
  const buttons = [
    button('show_lines', 'Show all', { value: linesValue(1, home.listName) }),
    button('refresh_home', 'Refresh', { value: 'home' }),
    ...(home.consoleUrl === null
      ? []
      : [button('open_page', 'Open the web console', { url: home.consoleUrl })]),
  ]
  return {
    type: 'home',
    callback_id: 'home',
    blocks: fitView([
      always<ViewBlock>([context(`${plain(home.name, NAME)} · as of ${shown('asOf', home.asOf)}`)]),
      partOf('Waits for you', inbox, inboxPart),
      partOf('Exceptions', exceptions, (found) => exceptionsPart(found, 1, 10)),
      partOf('Reorder this week', list, (due) => weekPart(due, 2, 5)),
      always<ViewBlock>(actions(buttons)),
      settingsPart(home),
    ]).blocks,
  }
}
