// Where letters to the demo's suppliers and warehouses would go, if there were any: no such street, post code or number
// exists. British numbers are of the range that is kept for stories, the others begin with zeros that nobody is given.

type Contact = { address: string; phone: string }

/** code | street | town | post code | phone */
const table = `
ACME       | 9 Invented Kiln Row          | Stoke-on-Trent | ZZ99 1AC | +44 1632 960101
NORTHWIND  | Verzonnenkade 12             | Rotterdam      | 0000 NW  | +31 10 000 0102
BAOLONG    | 88 Nowhere Kiln Road         | Chaozhou       | 000000   | +86 768 000 0103
QINGHE     | 16 Nowhere Loom Road         | Shaoxing       | 000000   | +86 575 000 0104
SAHAR      | 21 Nowhere Grove Street      | Amman          | 00000    | +962 6 000 0105
HALLIDAY   | 3 Invented Nursery Lane      | Evesham        | ZZ99 1HA | +44 1632 960106
FERRANTE   | Via Inventata 8              | Brescia        | 00000    | +39 030 000 0107
PENNINE    | Unit 4, Invented Dairy Yard  | Skipton        | ZZ99 1PE | +44 1632 960108
OAKSIDE    | 17 Invented Wick Street      | Ludlow         | ZZ99 1OA | +44 1632 960109
HARBORLINE | 45 Nowhere Quay              | Hai Phong      | 000000   | +84 225 000 0110
LINDGREN   | Påhittade gatan 5            | Göteborg       | 000 00   | +46 31 000 0111
JUNIPER    | 2 Invented Fern Cottages     | Hebden Bridge  | ZZ99 1JU | +44 1632 960112
DRAYCOTT   | Unit 1, Invented Trade Park  | Derby          | ZZ99 1DR | +44 1632 960113
ZENMARK    | 7 Nowhere Tower              | Shenzhen       | 000000   | +86 755 000 0114
LDS        | Unit 12, Invented Mill Lane  | Leeds          | ZZ99 2LD | +44 1632 960201
RTM        | Verzonnen Havenweg 40        | Rotterdam      | 0000 RT  | +31 10 000 0202
FBA        | Dock 6, Invented Parcel Way  | Doncaster      | ZZ99 2FB | +44 1632 960203
`

const contacts = new Map<string, Contact>(
  table
    .trim()
    .split('\n')
    .map((row) => {
      const [code = '', street, town, postCode, phone = ''] = row
        .split('|')
        .map((cell) => cell.trim())
      return [code, { address: [street, town, postCode].join('\n'), phone }]
    }),
)

/** The invented address (street, town and post code, a line each) and phone of a supplier or location of the demo. */
export function contactOf(code: string): Contact {
  const contact = contacts.get(code)
  if (contact === undefined) throw new Error(`the demo has no address for ${code}`)
  return contact
}
