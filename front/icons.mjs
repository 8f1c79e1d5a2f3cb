// Draws the icons of an installed app from public/favicon.svg. Run by hand after the logo changed: node front/icons.mjs
import { readFileSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const PAPER = '#fffdf9'
/** A platform cuts a maskable icon to its own shape: the logo stays in the middle 80 %. */
const ICONS = [
  { name: 'icon-192', px: 192, logo: 0.96, ground: 'transparent' },
  { name: 'icon-512', px: 512, logo: 0.96, ground: 'transparent' },
  { name: 'maskable-512', px: 512, logo: 0.6, ground: PAPER },
  { name: 'apple-180', px: 180, logo: 0.72, ground: PAPER },
]
const folder = new URL('./public/', import.meta.url)
const svg = readFileSync(new URL('favicon.svg', folder)).toString('base64')

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
const page = await browser.newPage()
for (const { name, px, logo, ground } of ICONS) {
  await page.setViewportSize({ width: px, height: px })
  await page.setContent(`<body style="margin:0;display:grid;place-items:center;height:100vh;background:${ground}">
    <img width="${px * logo}" height="${px * logo}" src="data:image/svg+xml;base64,${svg}">`)
  await page.locator('img').evaluate((image) => image.decode())
  writeFileSync(new URL(`icons/${name}.png`, folder), await page.screenshot({ omitBackground: true }))
}
await browser.close()
