import { expect, it } from 'vitest'
import { postalAddress } from '#render/order-documents/postal-address.ts'

it.each([
  ['9 Kiln Road; Stoke-on-Trent; ST1 2AB', ['9 Kiln Road'], 'Stoke-on-Trent', 'ST1 2AB'],
  ['Gate 3\r\n9 Mill Lane\nLeeds\nLS1 4AP\n', ['Gate 3', '9 Mill Lane'], 'Leeds', 'LS1 4AP'],
  ['9 Mill Lane; Leeds', ['9 Mill Lane'], 'Leeds', null],
  ['9 Mill Lane', ['9 Mill Lane'], null, null],
  [' ; ;', [], null, null],
  [null, [], null, null],
])('%j is street, town and post code', (address, streetLines, city, postalCode) => {
  expect(postalAddress(address)).toEqual({ streetLines, city, postalCode })
})
