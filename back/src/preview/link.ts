const LINK = /\bhttps?:\/\/[^\s<>"'`]+/giu
const FENCE = /^ {0,3}(`{3,}|~{3,})/
/** What stands between angle brackets is a link that wants no preview. */
const BRACKETED = /<[^<>\s]*>/g
/** Ends the sentence, or the emphasis, but not the address. As browsers draw it: front/src/markdown/pieces.ts. */
const TRAILING = '.,;:!?…»”’*_~'
const URL_MAX = 2_048

/** The first http(s) link of a message that is shown as one: not in code, not in `<…>`, not to one of `own` origins. */
export function firstLink(body: string, own: readonly string[]): string | undefined {
  const text = withoutCode(withoutFences(body)).replace(BRACKETED, ' ')
  for (const [address] of text.matchAll(LINK)) {
    const link = withoutTail(address)
    if (link.length > URL_MAX || !URL.canParse(link)) continue
    const { origin, href, username, password } = new URL(link)
    if (!own.includes(origin) && !username && !password && href.length <= URL_MAX) return href
  }
  return undefined
}

/** A fence that is not closed reaches to the end. */
function withoutFences(body: string): string {
  const kept: string[] = []
  let open: string | undefined
  for (const line of body.split('\n')) {
    const fence = FENCE.exec(line)?.[1]
    if (open === undefined && fence === undefined) kept.push(line)
    else if (open === undefined) open = fence
    else if (fence?.startsWith(open)) open = undefined
  }
  return kept.join('\n')
}

/** Code stands between two runs of as many backticks. */
function withoutCode(text: string): string {
  const runs = [...text.matchAll(/`+/g)]
  let kept = ''
  let end = 0
  for (const [i, { 0: run, index }] of runs.entries()) {
    const closing = index < end ? undefined : runs.slice(i + 1).find(([other]) => other === run)
    if (!closing) continue
    kept += `${text.slice(end, index)} `
    end = closing.index + run.length
  }
  return kept + text.slice(end)
}

/** A closing bracket belongs to the address only if it was opened in it. */
function withoutTail(address: string): string {
  let end = address.length
  for (; end > 0; end--) {
    const rest = address.slice(0, end)
    const last = rest.slice(-1)
    if (TRAILING.includes(last) || isSurplus(rest, last, '()') || isSurplus(rest, last, '[]')) continue
    break
  }
  return address.slice(0, end)
}

function isSurplus(text: string, last: string, [open = '', close = '']: string): boolean {
  return last === close && text.split(close).length > text.split(open).length
}
