import type { Text } from '../preferences'

const PROBLEMS = ['postgres', 'redis', 'overloaded', 'storing', 'queues', 'draining'] as const

/** Why a process is not ready, in words; one that we do not know stands for itself. */
export const problemText = (t: Text, problems: readonly string[]): string =>
  problems
    .map((problem) => {
      const known = PROBLEMS.find((one) => one === problem)
      return known ? t(`cluster.problem.${known}`) : problem
    })
    .join(', ')
