import type { Message } from '@papo/contract'

/** What the composer is for, besides a new message. */
export type Aim = { readonly kind: 'reply' | 'edit'; readonly message: Message } | null
