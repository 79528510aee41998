// A "no" that repairs: a stable code for surfaces and tests, what is wrong, and what the person can do about it.
import { QuartermasterError } from '#root/errors.ts'

export type RefusalCode =
  // who
  | 'unmapped_identity'
  | 'inactive_person'
  | 'people_only'
  | 'wrong_role'
  | 'self_approval'
  | 'editor_approval'
  | 'supplier_creator_approval'
  | 'barred_delegation'
  | 'delegation_ended'
  | 'approved_before'
  | 'approver_receives'
  // when and what
  | 'wrong_state'
  | 'old_revision'
  | 'changed_since_shown'
  | 'clock_skew'
  | 'changed_after_approval'
  | 'approval_expired'
  | 'not_approved'
  | 'no_recipient'
  | 'not_sendable'
  // how much
  | 'zero_total'
  | 'no_rate'
  | 'mixed_currency'
  | 'inconsistent_units'
  | 'over_limit'
  | 'split_suspected'
  | 'over_budget'
  | 'amount_not_typed'
  | 'duplicate_likely'
  | 'not_order_multiple'
  | 'supplier_not_usable'
  // documents and keys
  | 'key_reused'
  | 'duplicate_document'
  | 'impossible_receipt'
  | 'audit_cut'
  | 'audit_rewritten'
  // master data
  | 'phone_changed'
  | 'no_call_back'
  | 'cooling_down'

export type Refusal = { code: RefusalCode; sentence: string; repair: string }

export type Refused = { outcome: 'refused' } & Refusal

/** A refusal as an outcome of a decision. */
export function refused(code: RefusalCode, sentence: string, repair: string): Refused {
  return { outcome: 'refused', code, sentence, repair }
}

const forbidden: readonly RefusalCode[] = [
  'unmapped_identity',
  'inactive_person',
  'people_only',
  'wrong_role',
  'self_approval',
  'editor_approval',
  'supplier_creator_approval',
  'barred_delegation',
  'delegation_ended',
  'approver_receives',
  'over_limit',
]

/** The refusal as the error that people see: 'forbidden' where the person is the matter, else 'conflict'. */
export function refusalError(
  refusal: Refusal,
  details: Record<string, unknown> = {},
): QuartermasterError {
  return new QuartermasterError(
    forbidden.includes(refusal.code) ? 'forbidden' : 'conflict',
    refusal.sentence,
    refusal.repair,
    { ...details, refusal: refusal.code },
  )
}
