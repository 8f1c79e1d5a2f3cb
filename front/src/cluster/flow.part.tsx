import type { ClusterView } from '@papo/contract'
import { FLOW } from '@papo/contract/limits'
import { useLanguage, useText } from '../preferences'
import { flowOf, type FlowOf, sumOf, topOf } from './flow'
import { FlowDrawing } from './flow.drawing'

type Way = keyof FlowOf
const WAYS = ['incoming', 'outgoing'] as const

/** What passes through, all together and by instance: the instances share a scale, so that they compare. */
export function FlowPart({ view: { instances, at } }: { view: ClusterView }) {
  const t = useText()
  const flows = instances.map((instance) => ({ name: instance.name, flow: flowOf(instance, FLOW.steps) }))
  const all: FlowOf = {
    incoming: sumOf(
      flows.map(({ flow }) => flow.incoming),
      FLOW.steps,
    ),
    outgoing: sumOf(
      flows.map(({ flow }) => flow.outgoing),
      FLOW.steps,
    ),
  }
  const tops = {
    incoming: topOf(flows.map(({ flow }) => flow.incoming)),
    outgoing: topOf(flows.map(({ flow }) => flow.outgoing)),
  }
  return (
    <section className="cluster-section">
      <h2 id="cluster-flow">{t('cluster.flow')}</h2>
      <table className="flow" role="table" aria-labelledby="cluster-flow">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              <span className="flow-hidden">{t('cluster.instance')}</span>
            </th>
            {WAYS.map((way) => (
              <th key={way} role="columnheader" scope="col">
                {t(`cluster.flow.${way}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          <tr role="row" className="flow-all">
            <th role="rowheader" scope="row">
              {t('cluster.flow.all')}
            </th>
            {WAYS.map((way) => (
              <Cell key={way} way={way} flow={all} top={topOf([all[way]])} at={at} tall />
            ))}
          </tr>
          {flows.length > 1 &&
            flows.map(({ name, flow }) => (
              <tr role="row" key={name}>
                <th role="rowheader" scope="row" dir="auto">
                  {name}
                </th>
                {WAYS.map((way) => (
                  <Cell key={way} way={way} flow={flow} top={tops[way]} at={at} />
                ))}
              </tr>
            ))}
        </tbody>
      </table>
      <p className="admin-note">{t('cluster.flow.note')}</p>
    </section>
  )
}

type CellProps = { way: Way; flow: FlowOf; top: number; at: string; tall?: boolean }

function Cell({ way, flow, top, at, tall = false }: CellProps) {
  const t = useText()
  const language = useLanguage()
  const line = flow[way]
  const now = line.at(-1) ?? 0
  const digits = { maximumFractionDigits: now < 10 ? 1 : 0 }
  return (
    <td role="cell" data-label={t(`cluster.flow.${way}`)}>
      <div className="flow-cell">
        <span className="flow-now">{now.toLocaleString(language, digits)}</span>
        <span className="flow-box">
          <FlowDrawing line={line} top={top} at={at} tall={tall} />
          {tall && (
            <span className="flow-top" aria-hidden="true">
              {top.toLocaleString(language)}
            </span>
          )}
        </span>
      </div>
    </td>
  )
}
