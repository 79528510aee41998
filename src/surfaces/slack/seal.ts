import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { QuartermasterError } from '#root/errors.ts'
import type { Secret } from '#root/secret.ts'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

const keyOf = (secret: Secret) => createHash('sha256').update(secret.reveal()).digest()

/** Encrypts a token for keeping, bound to what it is for: it opens with the same key and purpose only. */
export function seal(token: string, key: Secret, purpose: string): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, keyOf(key), nonce).setAAD(Buffer.from(purpose))
  const sealed = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** The token that was sealed. Throws QuartermasterError('invalid') for another key or purpose, or a changed text. */
export function unseal(text: string, key: Secret, purpose: string): string {
  const bytes = Buffer.from(text, 'base64url')
  const nonce = bytes.subarray(0, nonceBytes)
  const tag = bytes.subarray(nonceBytes, nonceBytes + tagBytes)
  try {
    const cipher = createDecipheriv(algorithm, keyOf(key), nonce, { authTagLength: tagBytes })
    cipher.setAAD(Buffer.from(purpose)).setAuthTag(tag)
    const sealed = bytes.subarray(nonceBytes + tagBytes)
    return Buffer.concat([cipher.update(sealed), cipher.final()]).toString('utf8')
  } catch (error) {
    throw new QuartermasterError(
      'invalid',
      'A token in the database does not open with the key of this configuration.',
      'Set SLACK_TOKEN_KEY to the key that it was sealed with, or install the app in the workspace again.',
      {},
      error,
    )
  }
}
