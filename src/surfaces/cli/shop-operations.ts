import { operationsOn } from '#operations/operations.ts'
import type { PaperRequest, PriceListRequest, RunOperation } from '#operations/operations.ts'
import type { Shop } from '#operations/shop.ts'

/** The operations of a shop with those that a person does, which only a surface may reach. */
export function shopOperations(shop: Shop): RunOperation {
  const run = operationsOn(shop)
  return async (name, input, emit, signal) => {
    type Result = ReturnType<typeof run<typeof name>>
    if (name === 'book_papers') {
      const { bookPapers } = await import('./book-papers.ts')
      return bookPapers(shop, input as PaperRequest) as Result
    }
    if (name === 'price_list') {
      const { workPriceList } = await import('./work-price-list.ts')
      return workPriceList(shop, input as PriceListRequest) as Result
    }
    return run(name, input, emit, signal)
  }
}
