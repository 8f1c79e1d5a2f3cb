import './picker.css'
import { useEffect, useState } from 'react'
import * as texts from '../i18n/emoji'
import { addTexts } from '../i18n/translate'
import { useLanguage, useText } from '../preferences'
import { Blank, ListBones } from '../ui/blank'
import { Popover } from '../ui/popover'
import { type Emoji, emojiNow, loadEmoji } from './load'
import { PickerBody } from './picker.body'

addTexts(texts)

type Props = { anchor: Element; onPick: (emoji: string) => void; onClose: () => void }

/** All emoji beside a button. Open while it is mounted: `lazy` it. Whoever picks, closes. */
export function EmojiPicker({ anchor, onPick, onClose }: Props) {
  const t = useText()
  const language = useLanguage()
  const [emoji, setEmoji] = useState<Emoji | 'failed' | undefined>(() => emojiNow(language))
  useEffect(() => {
    loadEmoji(language).then(setEmoji, () => setEmoji('failed'))
  }, [language])
  return (
    <Popover anchor={anchor} label={t('emoji.title')} side="top" onClose={onClose}>
      <div className="picker">
        {emoji === undefined && <ListBones count={6} />}
        {emoji === 'failed' && <Blank text={t('emoji.failed')} role="alert" />}
        {typeof emoji === 'object' && <PickerBody emoji={emoji} onPick={onPick} />}
      </div>
    </Popover>
  )
}
