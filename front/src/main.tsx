import '@fontsource-variable/figtree/wght.css'
import './look/tokens.css'
import './look/base.css'
import './ui/ui.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app'
import { followPreferences } from './preferences'
import { checkSession, followOtherTabs } from './session/session.store'

followPreferences()
followOtherTabs()
void checkSession()

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
