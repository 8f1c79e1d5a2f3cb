/* message/append.service.ts, log/room.log.ts, log/append.lua: from a request to its ack. */

/* Numbers, appends, remembers the clientId, marks and publishes: the writes of append.lua. */
inline append(m) {
  d_step {
    mem.seq++;
    assert(mem.seq <= TOP);
    /* Neither stored already nor in the log twice: it would be shown twice. */
    assert(pgSeq[m] == 0 && !(has(mem.log, mem.dedupe[m]) && mem.dedupe[m] != 0));
    if :: mem.seq == mem.start + 1 -> firsts = firsts | (1 << mem.seq) :: else fi;
    assert(body[mem.seq] == 0 || body[mem.seq] == m);
    body[mem.seq] = m;
    epochAt[mem.seq] = mem.epoch;
    mem.log = mem.log | (1 << mem.seq);
    mem.dedupe[m] = mem.seq;
    wake = !mem.dirty;
#ifndef MARK_LATER
    mem.dirty = true
#endif
  }
}

/* Everyone hears of it, in this order: seqs ascend, and each stands for one message for ever. */
inline publish(m, seq) {
  d_step {
    assert(seq > published);
    assert(body[seq] == 0 || body[seq] == m);
    body[seq] = m;
    published = seq
  };
  if
  :: delivered = published
  /* Pub/sub lost it. */
  :: atomic { faults > 0 -> faults-- }
  fi
}

#ifdef NO_DEDUPE
#define known(m) false
#else
#define known(m) (mem.dedupe[m] != 0)
#endif
/* Redis may have forgotten the clientId, and nobody asked PostgreSQL since this epoch began. */
#ifdef NO_LOOKUP
#define unsure(m) false
#elif defined(CHECK_OUTLIVES_EPOCH)
#define unsure(m) (mem.epoch != 1 && !young[m] && checked == 0)
#else
#define unsure(m) (mem.epoch != 1 && !young[m] && checked != mem.epoch)
#endif

proctype backend(bool second) {
  byte m, epoch, seq, persisted, checked;
  bool wake;
end:
  do
  :: atomic {
      if
      :: place[1].state == PENDING && busy == second -> m = 1
      :: place[MESSAGES].state == PENDING && busy == second -> m = MESSAGES
      fi;
      busy = true;
      place[m].state = FLYING;
      inHand[m]++
    };
script:
#ifdef PUBLISH_BEFORE_APPEND
    if :: current && mem.dedupe[m] == 0 -> seq = mem.seq + 1; publish(m, seq) :: else fi;
#endif
    if
    :: atomic { !current -> wanted = true };
      if
      :: current || !wanted -> goto script
      :: atomic { faults > 0 -> faults--; goto done }
      fi
    :: atomic { current && known(m) -> seq = mem.dedupe[m]; epoch = epochAt[seq]; persisted = mem.persisted }
    :: atomic { current && !known(m) && unsure(m) -> checked = mem.epoch; goto lookup }
    :: atomic {
        current && !known(m) && !unsure(m) ->
        append(m);
        seq = mem.seq; epoch = mem.epoch; persisted = mem.persisted;
#if !defined(PUBLISH_BEFORE_APPEND) && !defined(PUBLISH_AFTER_APPEND)
        publish(m, seq)
#endif
      };
#ifdef PUBLISH_AFTER_APPEND
      publish(m, seq);
#endif
#ifdef MARK_LATER
      if :: mem.dirty = true :: atomic { faults > 0 -> faults--; goto done } fi;
#endif
      skip
    :: atomic { faults > 0 -> faults--; goto done }
    fi;
    goto reply;
lookup:
    if
    :: atomic { pgSeq[m] == 0 -> goto script }
    :: atomic { pgSeq[m] != 0 -> seq = pgSeq[m]; epoch = epochAt[seq]; persisted = max(mem.persisted, seq) }
    :: atomic { faults > 0 -> faults--; goto done }
    fi;
reply:
    if
    :: atomic {
        accept(m, epoch, seq, persisted);
        /* PersistQueue.wake, after the ack */
#ifdef NO_SWEEPER
        /* Without this a job changes nothing: a worker may begin anyhow. */
        job = job || wake;
#endif
        skip
      }
    /* Dies with the ack. */
    :: atomic { faults > 0 -> faults-- }
    fi;
done:
    atomic { inHand[m]--; if :: !second -> busy = false :: else fi; m = 0; epoch = 0; seq = 0; persisted = 0; checked = 0; wake = false }
  od
}
