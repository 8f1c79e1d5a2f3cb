/** Waits for about so long (milliseconds), so that not everyone comes back at the same moment. */
export const pause = (ms: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, ms * (0.5 + Math.random() / 2)))
