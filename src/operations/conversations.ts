import { readConversation, type StoredExchange } from '#store/conversations.ts'
import { personOf, type Shop } from './shop.ts'

const mostExchanges = 100

/** The exchanges of a conversation of the person in front of the shop, the oldest first; unknown is 'not_found'. */
export async function conversationOf(
  shop: Shop,
  { conversationId }: { conversationId: string },
): Promise<StoredExchange[]> {
  const { id: personId } = await personOf(shop)
  const { exchanges } = await readConversation(shop.db, conversationId, {
    last: mostExchanges,
    personId,
  })
  return exchanges
}
