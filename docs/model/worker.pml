/* persist/passes.ts, flush.log.ts, persist.store.ts, trim.lua: from the log to PostgreSQL. */

/* What trim.lua does with a batch that ends at `done`. */
inline trim() {
  d_step {
    if
    :: mem.epoch == epoch ->
      topOf(mem.log, head);
      before = mem.persisted;
      if
      :: head <= done -> mem.persisted = mem.seq
      :: head > done && done > mem.persisted -> mem.persisted = done
      :: else
      fi;
      if
      :: done >= mem.start ->
        topOf(mem.log & ~above(done), i);
        mem.log = mem.log & above(i - KEPT)
      :: else
      fi;
#ifdef CLEAR_ALWAYS
      mem.dirty = false
#else
      /* Only if a pass found nothing, and nothing came since. */
      if
      :: batch == 0 && head <= max(before, done) -> mem.dirty = false
      :: else
      fi
#endif
    :: else
    fi;
    head = 0;
    before = 0;
    i = 0
  }
}

/* PersistStore.store: void ranges and rows, in one transaction. ON CONFLICT is on the clientId alone. */
inline store() {
  d_step {
    i = 1;
    do
    :: i <= TOP ->
      if
      :: has(batch, i) ->
        if
        :: has(firsts, i) && i != 1 ->
          head = i - 1;
          do
          :: head > 0 && !isStored(head) && !has(pgVoid, head) -> pgVoid = pgVoid | (1 << head); head--
          :: else -> break
          od;
          head = 0
        :: else
        fi;
        if
        :: pgSeq[body[i]] == 0 -> pgSeq[body[i]] = i
        /* A clientId under two seqs: an ack of one of them was wrong. */
        :: else -> assert(pgSeq[body[i]] == i)
        fi
      :: else
      fi;
      i++
    :: else -> break
    od;
    i = 0
  };
  checkTable()
}

#ifdef NO_EPOCH_FENCE
#define fenced true
#else
#define fenced (pgEpoch == epoch)
#endif

/* Who begins: for a dirty shard, as the sweep finds it, or for a job, which names one. */
#ifdef NO_SWEEPER
#define woken job
#else
#define woken mem.dirty
#endif

proctype worker(bool second) {
  byte epoch, done, head, before, i;
  int batch;
end:
  do
  /* FlushLog.lease */
  :: atomic { woken && lease == 0 && asleep == second -> lease = _pid; job = false };
pass:
    /* FlushLog.read: the epoch, then the entries */
    if
    :: atomic { mem.dirty && mem.epoch == 0 -> mem.dirty = false; goto idle }
    :: atomic { mem.dirty && mem.epoch != 0 -> epoch = mem.epoch; done = mem.persisted }
    :: atomic { !mem.dirty -> goto idle }
    fi;
    if
    :: atomic {
        d_step { batch = mem.log & above(done); topOf(batch, i); done = max(done, i); i = 0 };
        if :: batch == 0 -> goto stored :: else fi
      }
    :: atomic { faults > 0 -> faults--; goto idle }
    fi;
#if defined(TRIM_BEFORE_COMMIT)
    atomic { trim(); checkLog() };
#elif defined(PERSISTED_BEFORE_COMMIT)
    atomic { if :: mem.epoch == epoch && done > mem.persisted -> mem.persisted = done :: else fi; checkLog() };
#endif
    /* PersistStore.fence: a share lock on the room's row, and its epoch */
    if
    :: atomic { fenced -> shares++ }
    :: atomic { !fenced -> wanted = true; goto idle }
    :: atomic { faults > 0 -> faults--; goto idle }
    fi;
    if
    :: atomic { store(); shares-- }
    :: atomic { faults > 0 -> faults--; shares--; goto idle }
    fi;
stored:
    if
#ifndef TRIM_BEFORE_COMMIT
    :: atomic { trim(); checkLog(); epoch = 0; done = 0; batch = 0; if :: mem.dirty -> goto pass :: else fi }
#else
    :: true
#endif
    :: atomic { faults > 0 -> faults-- }
    fi;
idle:
    atomic { if :: lease == _pid -> lease = 0 :: else fi; if :: !second -> asleep = false :: else fi; epoch = 0; done = 0; batch = 0 }
  od
}
