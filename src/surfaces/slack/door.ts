// The one door through which anything is written to Slack: no link is unfolded, nothing is larger than Slack takes.
import type { HomeView, MessageBlock, ModalView, SlackMessage } from '#render/slack/blocks.ts'
import { SlackRefusal, type Answer, type WebApi } from './web-api.ts'
import { recordOf, textOf } from './fields-of.ts'

/** Where a message goes: a channel or a direct message, and the thread in it. */
export type Place = { channelId: string; threadTs?: string | null }

/** Where a message stands. */
export type Posted = { channelId: string; ts: string }

/** What a message carries unseen, so that it can be found again after a crash. */
export type Mark = { id: string }

export type SlackProfile = {
  userId: string
  teamId: string
  name: string
  email: string | null
  timeZone: string
  /** Why Slack itself would not let them in as a member; null = a full member of this workspace. */
  outsider: 'guest' | 'external' | 'deactivated' | 'bot' | null
}

export type TaskChunk = {
  type: 'task_update'
  id: string
  title: string
  status: 'pending' | 'in_progress' | 'complete' | 'error'
  details?: string
  output?: string
}
export type StreamChunk = TaskChunk | { type: 'markdown_text'; text: string }

export type Door = {
  teamId: string
  /** Rejects with SlackUncertain when nobody knows whether it stands there; look with `find` before saying it again. */
  post(place: Place, message: SlackMessage, mark: Mark): Promise<Posted>
  /** The message with this mark among the newest of a direct message, or null. */
  find(place: Place, mark: Mark): Promise<Posted | null>
  /** Writes a message anew; 'gone' when somebody deleted it. */
  update(posted: Posted, message: SlackMessage): Promise<'updated' | 'gone'>
  /** Shows it to one user only, until they close it; it is not kept. */
  whisper(place: Place, userId: string, message: SlackMessage): Promise<void>
  startStream(place: Required<Place>, userId: string, chunks: StreamChunk[]): Promise<Posted>
  appendStream(posted: Posted, chunks: StreamChunk[]): Promise<void>
  stopStream(posted: Posted, blocks: MessageBlock[]): Promise<void>
  /** Opens a modal, `onTop` of the one that the click was in; 'too_late': the click is older than three seconds, or was used. */
  openView(
    triggerId: string,
    view: ModalView,
    onTop?: boolean,
  ): Promise<{ viewId: string } | 'too_late'>
  updateView(viewId: string, view: ModalView): Promise<'updated' | 'gone'>
  publishHome(userId: string, view: HomeView): Promise<void>
  /** The direct message of the bot and a user. */
  directOf(userId: string): Promise<string>
  profileOf(userId: string): Promise<SlackProfile>
  channelName(channelId: string): Promise<{ name: string; isDirect: boolean; isShared: boolean }>
  /** Questions to begin with, in a thread or (null) above all threads of a direct message. */
  suggest(place: Place, prompts: { title: string; message: string }[]): Promise<void>
  /** Uploads a picture without showing it anywhere; its id may stand in an image block once Slack has looked at it. */
  upload(png: Uint8Array, name: string, alt: string): Promise<string>
}

const unfolded = { unfurl_links: false, unfurl_media: false }
const eventType = 'quartermaster_post'

const placed = ({ channelId, threadTs }: Place) => ({
  channel: channelId,
  ...(threadTs !== undefined && threadTs !== null && { thread_ts: threadTs }),
})

const said = ({ blocks, text }: SlackMessage) => ({ blocks, text })

/** What may be missing where nobody did anything wrong: it was deleted, closed, or has expired. */
async function unless<const Result, const Otherwise>(
  codes: readonly string[],
  otherwise: Otherwise,
  act: () => Promise<Result>,
): Promise<Result | Otherwise> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof SlackRefusal && codes.includes(error.code)) return otherwise
    throw error
  }
}

function profileFrom(user: Answer, teamId: string): SlackProfile {
  const profile = recordOf(user['profile'])
  const home = textOf(user['team_id'])
  const outsider =
    user['deleted'] === true
      ? 'deactivated'
      : user['is_bot'] === true
        ? 'bot'
        : user['is_stranger'] === true || (home !== '' && home !== teamId)
          ? 'external'
          : user['is_restricted'] === true || user['is_ultra_restricted'] === true
            ? 'guest'
            : null
  return {
    userId: textOf(user['id']),
    teamId: home === '' ? teamId : home,
    name: textOf(user['real_name']) || textOf(user['name']),
    email: textOf(profile['email']) || null,
    timeZone: textOf(user['tz']) || 'Etc/UTC',
    outsider,
  }
}

/** The door of one workspace. Each of its functions also rejects with SlackRefusal. */
export function openDoor(teamId: string, api: WebApi): Door {
  const messages = messageCalls(teamId, api)
  const views = viewCalls(api)
  return { teamId, ...messages, ...views, ...readCalls(teamId, api), upload: uploadWith(api) }
}

type MessageCalls = Pick<
  Door,
  'post' | 'find' | 'update' | 'whisper' | 'startStream' | 'appendStream' | 'stopStream' | 'suggest'
>

function messageCalls(teamId: string, api: WebApi): MessageCalls {
  const standing = ({ channelId, ts }: Posted) => ({ channel: channelId, ts })
  return {
    async post(place, message, mark) {
      const metadata = { event_type: eventType, event_payload: mark }
      const args = { ...placed(place), ...said(message), ...unfolded, metadata }
      const answer = await api.call('chat.postMessage', args, false)
      return { channelId: textOf(answer['channel']), ts: textOf(answer['ts']) }
    },
    async find({ channelId, threadTs }, mark) {
      const method =
        threadTs === undefined || threadTs === null
          ? 'conversations.history'
          : 'conversations.replies'
      const args = { channel: channelId, include_all_metadata: true, limit: 100 }
      const thread = threadTs === undefined || threadTs === null ? {} : { ts: threadTs }
      const { messages } = await api.call(method, { ...args, ...thread }, true)
      const found = (Array.isArray(messages) ? messages.map(recordOf) : []).find((message) => {
        const { event_type, event_payload } = recordOf(message['metadata'])
        return event_type === eventType && recordOf(event_payload)['id'] === mark.id
      })
      return found === undefined ? null : { channelId, ts: textOf(found['ts']) }
    },
    update: (posted, message) =>
      unless(['message_not_found', 'channel_not_found', 'is_archived'], 'gone', async () => {
        // An edit unfolds nothing that was posted folded, and knows no such argument.
        const args = { ...standing(posted), ...said(message) }
        await api.call('chat.update', args, true)
        return 'updated' as const
      }),
    async whisper(place, userId, message) {
      const args = { ...placed(place), ...said(message), user: userId }
      await api.call('chat.postEphemeral', args, false)
    },
    async startStream(place, userId, chunks) {
      const recipient = { recipient_user_id: userId, recipient_team_id: teamId }
      const args = { ...placed(place), ...recipient, task_display_mode: 'timeline', chunks }
      const answer = await api.call('chat.startStream', args, false)
      return { channelId: place.channelId, ts: textOf(answer['ts']) }
    },
    async appendStream(posted, chunks) {
      await api.call('chat.appendStream', { ...standing(posted), chunks }, false)
    },
    async stopStream(posted, blocks) {
      const last = blocks.length === 0 ? {} : { blocks }
      await api.call('chat.stopStream', { ...standing(posted), ...last }, false)
    },
    async suggest({ channelId, threadTs }, prompts) {
      const thread = threadTs === undefined || threadTs === null ? {} : { thread_ts: threadTs }
      const args = { channel_id: channelId, ...thread, prompts }
      await api.call('assistant.threads.setSuggestedPrompts', args, true)
    },
  }
}

function viewCalls(api: WebApi): Pick<Door, 'openView' | 'updateView' | 'publishHome'> {
  return {
    openView: (triggerId, view, onTop = false) =>
      unless(['expired_trigger_id', 'exchanged_trigger_id'], 'too_late', async () => {
        const method = onTop ? 'views.push' : 'views.open'
        const answer = await api.call(method, { trigger_id: triggerId, view }, false)
        return { viewId: textOf(recordOf(answer['view'])['id']) }
      }),
    updateView: (viewId, view) =>
      unless(['not_found', 'view_not_found'], 'gone', async () => {
        await api.call('views.update', { view_id: viewId, view }, true)
        return 'updated' as const
      }),
    async publishHome(userId, view) {
      await api.call('views.publish', { user_id: userId, view }, true)
    },
  }
}

function readCalls(
  teamId: string,
  api: WebApi,
): Pick<Door, 'directOf' | 'profileOf' | 'channelName'> {
  return {
    async directOf(userId) {
      const { channel } = await api.call('conversations.open', { users: userId }, true)
      return textOf(recordOf(channel)['id'])
    },
    async profileOf(userId) {
      const { user } = await api.call('users.info', { user: userId }, true)
      return profileFrom(recordOf(user), teamId)
    },
    async channelName(channelId) {
      const answer = await api.call('conversations.info', { channel: channelId }, true)
      const channel = recordOf(answer['channel'])
      return {
        name: textOf(channel['name']) || channelId,
        isDirect: channel['is_im'] === true,
        isShared: channel['is_ext_shared'] === true || channel['is_shared'] === true,
      }
    },
  }
}

function uploadWith(api: WebApi): Door['upload'] {
  return async (png, name, alt) => {
    const asked = { filename: name, length: png.byteLength, alt_txt: alt }
    const { upload_url, file_id } = await api.call('files.getUploadURLExternal', asked, true)
    const body = new Blob([new Uint8Array(png)], { type: 'image/png' })
    const sent = await fetch(textOf(upload_url), { method: 'POST', body })
    if (!sent.ok) throw new SlackRefusal('upload', `http_${sent.status}`)
    const files = [{ id: textOf(file_id), title: alt }]
    await api.call('files.completeUploadExternal', { files }, false)
    return textOf(file_id)
  }
}
