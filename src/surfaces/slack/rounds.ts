// What the bot does on its own, from the one job queue: every quarter of an hour it looks who is to be told something now,
// by their own clock, every hour who its people are in Slack, and every night it forgets deliveries of which nothing comes again. What was missed while the program was down is made up by the next round, if it is still due.
import { holding } from '#store/hold.ts'
import type { Round } from '#store/job-queue.ts'
import { forgetDeliveries } from '#store/slack-deliveries.ts'
import { sendAlerts } from './alerts.ts'
import { sendDigests } from './digest.ts'
import { lookAtEverybody } from './notices.ts'
import type { Slack } from './slack.ts'

/** The rounds of the bot, for the job queue. One process at a time does each; the others leave it to that one. */
export function slackRounds(slack: Slack): Round[] {
  const round = (name: string, cron: string, act: (slack: Slack) => Promise<void>): Round => ({
    name,
    cron,
    work: async () => {
      await holding(slack.program.database, name, () => act(slack))
    },
  })
  return [
    round('slack_digest', '*/15 * * * *', sendDigests),
    round('slack_alerts', '*/15 * * * *', sendAlerts),
    round('slack_people', '7 * * * *', lookAtEverybody),
    round('slack_forget', '23 3 * * *', forgetWhatIsOver),
  ]
}

/** Slack tries a delivery for an hour at most, and a click can be replayed for five minutes. */
const keptMs = 7 * 86_400_000

function forgetWhatIsOver({ db, program }: Slack): Promise<void> {
  return forgetDeliveries(db, new Date(program.now().getTime() - keptMs).toISOString())
}
