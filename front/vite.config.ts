import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { shellPlugin } from './vite.shell.mjs'
import { emojiPlugin } from './emoji.plugin.mjs'

const backUrl = process.env.DEV_BACK_URL ?? 'http://127.0.0.1:3000'
const proxy = {
  '/api': { target: backUrl },
  '/socket.io': { target: backUrl, ws: true },
  '/ws': { target: backUrl, ws: true },
}

export default defineConfig({
  plugins: [react(), emojiPlugin(), shellPlugin()],
  build: {
    target: 'es2022',
    manifest: true,
    // The content security policy allows no data: fonts or styles.
    assetsInlineLimit: 0,
  },
  server: { proxy },
  preview: { proxy },
})
