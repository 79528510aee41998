import { asking, openedMessages } from './ask-listeners.ts'
import { ordering } from './card-listeners.ts'
import { reviewOrder } from './home-review.ts'
import { homeOpened, showHome } from './home.ts'
import { onTokensRevoked, onUninstalled, onUserChange } from './notices.ts'
import type { Listeners } from './router.ts'
import { openSettings, saveSettings } from './settings-change.ts'

/** Everything that the bot listens to, by name. */
export const listeners: Listeners = {
  events: {
    ...asking.events,
    app_home_opened: async (visit, body) => {
      await homeOpened(visit, body)
      await openedMessages(visit, body)
    },
  },
  notices: {
    app_uninstalled: onUninstalled,
    tokens_revoked: onTokensRevoked,
    user_change: onUserChange,
  },
  commands: asking.commands,
  clicks: {
    ...asking.clicks,
    ...ordering.clicks,
    refresh_home: showHome,
    review_order: reviewOrder,
    edit_settings: openSettings,
  },
  views: { ...asking.views, ...ordering.views, own_settings: saveSettings },
}
