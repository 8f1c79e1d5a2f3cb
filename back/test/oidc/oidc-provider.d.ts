/** The package brings no types; these are what the tests use of it. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http'

  type Grants = {
    new (of: { accountId: string; clientId: string }): {
      addOIDCScope(scopes: string): void
      save(): Promise<string>
    }
  }
  type Context = {
    oidc: {
      client: { clientId: string }
      session: { accountId: string }
      provider: Provider
    }
  }
  export class Provider {
    constructor(issuer: string, configuration: object)
    readonly Grant: Grants
    callback(): RequestListener
  }
  export type { Context }
}
