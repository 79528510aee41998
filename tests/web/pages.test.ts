import { describe, expect, test } from 'vitest'
import { client, PAGES } from './client.ts'
import { elementsOf } from './markup.ts'

const textOf = (markup: string) => markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

async function pageText(path: string): Promise<string> {
  return textOf(await (await client().get(path)).text())
}

describe('every page', () => {
  test.each(PAGES)(
    '%s reads without script, names itself and keeps its parts labelled',
    async (path) => {
      const response = await client().get(path)
      expect(response.status).toBe(200)
      const markup = await response.text()
      const elements = elementsOf(markup)
      expect(elements.filter(({ name }) => name === 'h1')).toHaveLength(1)
      expect(elements.filter(({ name }) => name === 'title').length).toBeGreaterThan(0)
      expect(textOf(markup)).not.toMatch(/undefined|\[object|NaN|not known/)
      const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? [])
      expect(new Set(ids).size).toBe(ids.length)
    },
  )

  test.each(PAGES)('%s has no inline script, style or handler', async (path) => {
    for (const { name, attributes } of elementsOf(await (await client().get(path)).text())) {
      expect(Object.keys(attributes).filter((key) => /^on|^style$/.test(key))).toEqual([])
      const isOurs = name !== 'script' || attributes['src'] === '/assets/console.js'
      expect([name, isOurs]).not.toEqual([name, false])
      expect(name).not.toBe('style')
    }
  })
})

describe('the buy list', () => {
  test('shows every line by following the pages of the tool', async () => {
    const { application, get } = client()
    const text = textOf(await (await get('/list')).text())
    for (const name of ['Stoneware mug, ocean blue', 'Tea spoons, 6']) expect(text).toContain(name)
    expect(application.calls.filter((call) => call.name === 'recommend_reorders')).toHaveLength(2)
  })

  test('says why from the figures of the line', async () => {
    expect(await pageText('/list')).toContain(
      'Runs out 1 Dec 2026 · 138 needed · waiting costs £310.00',
    )
  })

  test('filters by urgency here and by names through the tool', async () => {
    const text = await pageText('/list?urgency=overdue')
    expect(text).toContain('Kettle')
    expect(text).not.toContain('Assam')
    const { application, get } = client()
    expect(textOf(await (await get('/list?supplier=KYOTO&category=bowls')).text())).not.toContain(
      'Kettle',
    )
    expect(application.calls[0]?.input).toMatchObject({
      supplier: 'KYOTO',
      category: 'bowls',
      show: 'due',
    })
  })

  // sort | the first three handles
  test.each([
    ['cost', ['R12-2', 'R12-7', 'R12-13']],
    ['quantity', ['R12-8', 'R12-4', 'R12-1']],
    ['urgency', ['R12-2', 'R12-3', 'R12-1']],
    ['orderby', ['R12-2', 'R12-3', 'R12-4']],
    ['item', ['R12-4', 'R12-5', 'R12-7']],
  ])('sorts by %s', async (sort, first) => {
    const markup = await (await client().get(`/list?sort=${sort}`)).text()
    const handles = [...markup.matchAll(/name="recommendation"\s+value="([^"]+)"/g)].map(
      ([, handle]) => handle,
    )
    expect(handles.slice(0, 3)).toEqual(first)
  })

  test('withheld lines name the one fact and its worth', async () => {
    const text = await pageText('/list?show=withheld')
    expect(text).toMatch(/Deep plate.*No lead time.*Enter lead_time_days.*£2,640\.00/)
  })

  test('goes to a spreadsheet without formulas', async () => {
    const response = await client({ hostile: () => '=HYPERLINK("x")' }).get('/list.csv')
    expect(response.headers.get('content-disposition')).toContain('buy-list-2026-11-21.csv')
    const [titles, first] = (await response.text()).split('\r\n')
    expect(titles).toMatch(/^recommendation,sku,name/)
    expect(first).toContain(`"'=HYPERLINK(""x"")"`)
  })

  test('a list or an order that does not exist is refused with the choices', async () => {
    const response = await client().get('/list?show=everything')
    expect(response.status).toBe(400)
    expect(textOf(await response.text())).toContain('Choose one of: due, withheld, overstock.')
    expect((await client().get('/list?sort=__proto__')).status).toBe(400)
  })
})

describe('a recommendation', () => {
  test('shows quantity, steps, chart, suppliers, what would change it and what did', async () => {
    const text = await pageText('/recommendation/R12-1')
    for (const part of [
      'Order 144',
      '£620.40',
      '24 Nov 2026',
      '+168',
      '-128',
      'Northwind Ceramics',
      'Demand 31 % lower',
      'Up 24 units',
      '95 %',
      'reorder point 230',
      'runs out 1 Dec 2026',
    ]) {
      expect(text).toContain(part)
    }
    expect(text).not.toContain('Why it is not on the list')
  })

  test('one that is withheld says why not and offers no draft', async () => {
    const text = await pageText('/recommendation/R12-40')
    expect(text).toContain('Why it is not on the list')
    expect(text).not.toContain('Draft this order')
  })

  test('a part that fails leaves the others standing and is told to the log', async () => {
    const { application, errors, get } = client()
    const { callTool } = application
    application.callTool = (name, input) =>
      name === 'compare_suppliers' ? Promise.reject(new TypeError('secret')) : callTool(name, input)
    const text = textOf(await (await get('/recommendation/R12-1')).text())
    expect(text).toContain('Order 144')
    expect(text).toContain('Something failed inside Quartermaster')
    expect(text).not.toContain('secret')
    expect(errors).toHaveLength(1)
  })
})

test('orders are narrowed by state, supplier and item, and an unknown state is refused', async () => {
  const { application, get } = client()
  await get('/orders?state=late&supplier=Acme&item=mug')
  expect(application.calls).toEqual([
    {
      name: 'get_purchase_order',
      input: { limit: 15, state: 'late', supplier: 'Acme', item: 'mug' },
    },
  ])
  expect((await get('/orders?state=lost')).status).toBe(400)
})

describe('what is not there', () => {
  test.each([
    ['/nowhere', 'There is no such page'],
    ['/recommendation/R9-9', 'There is no recommendation'],
    ['/orders/PO-1', 'There is no order'],
    ['/suppliers/NOBODY', 'There is no supplier'],
    ['/?c=unknown', 'There is no such conversation'],
    ['/assets/../routes.ts', 'There is no such page'],
    ['/assets/nothing.css', 'There is no such page'],
  ])('%s is a page that says so and what to do', async (path, words) => {
    const response = await client().get(path)
    expect(response.status).toBe(404)
    const text = textOf(await response.text())
    expect(text).toContain(words)
    expect(text).toContain('Back to the assistant')
  })

  test('an error inside is a page without its detail', async () => {
    const { application, errors, get } = client()
    application.callTool = () => Promise.reject(new Error('password=hunter2 at /src/secret.ts'))
    const response = await get('/list')
    expect(response.status).toBe(500)
    expect(await response.text()).not.toMatch(/hunter2|secret\.ts/)
    expect(errors).toHaveLength(1)
  })
})

describe('the backtest', () => {
  test('is not run before it is asked for', async () => {
    const { application, get } = client()
    expect(textOf(await (await get('/backtest')).text())).toContain('A replay of the last months')
    expect(application.calls).toEqual([])
  })

  test('shows every policy, the items and what was left out', async () => {
    const { application, get } = client()
    const text = textOf(await (await get('/backtest?days=90&sku=MUG-014,+TEA')).text())
    for (const part of ['Quartermaster', 'Static min/max', '£324.00', '2.7', 'POT-001 at LDS']) {
      expect(text).toContain(part)
    }
    expect(application.calls).toMatchObject([{ input: { days: 90, skus: ['MUG-014', 'TEA'] } }])
  })
})
