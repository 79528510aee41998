// We call Slack: a websocket that Slack sends through, for shops without an address in the internet.
import { LogLevel, SocketModeClient } from '@slack/socket-mode'
import type { Secret } from '#root/secret.ts'
import type { SlackBody } from './delivery.ts'
import { inTime } from './in-time.ts'
import type { Intake } from './intake.ts'

type Envelope = {
  ack(answer?: SlackBody): Promise<void>
  body: SlackBody
}

type SocketOptions = {
  apiUrl: string
  appToken: Secret
  sleep(ms: number): Promise<void>
  report(error: unknown): void
}

/** Before connecting again: after a drop, and the longer the more often it failed in a row. */
const pausesMs = [200, 1_000, 5_000, 15_000, 30_000]
/** Slack says hello within a second or two of a connection. */
const helloWithinMs = 30_000
const closedWithinMs = 5_000

/**
 * Opens Socket Mode and keeps it open until it is stopped: whatever ends a connection, or refuses one, is reported and
 * tried again. The SDK's own reconnecting is off: a token that Slack refuses would end our process there.
 */
export function openSocket(intake: Intake, options: SocketOptions): { stop(): Promise<void> } {
  const { apiUrl, appToken, report } = options
  const client = new SocketModeClient({
    appToken: appToken.reveal(),
    logLevel: LogLevel.ERROR,
    autoReconnectEnabled: false,
    clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, timeout: 10_000 },
  })
  client.on('slack_event', ({ ack, body }: Envelope) => {
    // Without an acknowledgement Slack sends it again.
    intake
      .take(body)
      .then((answer) => (answer === null ? ack() : ack(answer)))
      .catch(report)
  })
  client.on('error', report)
  const life = { stopped: false }
  void stayConnected(client, options, life)
  return {
    async stop() {
      life.stopped = true
      const closed = await inTime(closedWithinMs, client.disconnect())
      if (!closed) report(new Error('the socket to Slack did not close in time'))
    },
  }
}

async function stayConnected(
  client: SocketModeClient,
  { sleep, report }: SocketOptions,
  life: { stopped: boolean },
): Promise<void> {
  let failures = 0
  while (!life.stopped) {
    try {
      await connection(client, () => {
        failures = 0
        // It was told to stop while Slack was still asked for an address.
        if (life.stopped) void client.disconnect()
      })
    } catch (error) {
      failures += 1
      if (!life.stopped) report(new Error('the socket to Slack did not open', { cause: error }))
    }
    if (!life.stopped) await sleep(pausesMs[Math.min(failures, pausesMs.length - 1)] ?? 0)
  }
}

/** Connects once; resolves when that connection is over, rejects when it did not come about. */
async function connection(client: SocketModeClient, opened: () => void): Promise<void> {
  let end: () => void = () => undefined
  const over = new Promise<void>((resolve) => {
    end = resolve
  })
  client.once('disconnected', end)
  try {
    const greeted = await inTime(helloWithinMs, client.start())
    if (!greeted) {
      void client.disconnect()
      throw new Error('Slack did not say hello')
    }
    opened()
    await over
  } finally {
    client.off('disconnected', end)
  }
}
