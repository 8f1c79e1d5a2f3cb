import { MentionedContext } from '../markdown/mention'
import { MarkdownView } from '../markdown/markdown.view'
import { useText } from '../preferences'

/** What the text will look like to the others. */
export function Preview({ text }: { text: string }) {
  const t = useText()
  return (
    <section className="composer-preview" aria-label={t('composer.preview')}>
      <MentionedContext value={null}>
        <div className="md" dir="auto">
          <MarkdownView text={text.trim()} />
        </div>
      </MentionedContext>
    </section>
  )
}
