import type { PapoProcess } from './papo.process.js'

export type Series = { name: string; labels: Record<string, string>; value: number }

/** What a process says on its metrics port. */
export class Scrape {
  readonly series: Series[]
  /** Of metrics, also of those that have no series yet. */
  readonly names: string[]

  constructor(readonly text: string) {
    const lines = text.split('\n')
    this.names = lines.flatMap((line) => (line.startsWith('# TYPE ') ? [line.split(' ')[2] ?? ''] : []))
    this.series = lines.flatMap((line) => {
      const [, name = '', given = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
      const labels = Object.fromEntries(
        [...given.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, k, v]) => [k, v]),
      )
      return name ? [{ name, labels: labels as Record<string, string>, value: Number(value) }] : []
    })
  }

  /** The sum of the series that have these labels. */
  sum(name: string, labels: Record<string, string> = {}): number {
    const wanted = Object.entries(labels)
    return this.series
      .filter((one) => one.name === name && wanted.every(([label, value]) => one.labels[label] === value))
      .reduce((sum, { value }) => sum + value, 0)
  }
}

export const metricsPortOf = ({ lines }: PapoProcess): number | undefined =>
  lines.find(({ msg }) => msg === 'metrics')?.port

export async function scrape(process: PapoProcess): Promise<Scrape> {
  const answer = await fetch(`http://127.0.0.1:${metricsPortOf(process)}/metrics`)
  return new Scrape(await answer.text())
}
