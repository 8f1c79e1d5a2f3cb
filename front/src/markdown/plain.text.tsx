import './text.css'
import { Mention } from './mention'
import { piecesOf } from './pieces'

/** The text as it was typed, with its addresses and mentions. */
export function PlainText({ text }: { text: string }) {
  return piecesOf(text).map((piece, i) => {
    if (piece.href)
      return (
        <a key={i} href={piece.href} target="_blank" rel="noopener noreferrer">
          {piece.text}
        </a>
      )
    return piece.mention ? <Mention key={i} name={piece.mention} text={piece.text} /> : piece.text
  })
}
