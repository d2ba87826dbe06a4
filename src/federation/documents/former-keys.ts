import { type ExpressionBuilder, sql } from 'kysely'
import type { DB } from '../../db/schema.ts'
import { base58 } from '../base58.ts'
import type { JsonProperties } from '../builder.ts'

export interface FormerKey {
  readonly keyUri: string
  readonly publicKeyPem: string
}

/** Keys that an actor had before and that are still published, newest first. */
export const formerKeysOf = (eb: ExpressionBuilder<{ actor: DB['actors'] }, 'actor'>) =>
  sql<readonly FormerKey[]>`coalesce((select
    json_agg(json_build_object('keyUri', key_uri, 'publicKeyPem', public_key_pem) order by retired_on desc, key_uri)
    from actor_keys where actor_id = ${eb.ref('actor.id')} and retired_on is not null), '[]')`

/**
 * Former keys as `assertionMethod` (FEP-521a). Many read one single `publicKey` and break on a list of them (Lemmy),
 * so that property always holds the present key alone.
 */
export const assertionMethodOf = (owner: string, keys: readonly FormerKey[]): JsonProperties =>
  keys.length === 0
    ? {}
    : {
        assertionMethod: keys.map(({ keyUri, publicKeyPem }) => ({
          id: keyUri,
          type: 'Multikey',
          controller: owner,
          publicKeyMultibase: multibaseOf(publicKeyPem),
        })),
      }

/** Multicodec `rsa-pub` as a varint, before the PKCS #1 form of the key (Multikey of Data Integrity, FEP-521a). */
const rsaPublic = [0x85, 0x24]
/** The identifier of the algorithm and the length that stand before the PKCS #1 form of an RSA-2048 key (RFC 5280). */
const prefixLength = 24

function multibaseOf(publicKeyPem: string): string {
  const der = Uint8Array.from(atob(publicKeyPem.replace(/-----[A-Z ]+-----|\s/g, '')), (letter) =>
    letter.charCodeAt(0),
  )
  return `z${base58(Uint8Array.from([...rsaPublic, ...der.subarray(prefixLength)]))}`
}
