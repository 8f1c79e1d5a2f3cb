import { DRAWN, pathOf, type Series } from './flow'

type Props = { line: Series; top: number; at: string; tall?: boolean }

/** Two minutes of a number, moving to the left as time goes. The number itself stands beside it. */
export function FlowDrawing({ line, top, at, tall = false }: Props) {
  return (
    <svg
      className="flow-drawing"
      data-tall={tall}
      viewBox={`0 0 ${DRAWN.width} ${DRAWN.height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <g key={at}>
        <path className="flow-area" d={pathOf(line, top, true)} />
        <path className="flow-line" d={pathOf(line, top, false)} vectorEffect="non-scaling-stroke" />
      </g>
    </svg>
  )
}
