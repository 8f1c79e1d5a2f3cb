// @ts-check

const OFFSET_MS = Number(process.hrtime.bigint()) / 1e6 - performance.now()

/** In ms, the same in all processes of a machine, and never set back. @returns {number} */
export const nowMs = () => performance.now() + OFFSET_MS
