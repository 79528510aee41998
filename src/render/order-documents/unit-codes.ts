// Units of measure as trading partners' systems know them: UN/CEFACT Recommendation 20, packages by Recommendation 21.

const codesOfWords = new Map<string, string>([
  ...spelled('EA', 'each', 'ea', 'unit', 'units'),
  ...spelled('H87', 'piece', 'pieces', 'pc', 'pcs'),
  ...spelled('PR', 'pair', 'pairs'),
  ...spelled('DZN', 'dozen', 'dozens'),
  ...spelled('SET', 'set', 'sets'),
  ...spelled('KGM', 'kg', 'kilogram', 'kilograms'),
  ...spelled('GRM', 'g', 'gram', 'grams'),
  ...spelled('TNE', 't', 'tonne', 'tonnes'),
  ...spelled('LBR', 'lb', 'pound', 'pounds'),
  ...spelled('LTR', 'l', 'litre', 'litres', 'liter', 'liters'),
  ...spelled('MLT', 'ml', 'millilitre', 'millilitres'),
  ...spelled('MTR', 'm', 'metre', 'metres', 'meter', 'meters'),
  ...spelled('CMT', 'cm', 'centimetre', 'centimetres'),
  ...spelled('MTK', 'm2', 'square metre', 'square metres'),
  ...spelled('MTQ', 'm3', 'cubic metre', 'cubic metres'),
  ...spelled('BX', 'box', 'boxes'),
  ...spelled('CT', 'carton', 'cartons'),
  ...spelled('CS', 'case', 'cases'),
  ...spelled('PK', 'pack', 'packs', 'package', 'packages'),
  ...spelled('BG', 'bag', 'bags'),
  ...spelled('BO', 'bottle', 'bottles'),
  ...spelled('CA', 'can', 'cans'),
  ...spelled('JR', 'jar', 'jars'),
  ...spelled('RO', 'roll', 'rolls'),
  ...spelled('PX', 'pallet', 'pallets'),
])

function spelled(code: string, ...words: string[]): [string, string][] {
  return words.map((word) => [word, code])
}

/** The UN/CEFACT code of a unit as a shop writes it ('each' -> 'EA'); a code in capitals is its own; null = not known. */
export function unitCode(unitOfMeasure: string): string | null {
  const known = codesOfWords.get(unitOfMeasure.trim().toLowerCase())
  if (known !== undefined) return known
  return /^[A-Z][A-Z0-9]{1,2}$/.test(unitOfMeasure) ? unitOfMeasure : null
}
