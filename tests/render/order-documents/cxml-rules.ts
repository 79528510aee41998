// The rules of the cXML 1.2.014 DTD for the elements an OrderRequest of ours may hold, and a strict reader to check them with.

export type Node = { name: string; attributes: Map<string, string>; children: (Node | string)[] }

type Rule = {
  /** Child elements in their order with ? * + as in the DTD; 'text' = character data only; 'any'. */
  content: string
  required?: string[]
  optional?: string[]
}

const rules: Record<string, Rule> = {
  cXML: {
    content: 'Header Request',
    required: ['payloadID', 'timestamp'],
    optional: ['version', 'xml:lang'],
  },
  Header: { content: 'From To Sender' },
  From: { content: 'Credential+' },
  To: { content: 'Credential+' },
  Sender: { content: 'Credential+ UserAgent' },
  Credential: { content: 'Identity SharedSecret?', required: ['domain'], optional: ['type'] },
  Identity: { content: 'text' },
  UserAgent: { content: 'text' },
  Request: { content: 'OrderRequest', optional: ['deploymentMode'] },
  OrderRequest: { content: 'OrderRequestHeader ItemOut*' },
  OrderRequestHeader: {
    content:
      'Total ShipTo? BillTo Shipping? Tax? Payment? PaymentTerm* Contact* Comments? Followup? DocumentReference? SupplierOrderInfo? Extrinsic*',
    required: ['orderID', 'orderDate'],
    optional: ['orderType', 'type', 'orderVersion', 'requisitionID', 'shipComplete'],
  },
  Total: { content: 'Money' },
  ShipTo: { content: 'Address' },
  BillTo: { content: 'Address' },
  Address: {
    content: 'Name PostalAddress? Email? Phone? Fax? URL?',
    optional: ['isoCountryCode', 'addressID'],
  },
  Name: { content: 'text', required: ['xml:lang'] },
  PostalAddress: {
    content: 'DeliverTo* Street+ City State? PostalCode? Country',
    optional: ['name'],
  },
  Street: { content: 'text' },
  City: { content: 'text' },
  PostalCode: { content: 'text' },
  Country: { content: 'text', required: ['isoCountryCode'] },
  Email: { content: 'text', optional: ['name', 'preferredLang'] },
  PaymentTerm: { content: 'Discount? Extrinsic*', required: ['payInNumberOfDays'] },
  Comments: { content: 'text', optional: ['xml:lang'] },
  DocumentReference: { content: '', required: ['payloadID'] },
  Extrinsic: { content: 'any', required: ['name'] },
  ItemOut: {
    content:
      'ItemID Path? ItemDetail? SupplierID? ShipTo? Shipping? Tax? SpendDetail? Distribution* Contact* Comments?',
    required: ['quantity'],
    optional: ['lineNumber', 'requisitionID', 'requestedDeliveryDate'],
  },
  ItemID: { content: 'SupplierPartID SupplierPartAuxiliaryID?' },
  SupplierPartID: { content: 'text' },
  ItemDetail: {
    content:
      'UnitPrice Description+ UnitOfMeasure Classification+ ManufacturerPartID? ManufacturerName? URL? LeadTime? Extrinsic*',
  },
  UnitPrice: { content: 'Money' },
  Money: { content: 'text', required: ['currency'], optional: ['alternateAmount'] },
  Description: { content: 'text', required: ['xml:lang'] },
  UnitOfMeasure: { content: 'text' },
  Classification: { content: 'text', required: ['domain'] },
}

/** Values that the DTD lists or whose form the reference states. */
const forms: Record<string, RegExp> = {
  'cXML@timestamp': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  'cXML@payloadID': /^\S+@[a-z0-9.-]+$/,
  'Request@deploymentMode': /^(production|test)$/,
  'OrderRequestHeader@type': /^(new|update|delete)$/,
  'OrderRequestHeader@orderDate': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  'ItemOut@quantity': /^\d+$/,
  'ItemOut@lineNumber': /^[1-9]\d*$/,
  'ItemOut@requestedDeliveryDate': /^\d{4}-\d\d-\d\d$/,
  'Money@currency': /^[A-Z]{3}$/,
  'Country@isoCountryCode': /^[A-Z]{2}$/,
  'Address@isoCountryCode': /^[A-Z]{2}$/,
  'PaymentTerm@payInNumberOfDays': /^\d+$/,
  Money: /^\d+(\.\d+)?$/,
  UnitOfMeasure: /^[A-Z][A-Z0-9]{1,2}$/,
}

const named = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['#39', "'"],
])

function unescaped(raw: string): string {
  if (/[<>"]/.test(raw) || /&(?!(amp|lt|gt|quot|#39);)/.test(raw)) {
    throw new Error(`not escaped: ${JSON.stringify(raw.slice(0, 80))}`)
  }
  return raw.replace(/&([^;]+);/g, (_, name: string) => named.get(name) ?? '')
}

/** Reads a document of ours; throws for anything that is not well-formed XML 1.0. */
export function readXml(document: string): Node {
  if (/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/u.test(document) || !document.isWellFormed()) {
    throw new Error('a character that XML 1.0 does not allow')
  }
  const head =
    /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<!DOCTYPE cXML SYSTEM "[^"<>]+">\n/.exec(document)
  if (head === null) throw new Error('no declaration')
  const top: Node = { name: '', attributes: new Map(), children: [] }
  const open = [top]
  for (const [piece] of document
    .slice(head[0].length)
    .trimEnd()
    .matchAll(/<[^<>]*>|[^<]+/g)) {
    const here = open.at(-1)!
    const tag = /^<(\/?)([A-Za-z]+)((?: [A-Za-z:]+="[^"<>]*")*)(\/?)>$/.exec(piece)
    if (tag === null) {
      here.children.push(unescaped(piece))
      continue
    }
    const [, closing, name = '', attributes = '', empty] = tag
    if (closing === '/') {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`)
      continue
    }
    const pairs = [...attributes.matchAll(/ ([A-Za-z:]+)="([^"]*)"/g)]
    const node: Node = {
      name,
      attributes: new Map(pairs.map(([, key = '', value = '']) => [key, unescaped(value)])),
      children: [],
    }
    if (node.attributes.size < pairs.length) throw new Error(`${name} has an attribute twice`)
    here.children.push(node)
    if (empty !== '/') open.push(node)
  }
  const [root, ...more] = top.children
  if (open.length > 1 || more.length > 0 || root === undefined || typeof root === 'string') {
    throw new Error('not one whole element')
  }
  return root
}

function contentViolations(node: Node, rule: Rule): string[] {
  const children = node.children.filter((child) => typeof child !== 'string')
  if (rule.content === 'any') return []
  if (rule.content === 'text') {
    return children.length > 0 ? [`${node.name} may hold text only`] : []
  }
  const pattern = rule.content.replace(/([A-Za-z]+)([?*+]?) ?/g, '(?:$1 )$2')
  const fits = new RegExp(`^${pattern}$`).test(children.map(({ name }) => `${name} `).join(''))
  const stray = node.children.some((child) => typeof child === 'string')
  return [
    ...(fits ? [] : [`${node.name} holds ${children.map(({ name }) => name).join(', ')}`]),
    ...(stray ? [`${node.name} holds text between its elements`] : []),
  ]
}

/** Every breach of the rules in an element and all it holds; none is a valid document. */
export function violations(node: Node): string[] {
  const rule = rules[node.name]
  if (rule === undefined) return [`${node.name} is no element of an OrderRequest`]
  const allowed = [...(rule.required ?? []), ...(rule.optional ?? [])]
  const text = node.children.filter((child) => typeof child === 'string').join('')
  return [
    ...(rule.required ?? [])
      .filter((key) => !node.attributes.has(key))
      .map((key) => `${node.name} lacks ${key}`),
    ...[...node.attributes].flatMap(([key, value]) => {
      const form = forms[`${node.name}@${key}`]
      if (!allowed.includes(key)) return [`${node.name} has no attribute ${key}`]
      return form === undefined || form.test(value) ? [] : [`${node.name} ${key}="${value}"`]
    }),
    ...(forms[node.name]?.test(text) === false ? [`${node.name} says ${text}`] : []),
    ...contentViolations(node, rule),
    ...node.children.flatMap((child) => (typeof child === 'string' ? [] : violations(child))),
  ]
}

/** All elements of one name, in the order of the document. */
export function elementsNamed(node: Node, name: string): Node[] {
  return node.children.flatMap((child) =>
    typeof child === 'string'
      ? []
      : [...(child.name === name ? [child] : []), ...elementsNamed(child, name)],
  )
}

/** The character data of an element and all it holds. */
export function textOf(node: Node): string {
  return node.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
}
