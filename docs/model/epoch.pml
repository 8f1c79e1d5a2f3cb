/* log/epoch.log.ts, log/epoch.store.ts, log/open.lua: a new epoch. Asked for by `wanted`. */

#define current (mem.server == server)

/* isDoubtful of realtime/feeds.ts: the instances' tick opens the log, also if nobody writes. */
#define doubtful (published > 0 && (mem.epoch == 0 || (!current && (mem.seq < delivered || mem.persisted < mem.seq))))

#ifdef ONE_GAP
#define goOn(seq, epoch) ((seq) + GAP)
#define atLeast 0
#else
#define goOn(seq, epoch) ((seq) + GAP * max(1, newEpoch - (epoch)))
#define atLeast (GAP * (newEpoch - 1))
#endif

#ifdef NO_SHARE_LOCK
#define nobodyStores true
#else
#define nobodyStores (shares == 0)
#endif

#ifdef LATE_RUN_ID
#define asSeen (mem.epoch == seenEpoch && mem.seq == seenSeq)
#else
#define asSeen (mem.epoch == seenEpoch && mem.seq == seenSeq && server == seenServer)
#endif
#define wasOpen (mem.server == seenServer && seenEpoch != 0 && seenEpoch == pgEpoch)

proctype opener(bool second) {
  byte seenServer, seenEpoch, seenSeq, last, lastEpoch, newEpoch, start, facts, i;
end:
  do
  /* EpochStore.alone, HeadStore.state */
  :: atomic {
      (wanted || doubtful) && lock == 0 && lost == second ->
      lock = _pid;
      seenServer = server;
      seenEpoch = mem.epoch;
      seenSeq = mem.seq;
      d_step { topOf(mem.log, last); lastEpoch = epochAt[last] }
    };
    if
    /* EpochStore.epochOf */
    :: atomic { wasOpen -> wanted = false; goto release }
    /* EpochStore.raise: the update waits for the share locks */
    :: atomic {
        !wasOpen && nobodyStores ->
#ifdef EPOCH_NOT_RAISED
        newEpoch = max(1, seenEpoch);
        pgEpoch = newEpoch;
        start = max(seenSeq, storedTop);
        facts = storedTop
      };
#else
        newEpoch = max(pgEpoch, seenEpoch) + 1;
        pgEpoch = newEpoch;
        facts = storedTop;
        start = 0;
        if
        :: newEpoch > 1 ->
          start = atLeast;
          if :: facts > 0 -> start = max(start, goOn(facts, epochAt[facts])) :: else fi;
          if :: last > 0 -> start = max(start, goOn(last, lastEpoch)) :: else fi;
          if :: seenEpoch > 0 -> start = max(start, goOn(seenSeq, seenEpoch)) :: else fi
        :: else
        fi
      };
#endif
      if
      /* open.lua */
      :: atomic {
          asSeen ->
          d_step {
            topOf(mem.log, last);
            mem.server = server;
            mem.epoch = newEpoch;
            mem.start = start;
            mem.seq = start;
            if
            :: last > facts -> mem.persisted = facts; mem.dirty = true
            :: else -> mem.persisted = start
            fi;
            young[1] = newEpoch == 1;
            young[MESSAGES] = newEpoch == 1
          };
          wanted = false;
          checkLog()
        }
      :: !asSeen -> skip
      /* Dies: the epoch has no events. */
      :: atomic { faults > 0 -> faults-- }
      fi
    /* Dies. */
    :: atomic { faults > 0 -> faults-- }
    fi;
release:
    atomic {
      if :: lock == _pid -> lock = 0 :: else fi;
      if :: !second -> lost = false :: else fi;
      seenServer = 0; seenEpoch = 0; seenSeq = 0; last = 0; lastEpoch = 0; newEpoch = 0; start = 0; facts = 0
    }
  od
}
