import { describe, expect, it } from 'vitest'
import { makeLocations } from '#demo/places.ts'
import { makeSuppliers, readSuppliers } from '#demo/suppliers.ts'
import { worldOf } from '#demo/world.ts'
import { postalAddress } from '#render/order-documents/postal-address.ts'

const world = worldOf(7, '2026-11-21')
const suppliers = makeSuppliers(world, readSuppliers())
const parties = [...suppliers, ...makeLocations(world)]

/** Pseudo codes of British statistics; nobody's delivery begins with zeros. */
const noPostCode = /^(ZZ99 \d[A-Z]{2}|0{4,6}( [A-Z]{2})?|000 00)$/
/** The range that Ofcom keeps for stories, or a subscriber's number that begins with zeros. */
const noPhone = /^\+(44 1632 960\d{3}|\d{1,3} \d{1,3} 000 0\d{3})$/

describe('the addresses of the demo', () => {
  it.each(parties)('$code has a street, a town and a post code that is none', ({ address }) => {
    const { streetLines, city, postalCode } = postalAddress(address)
    expect(streetLines).toHaveLength(1)
    expect(city).toMatch(/^\p{Lu}/u)
    expect(postalCode).toMatch(noPostCode)
  })

  it.each(suppliers)('$code has a phone that rings nowhere', ({ phone }) => {
    expect(phone).toMatch(noPhone)
  })

  it('are all different', () => {
    expect(new Set(parties.map(({ address }) => address)).size).toBe(parties.length)
    expect(new Set(suppliers.map(({ phone }) => phone)).size).toBe(suppliers.length)
  })
})
