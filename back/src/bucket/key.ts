const KEY = /^[a-z0-9-]{1,80}(\/[a-z0-9-]{1,80}){0,3}$/

/** Guards against a mistake of ours: keys are never a user's words. @throws Error for anything else */
export function checkKey(key: string): string {
  if (!KEY.test(key) || key.length > 200) throw new Error('not a key of ours')
  return key
}
