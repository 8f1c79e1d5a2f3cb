// @ts-check
/** @typedef {import('@papo/contract').Message} Message */

/**
 * Every message of a room after a seq, page by page.
 * @param {import('./identity.js').Identity} identity
 * @param {string} roomId
 * @param {number} after
 */
export async function loadHistory(identity, roomId, after) {
  /** @type {Message[]} */
  const messages = []
  for (;;) {
    const from = messages.at(-1)?.seq ?? after
    const page = await identity.call('GET', `/rooms/${roomId}/messages?after=${from}&limit=100`)
    messages.push(...page.messages)
    if (page.hasAfter && page.messages.length > 0) continue
    const { epoch, head } = /** @type {{ epoch: number, head: number }} */ (page)
    return { messages, epoch, head }
  }
}
