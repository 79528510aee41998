// The paper about an order, put together from the books: what is mailed, handed over and shown is the same.
import { orderDocument } from '#render/order-documents/order-document.ts'
import type { OrderDocument, Party } from '#render/order-documents/order-document.ts'
import type { DocumentKind } from '#render/order-documents/message-id.ts'
import { postalAddress } from '#render/order-documents/postal-address.ts'
import type { Database } from '#store/database.ts'
import { messagesOf } from '#store/order-messages.ts'
import type { MessageRow } from '#store/order-messages.ts'
import { paperFacts } from '#store/order-paper-facts.ts'
import type { PaperFacts } from '#store/order-paper-facts.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'

type Told = { revision: number; kind: DocumentKind }

/** Stands for our domain in message ids while no mail server is set; nothing is sent then. */
const noDomain = 'shop.invalid'

/** What the supplier has of an order before a revision; null = nothing, or a cancellation of all it had. */
function toldBefore(messages: readonly MessageRow[], revision: number): Told | null {
  return messages
    .filter(({ state }) => state === 'accepted' || state === 'handed_over')
    .filter((message) => message.revision < revision && message.kind !== 'reminder')
    .toSorted((a, b) => a.revision - b.revision || (a.kind === 'order' ? -1 : 1))
    .reduce<Told | null>(
      (told, { kind, revision: at }) =>
        kind === 'cancellation' ? null : { revision: at, kind: told === null ? 'new' : 'change' },
      null,
    )
}

function parties({ shop, supplier, location }: PaperFacts, shopEmail: string | null) {
  const ours: Party = {
    code: 'SHOP',
    name: shop?.name ?? 'Your shop',
    ...postalAddress(shop?.address),
    country: shop?.country ?? null,
    email: shopEmail,
    taxNumber: shop?.taxNumber ?? null,
  }
  const theirs: Party = {
    code: supplier.code,
    name: supplier.name,
    ...postalAddress(supplier.address),
    country: supplier.country,
    email: supplier.email,
    taxNumber: null,
  }
  const place: Party = {
    code: location.code,
    name: `${ours.name}, ${location.name}`,
    ...postalAddress(location.address),
    country: location.country,
    email: null,
    taxNumber: null,
  }
  return { shop: ours, supplier: theirs, deliverTo: place }
}

/**
 * The paper that tells the supplier of an order as it stands, or of its cancellation. `replyTo` is the shop's address for
 * answers. The same order and instant give the same paper. Throws 'conflict' where the books do not add up.
 */
export async function orderPaper(
  db: Database,
  order: OrderWithLines,
  about: { kind: 'order' | 'cancellation'; issuedAt: string; replyTo: string | null },
): Promise<OrderDocument> {
  const { kind, issuedAt, replyTo } = about
  const facts = await paperFacts(db, order)
  const before = toldBefore(await messagesOf(db, order.number), order.revision)
  const first: Told = { revision: order.revision, kind: before === null ? 'new' : 'change' }
  const cancels = kind === 'cancellation'
  return orderDocument({
    kind: cancels ? 'cancellation' : first.kind,
    test: facts.shop !== null && facts.shop.demoAsOf !== null,
    replaces: cancels ? first : before,
    order,
    termsOf: facts.termsOf,
    ...parties(facts, replyTo),
    incoterm: facts.supplier.incoterm,
    paymentTermsDays: facts.supplier.paymentTermsDays,
    // The note of an order is the shop's own.
    noteToSupplier: null,
    issuedAt,
    mailDomain: replyTo?.split('@')[1] ?? noDomain,
  })
}
