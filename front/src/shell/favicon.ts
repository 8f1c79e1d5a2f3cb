const PLAIN = '/favicon.svg'
const COUNT_MAX = 9
const LOGO =
  '<path fill="#17714a" d="M16 3c7.5 0 13 5 13 11.800S23.500 26.600 16 26.600c-1.300 0-2.600-.2-3.800-.5L5.600 29.300c-.7.3-1.400-.3-1.200-1l1.300-5.600C4 20.600 3 17.900 3 14.800 3 8 8.500 3 16 3Z"/>' +
  '<circle cx="11" cy="15" r="2" fill="#fff"/><circle cx="16.500" cy="15" r="2" fill="#fff"/><circle cx="22" cy="15" r="2" fill="#fff"/>'

/** The address of the tab's icon, with a count or a dot on it. The content policy lets images be data. */
export function faviconWith(mark: number | 'dot' | ''): string {
  if (mark === '') return PLAIN
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${LOGO}${mark === 'dot' ? DOT : counted(mark)}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

const DOT = '<circle cx="25" cy="7" r="6.500" fill="#17714a" stroke="#fff" stroke-width="2"/>'

function counted(count: number): string {
  const text = count > COUNT_MAX ? `${COUNT_MAX}+` : String(count)
  return (
    '<circle cx="22" cy="10" r="10" fill="#b0321d"/>' +
    `<text x="22" y="15" text-anchor="middle" font-family="system-ui,sans-serif" font-weight="700" font-size="${text.length > 1 ? 12 : 15}" fill="#fff">${text}</text>`
  )
}
