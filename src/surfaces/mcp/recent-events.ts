import type { EventStore } from '@modelcontextprotocol/server'

type Kept = { id: number; streamId: string; message: Message; characters: number }
type Message = Parameters<EventStore['storeEvent']>[1]

/** A call tells some twenty steps and its result; enough for a few calls that were cut off at once. */
const maximumEvents = 100
/** Sessions are many: what one may hold of the memory. */
const maximumCharacters = 500_000

/**
 * What one session was told last, so that a client whose connection broke hears the rest when it comes back with
 * `Last-Event-ID`. The oldest are forgotten first; whoever asks for those is refused and has to call again.
 */
export function recentEvents(): EventStore {
  const kept: Kept[] = []
  let count = 0
  let characters = 0

  function storeEvent(streamId: string, message: Message): Promise<string> {
    const size = JSON.stringify(message).length
    kept.push({ id: ++count, streamId, message, characters: size })
    characters += size
    while (kept.length > maximumEvents || (kept.length > 1 && characters > maximumCharacters)) {
      characters -= kept.shift()!.characters
    }
    return Promise.resolve(String(count))
  }

  const eventOf = (id: string) => kept.find((event) => String(event.id) === id)

  return {
    storeEvent,
    getStreamIdForEventId: (id) => Promise.resolve(eventOf(id)?.streamId),
    async replayEventsAfter(lastId, { send }) {
      const last = eventOf(lastId)
      if (last === undefined) throw new Error('The event is no longer known.')
      const missed = kept.filter(({ id, streamId }) => id > last.id && streamId === last.streamId)
      for (const { id, message } of missed) {
        // An empty message only opened the stream.
        if ('jsonrpc' in message) await send(String(id), message)
      }
      return last.streamId
    },
  }
}
