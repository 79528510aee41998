// Bolt finds the listener of a delivery. It is handed what was written down and checked before, and answers nothing: the
// intake did.
import { App, LogLevel } from '@slack/bolt'
import type { SlackDelivery } from '#store/slack-deliveries.ts'
import { actionNameOf, type ActionName, type CallbackName } from '#render/slack/action-names.ts'
import type { SlackBody } from './delivery.ts'
import { visiting } from './listener.ts'
import type { Slack, Visit } from './slack.ts'

/** What the bot does about something; the delivery is as Slack sent it. */
export type Act = (visit: Visit, body: SlackBody) => Promise<void>

/** What the bot listens to. Each name stands once; what has no name here does nothing. */
export type Listeners = {
  /** By type: 'app_mention', 'message', 'app_home_opened' ... */
  events: Record<string, Act>
  /** Events of a workspace and not of a person: 'app_uninstalled', 'user_change' ... */
  notices: Record<string, (slack: Slack, delivery: SlackDelivery) => Promise<void>>
  commands: Record<string, Act>
  clicks: Partial<Record<ActionName, Act>>
  views: Partial<Record<CallbackName, Act>>
}

export type Router = (delivery: SlackDelivery) => Promise<void>

const unsaid = async () => undefined

/** Makes the router of these listeners. It rejects as the listener does. */
export function openRouter(slack: Slack, listeners: Listeners): Router {
  const receiver = { init: () => undefined, start: unsaid, stop: unsaid }
  const app = new App({
    receiver,
    // Nothing is sent with Bolt's own client: everything leaves through the door.
    authorize: async ({ teamId }) => ({ ...(teamId !== undefined && { teamId }), botId: 'none' }),
    ignoreSelf: false,
    logLevel: LogLevel.ERROR,
  })
  app.error(async (error) => {
    throw error.original ?? error
  })
  const deliveries = new Map<string, SlackDelivery>()
  const deliveryOf = (context: { deliveryKey?: unknown }): SlackDelivery => {
    const delivery = deliveries.get(String(context.deliveryKey))
    if (delivery === undefined) throw new Error('a listener was called without its delivery')
    return delivery
  }
  const work =
    (act: Act) =>
    async ({ context }: { context: object }) => {
      const delivery = deliveryOf(context)
      await visiting(slack, delivery, (visit) => act(visit, delivery.body as SlackBody))
    }
  for (const [name, act] of Object.entries(listeners.events)) app.event(name, work(act))
  for (const [name, act] of Object.entries(listeners.notices)) {
    app.event(name, async ({ context }: { context: object }) => act(slack, deliveryOf(context)))
  }
  for (const [name, act] of Object.entries(listeners.commands)) app.command(name, work(act))
  for (const [name, act] of Object.entries(listeners.views)) app.view(name, work(act))
  app.action(/^/, async ({ context, action }) => {
    const id = 'action_id' in action ? String(action.action_id) : ''
    const name = actionNameOf(id) as ActionName
    const act = Object.hasOwn(listeners.clicks, name) ? listeners.clicks[name] : undefined
    if (act !== undefined) await work(act)({ context })
  })
  return async (delivery) => {
    deliveries.set(delivery.key, delivery)
    try {
      await app.processEvent({
        body: delivery.body as SlackBody,
        ack: unsaid,
        customProperties: { deliveryKey: delivery.key },
      })
    } finally {
      deliveries.delete(delivery.key)
    }
  }
}
