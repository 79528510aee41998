import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { simulateDisruption } from '#tools/simulate_disruption.ts'
import { refusal, run } from './run.ts'
import { openToolShop } from './shop.ts'

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  shop = await openToolShop()
})
afterAll(() => shop.database.close())

const simulate = (input: unknown) => run(simulateDisruption, input, shop.context)

describe('simulate_disruption', () => {
  it('says who is hurt by an outage and what each response would change', async () => {
    const told = await simulate({ kind: 'supplier_down', supplier: 'Acme', days: 21 })
    expect(told.lines.map(({ sku }) => sku)).toEqual(expect.arrayContaining(['MUG-BLU', 'MUG-WHT']))
    expect(told.responses.map(({ response }) => response)).toEqual(
      expect.arrayContaining(['accept', 'best']),
    )
    const total = (name: string) => told.responses.find(({ response }) => response === name)!
    expect(total('best').totalMinor).toBeLessThanOrEqual(total('accept').totalMinor)
    expect(told.responses.filter(({ best }) => best)).toHaveLength(1)
  })

  it('gives the same answer to the same question', async () => {
    const question = { kind: 'demand_change', percent: 30, item: 'white mug' }
    expect(await simulate(question)).toEqual(await simulate(question))
  })

  it('hurts more the longer it lasts', async () => {
    const lost = async (days: number) => {
      const told = await simulate({ kind: 'supplier_down', supplier: 'Acme', days })
      return told.responses.find(({ response }) => response === 'accept')!.lostMarginMinor
    }
    expect(await lost(60)).toBeGreaterThan(await lost(7))
  })

  it('takes delays, tariffs and a lost location', async () => {
    for (const question of [
      { kind: 'lead_time_delay', supplier: 'Nordwind', days: 14 },
      { kind: 'tariff', percent: 25 },
      { kind: 'location_lost', location: 'Leeds', days: 10 },
      { kind: 'demand_change', percent: -40, category: 'kitchen' },
    ]) {
      const told = await simulate(question)
      expect(told.totals.display).not.toBe('')
      expect(told.currency).toBe('GBP')
    }
  })

  it.each([
    [{ kind: 'supplier_down', days: 5 }, 'supplier'],
    [{ kind: 'supplier_down', supplier: 'Acme' }, 'days'],
    [{ kind: 'lead_time_delay' }, 'days'],
    [{ kind: 'demand_change' }, 'percent'],
    [{ kind: 'tariff' }, 'percent'],
    [{ kind: 'location_lost', days: 3 }, 'location'],
  ])('assumes nothing: %j lacks %s', async (question, missing) => {
    const error = await refusal(simulate(question))
    expect(error).toMatchObject({ code: 'invalid', details: { missing } })
  })

  it('refuses sizes that mean nothing', () => {
    for (const input of [
      { kind: 'supplier_down', supplier: 'Acme', days: 0 },
      { kind: 'supplier_down', supplier: 'Acme', days: 181 },
      { kind: 'demand_change', percent: -101 },
      { kind: 'demand_change', percent: Infinity },
      { kind: 'meteor' },
    ]) {
      expect(simulateDisruption.input.safeParse(input).success).toBe(false)
    }
  })

  it('says when there is nothing to simulate', async () => {
    const error = await refusal(
      simulate({ kind: 'demand_change', percent: 10, item: 'TEA', location: 'RTM' }),
    )
    expect(error.code).toBe('not_found')
  })
})
