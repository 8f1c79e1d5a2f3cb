import './help.css'
import * as texts from '../i18n/keys'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { Dialog } from '../ui/dialog'
import { keyCaps, type Keys } from './keys'
import { SHORTCUTS } from './shortcuts'

addTexts(texts)

const GROUPS = ['go', 'read', 'write'] as const

/** Every key of the app, as the table of shortcuts says. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const t = useText()
  const all = Object.values(SHORTCUTS)
  return (
    <Dialog title={t('shell.keys')} onClose={onClose}>
      <div className="keys-all" tabIndex={0} role="group" aria-label={t('shell.keys')}>
        {GROUPS.map((group) => (
          <section key={group} className="keys">
            <h3>{t(`keys.group.${group}`)}</h3>
            <dl>
              {all
                .filter((one) => one.group === group)
                .map(({ text, keys }) => (
                  <div key={text}>
                    <dt>{t(text)}</dt>
                    <dd>
                      {keys.map((one) => (
                        <Caps key={keyCaps(one).join()} keys={one} />
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

function Caps({ keys }: { keys: Keys }) {
  return (
    <span className="caps">
      {keyCaps(keys).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  )
}
