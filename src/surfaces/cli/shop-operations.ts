import { operationsOn } from '#operations/operations.ts'
import type { PaperRequest, RunOperation } from '#operations/operations.ts'
import type { Shop } from '#operations/shop.ts'

/** The operations of a shop with those that a person does, which only a surface may reach. */
export function shopOperations(shop: Shop): RunOperation {
  const run = operationsOn(shop)
  return async (name, input, emit, signal) => {
    if (name !== 'book_papers') return run(name, input, emit, signal)
    const { bookPapers } = await import('./book-papers.ts')
    return bookPapers(shop, input as PaperRequest) as ReturnType<typeof run<typeof name>>
  }
}
