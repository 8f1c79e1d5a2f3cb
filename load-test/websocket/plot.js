// @ts-check
// Line charts as plain SVG: the drawing stretches with the page, its labels are text of the page.

/**
 * @typedef {{ name: string, values: (number | null)[] }} Line
 * @typedef {{ title: string, unit: string, everyMs: number, lines: Line[] }} Chart
 */

const [WIDTH, HEIGHT] = [1000, 300]

/** @param {Chart} chart */
export function plot({ title, unit, everyMs, lines }) {
  const highest = Math.max(0, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0)))
  const top = roundUp(highest)
  const count = Math.max(2, ...lines.map(({ values }) => values.length))
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (share) => `<path class="grid" d="M0 ${share * HEIGHT}H${WIDTH}"/>`,
  )
  const drawn = lines.map(
    ({ values }, i) => `<path class="line c${i % 8}" d="${path(values, { top, count })}"/>`,
  )
  const keys = lines.map(
    ({ name, values }, i) =>
      `<li><i class="c${i % 8}"></i>${escape(name)} <b>${short(highestOf(values))}</b></li>`,
  )
  return `<figure>
<figcaption><h2>${escape(title)} <small>${escape(unit)}</small></h2><ul>${keys.join('')}</ul></figcaption>
<div class="plot"><div class="y">${[1, 0.75, 0.5, 0.25, 0].map((share) => `<span>${short(top * share)}</span>`).join('')}</div>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${escape(title)}">${grid.join('')}${drawn.join('')}</svg>
<div class="x"><span>0 s</span><span>${duration(((count - 1) * everyMs) / 2)}</span><span>${duration((count - 1) * everyMs)}</span></div></div>
</figure>`
}

/** A line with gaps where nothing is known. @param {(number | null)[]} values @param {{ top: number, count: number }} scale */
function path(values, { top, count }) {
  let isDown = false
  const steps = values.map((value, i) => {
    if (value === null) {
      // A second that was looked at a little too late is no gap.
      isDown &&= (values[i + 1] ?? null) !== null
      return ''
    }
    const [x, y] = [(i / (count - 1)) * WIDTH, HEIGHT - (value / top) * HEIGHT]
    const step = `${isDown ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}${isDown ? '' : 'h.01'}`
    isDown = true
    return step
  })
  return steps.join('')
}

/** The next number above whose quarters are good to read. @param {number} value */
export function roundUp(value) {
  if (value <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 1.2, 1.6, 2, 2.4, 3.2, 4, 5, 6, 8, 10].find((step) => step * power >= value) ?? 10) * power
}

/** @param {(number | null)[]} values */
function highestOf(values) {
  const known = values.filter((value) => value !== null)
  return known.length > 0 ? Math.max(...known) : undefined
}

/** @param {number | undefined} value */
function short(value) {
  if (value === undefined) return '–'
  if (value >= 10_000) return `${Number((value / 1000).toPrecision(3))}k`
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(2)))
}

/** @param {number} ms */
function duration(ms) {
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${(ms / 3_600_000).toFixed(1)} h`
}

/** @param {string} text */
export function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
