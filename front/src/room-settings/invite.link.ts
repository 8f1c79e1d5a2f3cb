import { hrefOf } from '../route'

/** The address that opens this web app at an invitation. */
export function inviteLink(code: string): string {
  return `${location.origin}${location.pathname}${hrefOf({ name: 'invite', code })}`
}
