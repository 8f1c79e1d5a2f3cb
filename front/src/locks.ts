/** Web Locks, which browsers give to secure origins only. */
export function locksOf({ navigator }: { navigator?: { locks?: LockManager } }): LockManager | undefined {
  return navigator?.locks
}
