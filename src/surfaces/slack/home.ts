// The home tab: what waits for its reader, what needs a person, this week's list, and how they are told.
import type { BuyList } from '#render/slack/buy-list-lines.ts'
import { homeView } from '#render/slack/home.ts'
import type { Home, HomeResult } from '#render/slack/home.ts'
import type { Exceptions } from '#render/slack/watch-parts.ts'
import { outsideError, QuartermasterError } from '#root/errors.ts'
import { changeSlackPerson } from '#store/slack-people.ts'
import type { SlackBody } from './delivery.ts'
import type { Act } from './router.ts'
import { shownSettings } from './settings.ts'
import type { Slack, Visit } from './slack.ts'

/** So long the whole page is waited for; then what is known is shown, and the rest follows. */
const patienceMs = 400

/** Shows the home tab to whoever opened it. */
export async function homeOpened(visit: Visit, body: SlackBody): Promise<void> {
  const { tab } = body['event'] as { tab?: string }
  if (tab === 'home') await showHome(await withTimeZone(visit))
}

/** People travel, and Slack knows: where they are now is written down when they look. */
async function withTimeZone(visit: Visit): Promise<Visit> {
  const { slack, door, who } = visit
  const { timeZone } = await door.profileOf(who.mapping.userId)
  if (timeZone === who.mapping.timeZone) return visit
  await changeSlackPerson(slack.db, who.mapping, { timeZone })
  return { ...visit, who: { ...who, mapping: { ...who.mapping, timeZone } } }
}

/** What a person's page shows, of the newest look at it; an older look that ends later is not shown any more. */
type Page = { home: Home | null }

const pagesOfBots = new WeakMap<Slack, Map<string, Page>>()

function pagesOf(slack: Slack): Map<string, Page> {
  const pages = pagesOfBots.get(slack) ?? new Map<string, Page>()
  pagesOfBots.set(slack, pages)
  return pages
}

const nameOf = ({ who: { mapping } }: Visit) => `${mapping.teamId} ${mapping.userId}`

async function publish(visit: Visit, page: Page, home: Home): Promise<void> {
  if (pagesOf(visit.slack).get(nameOf(visit)) !== page) return
  page.home = home
  await visit.door.publishHome(visit.who.mapping.userId, homeView(home))
}

/**
 * Publishes the home tab of a person as the books are now. The parts that take long are announced first. Rejects as the
 * door does.
 */
export async function showHome(visit: Visit): Promise<void> {
  const page: Page = { home: null }
  pagesOf(visit.slack).set(nameOf(visit), page)
  const { coming, known } = await lookAround(visit)
  const all = Promise.all(Object.values(coming))
  const isWhole = await Promise.race([
    all.then(() => true),
    visit.slack.sleep(patienceMs).then(() => false),
  ])
  if (!isWhole) await publish(visit, page, known())
  await all
  await publish(visit, page, known())
}

/** Does something that changes what waits for the person, and then shows that on the home tab they have seen. */
export function thenInbox(act: Act): Act {
  return async (visit, body) => {
    await act(visit, body)
    // What was done is done, and is not tried again because a page could not be drawn.
    await showInbox(visit).catch(visit.slack.program.report)
  }
}

/** The rest of the page stays: a plan is not made anew for each decision. */
async function showInbox(visit: Visit): Promise<void> {
  const page = pagesOf(visit.slack).get(nameOf(visit))
  if (page === undefined || page.home === null) return
  const inbox = await visit.application.approvalInbox()
  await publish(visit, page, { ...page.home, inbox })
}

type Looked = Pick<Home, 'inbox' | 'exceptions' | 'list'>

/** Begins to look for every part; `known` is the page as far as they have come. */
async function lookAround(visit: Visit) {
  const { slack, who, application } = visit
  const asOf = await application.asOf()
  const frame = {
    name: who.person.name,
    asOf,
    settings: shownSettings(who.mapping),
    // What recommend_reorders is asked, for "Show all".
    listName: '{}',
    consoleUrl: slack.program.consoleAddress(),
  }
  const looked: Looked = {
    inbox: { looking: true },
    exceptions: { looking: true },
    list: { looking: true },
  }
  const look = async <Name extends keyof Looked>(name: Name, act: () => Promise<Looked[Name]>) => {
    looked[name] = (await act().catch((error: unknown) => failed(slack, error))) as Looked[Name]
  }
  const coming = {
    inbox: look('inbox', () => application.approvalInbox()),
    exceptions: look('exceptions', () => asked<Exceptions>(visit, 'find_exceptions')),
    list: look('list', () => asked<BuyList>(visit, 'recommend_reorders')),
  }
  return { coming, known: (): Home => ({ ...frame, ...looked }) }
}

const asked = async <Result>({ application }: Visit, tool: string) =>
  (await application.callTool(tool, { limit: 10 })) as Result

/** Each part stands or fails alone: the person reads why, a defect is reported. */
function failed(slack: Slack, error: unknown): HomeResult<never> {
  if (!(error instanceof QuartermasterError)) slack.program.report(error)
  const { message, repair } = outsideError(error)
  return { failed: { message, repair } }
}
