/** Signs without which text means the same as Markdown and as it stands. */
const INLINE = /[*_~`\\]|\]\(|<(?:https?|mailto):/i
const BLOCK = /^[ ]{0,3}(?:>|#{1,6}[ \t]|[-+][ \t]|\d{1,9}[.)][ \t]|-{3}|\|)|^[^\n|]*\|[^\n]*\n[ ]{0,3}[:|-]/m

/** Whether text has to be read as Markdown. Errs on that side: what it lets pass is drawn as it was typed. */
export function hasMarkdown(text: string): boolean {
  return INLINE.test(text) || BLOCK.test(text)
}

const ONE_EMOJI =
  /(?:\p{RI}\p{RI}|[0-9#*]\uFE0F\u20E3|(?:\p{Emoji_Presentation}|\p{ExtPict}\uFE0F|\p{ExtPict}(?=\p{EMod}|\u200D))(?:\p{EMod}|\uFE0F|[\u{E0020}-\u{E007F}]{1,8})?(?:\u200D\p{ExtPict}(?:\p{EMod}|\uFE0F)?)*)/u
const FEW_EMOJI = new RegExp(`^(?:${ONE_EMOJI.source}\\s?){1,3}$`, 'u')
/** A family of four is eleven units long. */
const FEW_EMOJI_MAX = 60

/** One to three emoji and nothing else. */
export function isFewEmoji(text: string): boolean {
  return text.length <= FEW_EMOJI_MAX && FEW_EMOJI.test(text)
}
