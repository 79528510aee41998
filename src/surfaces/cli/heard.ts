/** What an operation tells on its way, as a stream; ends or fails as the operation does. */
export async function* heard<Event>(
  operation: (emit: (event: Event) => void) => Promise<unknown>,
): AsyncGenerator<Event> {
  const events: Event[] = []
  let wake = Promise.withResolvers<void>()
  const ended = operation((event) => {
    events.push(event)
    wake.resolve()
  }).then(
    () => null,
    (error: unknown) => ({ error }),
  )
  for (;;) {
    const end = await Promise.race([wake.promise.then(() => undefined), ended])
    // Made before the events are handed on: what is told meanwhile must wake the next round.
    wake = Promise.withResolvers<void>()
    yield* events.splice(0)
    if (end === null) return
    if (end !== undefined) throw end.error
  }
}
