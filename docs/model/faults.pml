/* Redis dies and returns, as it was or without its tail; an opener loses its lock and goes on. */

inline copy(to, from) {
  to.server = from.server;
  to.epoch = from.epoch;
  to.start = from.start;
  to.seq = from.seq;
  to.persisted = from.persisted;
  to.dirty = from.dirty;
  to.log = from.log;
  to.dedupe[1] = from.dedupe[1];
  to.dedupe[MESSAGES] = from.dedupe[MESSAGES]
}

proctype redis() {
  byte i;
  /* One moment that reached the disk; before it, the disk has nothing. */
  bool synced;
end:
  do
  :: atomic { faults > 0 -> faults--; server++; job = false }
#ifdef EVERYSEC
  :: d_step { !synced && faults > 0 -> synced = true; copy(disk, mem) }
  :: atomic { faults > 0 -> faults--; server++; job = false; d_step { copy(mem, disk) }; checkLog() }
#endif
  /* PostgreSQL ends the connection of whoever holds the advisory lock. */
  :: atomic { faults > 0 && lock != 0 && !lost -> faults--; lock = 0; lost = true }
  /* A worker sleeps for longer than its lease. */
  :: atomic { faults > 0 && lease != 0 && !asleep -> faults--; lease = 0; asleep = true }
  od
}
