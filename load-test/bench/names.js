// @ts-check

/** The queue of the job-per-message baseline. */
export const JOB_QUEUE = 'bench-messages'
