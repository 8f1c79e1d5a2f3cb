type Branch = 'paragraph' | 'heading' | 'quote' | 'item' | 'strong' | 'em' | 'del' | 'table' | 'row'

/** What Markdown says, as a tree that can hold nothing else: no HTML, no images, no other addresses. */
export type Node =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'fence'; readonly text: string; readonly language: string }
  | { readonly kind: 'mention'; readonly name: string; readonly text: string }
  | { readonly kind: 'rule' }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Node[] }
  | { readonly kind: 'list'; readonly start: number | null; readonly children: readonly Node[] }
  | {
      readonly kind: 'cell'
      readonly align: Align
      readonly head: boolean
      readonly children: readonly Node[]
    }
  | { readonly kind: Branch; readonly children: readonly Node[] }
export type Align = 'left' | 'center' | 'right' | undefined
