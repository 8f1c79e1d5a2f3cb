import '@fontsource-variable/figtree/wght.css'
import './look/tokens.css'
import './look/base.css'
import './ui/ui.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app'
import { followMissing } from './offline/missing'
import { followPreferences } from './preferences'
import { checkSession, followOtherTabs } from './session/session.store'

followMissing()
followPreferences()
followOtherTabs()
void checkSession()

// It keeps the app for a time without a server; the first screen does not wait for it.
if (import.meta.env.PROD)
  addEventListener('load', () => void import('./offline/register').then((m) => m.registerWorker()))

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
