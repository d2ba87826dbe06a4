/** Another server's actor as we last saw it. */
export interface RemoteActorRecord {
  readonly uri: string
  readonly host: string
  readonly name: string
  readonly inbox: string
  readonly sharedInbox: string | null
  readonly keyUri: string
  readonly publicKeyPem: string
  /** It says that it answers a Delete once it was done (FEP-844e). */
  readonly acknowledgesWithdrawals: boolean
  readonly fetchedAt: Date
}
