import { describe, expect, it } from 'vitest'
import { QuartermasterError } from '#root/errors.ts'
import { matchingNames, oneMatch, stemsOf } from '#store/name-match.ts'

const shop = [
  { code: 'MUG-WHT-350', name: 'White mug 350 ml' },
  { code: 'MUG-BLU-350', name: 'Blue mug 350 ml' },
  { code: 'MUG-BLU-XL', name: 'Blue mug 350 ml with lid' },
  { code: 'DSH-OVL', name: 'Oval dish' },
  { code: 'BRY-01', name: 'Dried berries' },
  { code: 'CAF-01', name: 'Café au lait bowl' },
  { code: 'GLS-01', name: 'Glass' },
]
const codes = (text: string) => matchingNames(text, shop).map(({ code }) => code)

function failure(run: () => unknown): QuartermasterError {
  try {
    run()
  } catch (error) {
    if (error instanceof QuartermasterError) return error
  }
  throw new Error('expected a QuartermasterError')
}

describe('what a person calls an item', () => {
  // what they say | what they mean
  it.each([
    ['MUG-BLU-350', ['MUG-BLU-350']],
    ['mug-blu-350', ['MUG-BLU-350']],
    ['white mugs', ['MUG-WHT-350']],
    ['the white mug', ['MUG-WHT-350']],
    ['dishes', ['DSH-OVL']],
    ['dried berry', ['BRY-01']],
    ['cafe bowl', ['CAF-01']],
    ['CAFÉ', ['CAF-01']],
    ['glasses', ['GLS-01']],
    ['blue mug 350 ml', ['MUG-BLU-350']],
    ['mugs', ['MUG-WHT-350', 'MUG-BLU-350', 'MUG-BLU-XL']],
    ['spoons', []],
    ['', []],
    ['%', []],
  ])('%s', (said, meant) => {
    expect(codes(said)).toEqual(meant)
  })

  it('keeps words that only say the kind when there are no others', () => {
    expect(stemsOf('the warehouse')).toEqual(['the', 'warehouse'])
    expect(stemsOf('Leeds warehouse')).toEqual(['leed'])
  })
})

describe('one match', () => {
  it('is refused as ambiguous with at most eight candidates', () => {
    const many = Array.from({ length: 11 }, (_, at) => ({ code: `M-${at}`, name: `Mug ${at}` }))
    const error = failure(() => oneMatch('item', 'mugs', many, many))
    expect(error.code).toBe('ambiguous')
    expect(error.details['candidates']).toHaveLength(8)
    expect(error.details['moreCount']).toBe(3)
  })

  it('is refused as not found with the nearest names', () => {
    const error = failure(() => oneMatch('item', 'MUG-WHT-35O', [], shop))
    expect(error.code).toBe('not_found')
    expect(error.details['candidates']).toContainEqual({
      code: 'MUG-WHT-350',
      name: 'White mug 350 ml',
    })
    expect(error.repair).toContain('MUG-WHT-350')
  })

  it('echoes at most 60 characters of what was said', () => {
    expect(
      failure(() => oneMatch('item', 'x'.repeat(5_000), [], shop)).message.length,
    ).toBeLessThan(120)
  })
})
