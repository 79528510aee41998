/**
 * Whether a person of this role sees what things cost, on every surface that asks. Whoever books goods counts them; a
 * price at the dock would only say what is worth taking.
 */
export function seesCosts(role: string): boolean {
  return role !== 'warehouse'
}
