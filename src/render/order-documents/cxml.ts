// The order as a cXML 1.2.014 OrderRequest. The order of elements is that of its DTD.
import { QuartermasterError } from '#root/errors.ts'
import { decimalAmount, decimalPrice } from './amounts.ts'
import type { DocumentKind } from './message-id.ts'
import type { DocumentLine, OrderDocument, Party } from './order-document.ts'
import { element } from './xml.ts'
import type { XmlElement } from './xml.ts'

const version = '1.2.014'
/** A name by which parsers know the rules; nothing here ever asks that host. */
const dtd = `xml.cxml.org/schemas/cXML/${version}/cXML.dtd`
const language = { 'xml:lang': 'en' }

const requestTypes: Record<DocumentKind, string> = {
  new: 'new',
  change: 'update',
  cancellation: 'delete',
}

const money = (currency: string, amount: string) => element('Money', { currency }, amount)

function credential(domain: string, identity: string): XmlElement {
  return element('Credential', { domain }, element('Identity', {}, identity))
}

/** An address; a postal one needs street, city and country, and is left out where one of them is not known. */
function address(party: Party): XmlElement {
  const { streetLines, city, postalCode, country } = party
  const postal =
    streetLines.length === 0 || city === null || country === null
      ? null
      : element(
          'PostalAddress',
          {},
          ...streetLines.map((line) => element('Street', {}, line)),
          element('City', {}, city),
          postalCode === null ? null : element('PostalCode', {}, postalCode),
          element('Country', { isoCountryCode: country }, country),
        )
  return element(
    'Address',
    { isoCountryCode: country ?? undefined, addressID: party.code },
    element('Name', language, party.name),
    postal,
    party.email === null ? null : element('Email', {}, party.email),
  )
}

function orderedItem(line: DocumentLine, document: OrderDocument): XmlElement {
  if (line.unitCode === null) {
    throw new QuartermasterError(
      'conflict',
      `Nothing says which UN/CEFACT code the unit "${line.unitOfMeasure}" of ${line.sku} has.`,
      'Write the unit of the supplier item as its code, for example EA, BX or KGM.',
    )
  }
  const { currency } = document
  return element(
    'ItemOut',
    {
      quantity: line.units,
      lineNumber: line.lineNumber,
      requestedDeliveryDate: line.expectedOn ?? document.expectedOn ?? undefined,
    },
    // A supplier without numbers of its own is told ours.
    element('ItemID', {}, element('SupplierPartID', {}, line.supplierSku ?? line.sku)),
    element(
      'ItemDetail',
      {},
      element('UnitPrice', {}, money(currency, decimalPrice(line.unitPrice, currency))),
      element('Description', language, line.name),
      element('UnitOfMeasure', {}, line.unitCode),
      element('Classification', { domain: 'buyer_category' }, line.category),
      element('Extrinsic', { name: 'buyerPartID' }, line.sku),
      element('Extrinsic', { name: 'packSize' }, String(line.packSizeUnits)),
      element('Extrinsic', { name: 'lineTotal' }, decimalAmount(line.lineTotalMinor, currency)),
    ),
  )
}

function orderHeader(document: OrderDocument): XmlElement {
  const { currency, replacedMessageId } = document
  return element(
    'OrderRequestHeader',
    {
      orderID: document.number,
      orderDate: document.issuedAt,
      type: requestTypes[document.kind],
      orderVersion: document.revision,
    },
    element('Total', {}, money(currency, decimalAmount(document.totalMinor, currency))),
    element('ShipTo', {}, address(document.deliverTo)),
    element('BillTo', {}, address(document.shop)),
    element('PaymentTerm', { payInNumberOfDays: document.paymentTermsDays }),
    document.note === null ? null : element('Comments', language, document.note),
    replacedMessageId === null
      ? null
      : element('DocumentReference', { payloadID: replacedMessageId }),
    element('Extrinsic', { name: 'incoterm' }, document.incoterm),
  )
}

/**
 * The document as cXML 1.2.014, UTF-8. No shared secret: it travels by mail. Throws 'conflict' for a unit of measure without
 * a UN/CEFACT code.
 */
export function orderCxml(document: OrderDocument): string {
  const shop = () => credential('buyersystemid', document.shop.code)
  const root = element(
    'cXML',
    { version, payloadID: document.messageId, timestamp: document.issuedAt, ...language },
    element(
      'Header',
      {},
      element('From', {}, shop()),
      element('To', {}, credential('internalsupplierid', document.supplier.code)),
      element('Sender', {}, shop(), element('UserAgent', {}, 'Quartermaster')),
    ),
    element(
      'Request',
      { deploymentMode: document.test ? 'test' : 'production' },
      element(
        'OrderRequest',
        {},
        orderHeader(document),
        ...document.lines.map((line) => orderedItem(line, document)),
      ),
    ),
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE cXML SYSTEM "http://${dtd}">\n${root.xml}\n`
}
