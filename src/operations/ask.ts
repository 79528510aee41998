import type { TurnAnswer, TurnEvent } from '#agent/events.ts'
import { buildLexicon, type Lexicon } from '#agent/lexicon.ts'
import { selectModel } from '#agent/models.ts'
import { offlineModel } from '#agent/offline/model.ts'
import { runTurn } from '#agent/turn.ts'
import { appendExchange, createConversation, readConversation } from '#store/conversations.ts'
import type { Database } from '#store/database.ts'
import { lexiconRows } from '#store/lexicon-rows.ts'
import { dataVersion } from '#store/data-version.ts'
import { tools } from '#tools/index.ts'
import { toolContext } from './call-tool.ts'
import type { Shop } from './shop.ts'

export type AskRequest = {
  question: string
  /** Null begins a conversation. */
  conversationId: string | null
  /** Where the question was asked: 'cli', 'web' ... */
  surface: string
}

/**
 * One question to its answer, kept in its conversation. Throws QuartermasterError: 'invalid' for a question that can
 * not be taken, 'not_found' for an unknown conversation, 'unavailable' when cancelled.
 */
export async function ask(
  shop: Shop,
  request: AskRequest,
  emit: (event: TurnEvent) => void,
  signal?: AbortSignal,
): Promise<TurnAnswer> {
  const context = await toolContext(shop)
  const conversation =
    request.conversationId === null
      ? await createConversation(shop.db, {
          personId: context.person.id,
          surface: request.surface,
          now: context.now,
        })
      : await readConversation(shop.db, request.conversationId, { personId: context.person.id })
  const turn = runTurn({
    question: request.question,
    conversation,
    person: context.person,
    tools,
    toolContext: context,
    models: {
      primary: selectModel(shop.model),
      offline: offlineModel({ lexicon: await lexiconOf(shop.db) }),
    },
    clock: () => performance.now(),
    ...(signal === undefined ? {} : { signal }),
  })
  for await (const event of turn) {
    emit(event)
    if (event.type !== 'done') continue
    await appendExchange(shop.db, conversation.id, event.answer, context.now)
    return event.answer
  }
  throw new Error('the turn ended without an answer')
}

const lexicons = new WeakMap<Database, { version: number; lexicon: Promise<Lexicon> }>()

/** The names of the shop, built again only when its data changed. */
async function lexiconOf(db: Database): Promise<Lexicon> {
  const version = await dataVersion(db)
  const known = lexicons.get(db)
  if (known?.version === version) return known.lexicon
  const lexicon = lexiconRows(db).then(buildLexicon)
  lexicons.set(db, { version, lexicon })
  return lexicon
}
