/* front/src/chat: outbox.ts and sender.ts, and what the instances tell them of the room. */

/* `accept` of outbox.ts, from an ack or from one's own event. */
inline accept(m, e, s, p) {
  if
  :: place[m].state == PENDING || place[m].state == FLYING ->
    place[m].epoch = e;
    place[m].seq = s;
    if
#ifdef DROP_ON_ACK
    :: true -> place[m].state = GONE
#else
    :: p >= s -> place[m].state = GONE
    :: else -> place[m].state = SENT
#endif
    fi
  :: else
  fi
}

#ifdef NO_RESEND
#define doubted(m) false
#elif defined(REOFFER_BY_EPOCH_ALONE)
#define doubted(m) (mem.epoch > place[m].epoch)
#else
#define doubted(m) (mem.epoch != 0 && (mem.epoch != place[m].epoch || mem.seq < place[m].seq))
#endif

proctype client(byte m) {
  byte i;
  atomic { m == 1 || place[1].state != NEW -> young[m] = true; place[m].state = PENDING };
  do
  /* settlePersisted */
  :: atomic {
      place[m].state == SENT && mem.epoch == place[m].epoch && place[m].seq <= mem.persisted ->
      place[m].state = GONE;
      checkLog()
    }
  /* reoffer */
  :: atomic { place[m].state == SENT && doubted(m) -> place[m].state = PENDING }
  /* The ack does not come: at once if nobody is left to give it. */
  :: atomic { place[m].state == FLYING && inHand[m] == 0 -> place[m].state = PENDING }
  :: atomic { place[m].state == FLYING && inHand[m] > 0 && faults > 0 -> faults--; place[m].state = PENDING }
  :: atomic { place[m].state == GONE -> checkLog(); break }
  od
}
