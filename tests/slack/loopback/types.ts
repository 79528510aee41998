// What a test sees of the loopback Slack: the names are Slack's own where Slack has one.

/** A JSON object whose fields nobody has checked yet. */
export type Fields = Record<string, unknown>

/** A block or an element of a block, as it was sent, with the ids that Slack fills in. */
export type Block = { type: string; block_id?: string } & Fields

/** What a text or a message would turn into when Slack shows it. */
export type Links = {
  /** Written as a link or linked by Slack on its own; `label` is null where the address itself is shown. */
  links: { url: string; label: string | null }[]
  users: string[]
  channels: string[]
  /** Wake everybody up: here, channel, everyone, or a user group's id. */
  broadcasts: string[]
}

/** One card of a streamed message: what the app was doing. */
export type Task = {
  id: string
  title: string
  status: 'pending' | 'in_progress' | 'complete' | 'error'
  details: string
  output: string
  sources: { url: string; text: string }[]
}

export type Message = {
  channel: string
  ts: string
  /** Who posted it; the app posts as its bot user. */
  user: string
  text: string
  blocks: Block[]
  thread_ts: string | null
  reply_broadcast: boolean
  edited: { user: string; ts: string } | null
  metadata: { event_type: string; event_payload: Fields } | null
  /** Whom an ephemeral message is shown to; null = everybody in the channel. */
  ephemeralTo: string | null
  /** Null = it was never streamed. */
  streaming: 'open' | 'done' | null
  /** The markdown streamed so far, or sent as `markdown_text`. */
  markdown: string
  tasks: Task[]
  planTitle: string | null
  task_display_mode: 'plan' | 'timeline'
  unfurl_links: boolean
  unfurl_media: boolean
  /** Everything in the message that Slack would make clickable or notify. */
  links: Links
  files: string[]
  reactions: string[]
}

/** The values that a person has put into the inputs: by block id, then action id. */
export type State = Record<string, Record<string, Fields>>

export type View = {
  id: string
  hash: string
  type: 'modal' | 'home'
  title: string
  submit: string | null
  close: string | null
  blocks: Block[]
  private_metadata: string
  callback_id: string
  external_id: string
  clear_on_close: boolean
  notify_on_close: boolean
  root_view_id: string
  previous_view_id: string | null
  team_id: string
  user: string
  state: { values: State }
  /** The messages under the inputs after `response_action: errors`. */
  errors: Record<string, string>
}

export type SlackFile = {
  id: string
  name: string
  title: string
  altText: string
  bytes: Buffer
  mimetype: string
  /** Waiting for its bytes, waiting to be completed, completed (and processed a look later). */
  stage: 'asked' | 'uploaded' | 'complete'
  /** How many more times somebody looks at it (files.info, or a block that wants it) before it is processed. */
  looksLeft: number
  channels: string[]
  thread_ts: string | null
  team_id: string
}

export type Call = {
  method: string
  body: Fields
  /** What Slack answered; null where the connection was cut. */
  answer: Fields | null
  status: number
  /** Epoch seconds of the loopback's clock. */
  at: number
  team_id: string
}

/** How the app took a delivery, as Slack sees it. */
export type Delivered = {
  /** The HTTP status, or 200 for an acknowledgement over the socket; 0 = none came. */
  status: number
  body: unknown
  milliseconds: number
  withinThreeSeconds: boolean
  /** What the person is shown instead when the app did not answer well; null = nothing wrong. */
  trouble: string | null
  /** What Slack did about a failed event on its own, at once. */
  retries: Delivered[]
}

/** Something that was sent to the app, kept so that it can be sent again byte by byte. */
export type Delivery = {
  kind: 'event' | 'interactive' | 'command'
  contentType: string
  body: string
  payload: Fields
  /** Over the socket an envelope keeps its id when it is sent again. */
  envelopeId: string
  /** As they were last sent over HTTP: with them and the body, `raw` replays the very same request. */
  headers: Record<string, string>
  attempts: number
  isDone: boolean
  /** Null = it is under way. */
  delivered: Delivered | null
}

export type Fault = {
  status?: number
  error?: string
  retryAfterSeconds?: number
  delayMs?: number
  /** The connection is cut without an answer. */
  hangUp?: boolean
  /** The call does its work first and only its answer is lost or wrong. */
  afterDoing?: boolean
  times?: number
}

export type NewUser = {
  id: string
  name: string
  email: string | null
  tz?: string
  deleted?: boolean
  isRestricted?: boolean
  isUltraRestricted?: boolean
  isBot?: boolean
  teamId?: string
  /** A person of another company in a shared channel. */
  isStranger?: boolean
}

export type NewChannel = {
  id: string
  name: string
  members: string[]
  isShared?: boolean
  isPrivate?: boolean
  isArchived?: boolean
  /** The app is a member; true unless said otherwise. */
  hasBot?: boolean
  teamId?: string
}

export type NewTeam = {
  id: string
  name: string
  botToken?: string
  botUserId?: string
  /** The code that `oauth.v2.access` exchanges for the bot token, once. */
  code?: string
  installedBy?: string
  scopes?: string[]
}

export type LoopbackOptions = {
  signingSecret?: string
  /** Epoch seconds. */
  clock?: () => number
  teamId?: string
  /** What the bot token may do; unless said, what the manifest asks for, or everything that is known here. */
  scopes?: string[]
  /** What the app is subscribed to, like `message.im`. */
  events?: string[]
  /** The app's own manifest: scopes and subscriptions are taken from it. */
  manifest?: Fields
  client?: { id: string; secret: string }
  /** How many looks (files.info, or a block that wants it) come too early for a completed file; 1 unless said. */
  earlyFileLooks?: number
  /** How long a delivery is waited for at most. */
  patienceMs?: number
}

export type Sent = string | RegExp

export type LoopbackSlack = {
  /** Pass it as `slackApiUrl`. */
  apiUrl: string
  tokens: { bot: string; app: string; configuration: string }
  signingSecret: string
  teamId: string
  botUserId: string
  appId: string
  client: { id: string; secret: string }
  addUser(user: NewUser): void
  addChannel(channel: NewChannel): void
  addTeam(team: NewTeam): void
  archive(channel: string): void
  setScopes(scopes: string[], teamId?: string): void
  /** Answers `token_revoked` from now on. */
  revoke(teamId?: string): void
  /** Refuses with 429 what is more than Slack's tiers allow, from now on. */
  limitRates(isOn: boolean): void
  messages(channel: string): Message[]
  ephemerals(channel: string, user: string): Message[]
  im(user: string): string
  view(user: string): View | null
  home(user: string): View | null
  files(): SlackFile[]
  calls(method?: string): Call[]
  /** Prompts, status and title that the app set for a thread of the agent. */
  thread(channel: string, threadTs: string): { status: string; title: string; prompts: Fields[] }
  /** Plans what goes wrong with the next calls of a method; `response_url` stands for answers to clicks. */
  fail(method: string, fault: Fault): void
  connect(to: { requestUrl: string } | 'socket'): void
  say(
    user: string,
    channel: string,
    text: string,
    options?: { threadTs?: string },
  ): Promise<Delivered>
  click(
    user: string,
    message: Message | View,
    actionId: Sent,
    options?: { value?: string | string[]; at?: number; block?: string },
  ): Promise<Delivered>
  type(user: string, view: View, blockId: string, value: string): Promise<Delivered | null>
  choose(
    user: string,
    view: View,
    blockId: string,
    value: string | string[],
  ): Promise<Delivered | null>
  submit(user: string, view?: View): Promise<Delivered>
  /** The person closes the top modal; the app hears of it only if it asked to. */
  dismiss(user: string): Promise<Delivered | null>
  slash(user: string, channel: string, command: string, text: string): Promise<Delivered>
  openHome(user: string, tab?: 'home' | 'messages'): Promise<Delivered>
  event(event: Fields, options?: { teamId?: string }): Promise<Delivered>
  raw(request: {
    headers: Record<string, string>
    body: string
  }): Promise<{ status: number; body: string }>
  deliveries(): Delivery[]
  lastDelivery(): Delivery
  /** Sends it again, signed anew; an event as a retry. */
  redeliver(delivery: Delivery, retryNum?: number): Promise<Delivered>
  /** Keeps back what is to be delivered; `redeliver` then sends it in any order, each first time without a retry number. */
  hold(isHeld: boolean): void
  /** The next retry of every event that failed, as Slack does it after a minute and after five. */
  retryNow(): Promise<Delivered[]>
  /** Signs a body as Slack does: for requests that a test changes before it sends them by `raw`. */
  sign(body: string, timestamp?: number): Record<string, string>
  sockets(): number
  dropSocket(): void
  /** Slack asks the app to connect anew, as it does every few hours. */
  refreshSocket(): void
  /** The challenge that Slack sends to a request address once. */
  verifyUrl(): Promise<Delivered>
  close(): Promise<void>
}
