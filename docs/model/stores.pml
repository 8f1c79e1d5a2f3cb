/* One room, two messages, and what Redis, PostgreSQL and the senders' browsers know of them. */

#ifndef FAULTS
#define FAULTS 2
#endif
#ifndef MESSAGES
#define MESSAGES 2
#endif
/* EPOCH_GAP: more than a backlog for each epoch that may be lost in a row. */
#define GAP 5
/* Events that stay in the log after they are stored. */
#define KEPT 1
#define TOP 30

#define has(set, seq) (((set) >> (seq)) & 1)
#define above(seq) (~((1 << ((seq) + 1)) - 1))
#define max(a, b) ((a) > (b) -> (a) : (b))

byte faults = FAULTS;

/* Redis: a room's meta, its log as a set of seqs, the dedupe keys, the dirty mark. */
typedef Redis {
  byte server;
  byte epoch;
  byte start;
  byte seq;
  byte persisted;
  bool dirty;
  int log;
  byte dedupe[MESSAGES + 1]
}
Redis mem, disk;
/* The run_id of the server that answers. */
byte server = 1;
/* BullMQ's job, and who holds the shard's lease. */
bool job;
byte lease;
/* Whoever held the lease lost it, and goes on. */
bool asleep;

/* PostgreSQL: room.epoch, message (clientId to seq), room_void, the share locks and the advisory lock. */
byte pgEpoch;
byte pgSeq[MESSAGES + 1];
int pgVoid;
byte shares;
byte lock;
/* Whoever held the lock lost it, and goes on. */
bool lost;

/* A browser's outbox. `young`: made after the epoch began, so that its UUIDv7 needs no lookup. */
mtype = { NEW, PENDING, FLYING, SENT, GONE };
typedef Place { mtype state = NEW; byte epoch; byte seq }
Place place[MESSAGES + 1];
bool young[MESSAGES + 1] = true;
/* How many backs have its request in hand. */
byte inHand[MESSAGES + 1];
bool busy;

/* What no process can see: what was ever published at a seq, under which epoch, and how far. */
byte body[TOP + 1];
byte epochAt[TOP + 1];
int firsts;
byte published;
/* What an instance's feed has delivered, 0 for nothing yet. */
byte delivered;
/* Somebody found the log unfit to be written. */
bool wanted;

inline topOf(set, top) {
  top = TOP;
  do
  :: top > 0 && !has(set, top) -> top--
  :: else -> break
  od
}

#define isStored(seq) (body[seq] != 0 && pgSeq[body[seq]] == (seq))
#define storedTop max(pgSeq[1], pgSeq[MESSAGES])

/* What Redis calls persisted is stored, and what was acknowledged is not lost. */
inline checkLog() {
  d_step {
    i = 1;
    do
    :: i <= TOP ->
      if
      :: has(mem.log, i) && i <= mem.persisted -> assert(isStored(i))
      :: else
      fi;
      i++
    :: else -> break
    od;
    i = 1;
    do
    :: i <= MESSAGES ->
      /* An ack holds for ever where Redis loses nothing that it said. */
      if
#ifdef EVERYSEC
      :: place[i].state == GONE -> assert(pgSeq[i] != 0 && pgSeq[i] == place[i].seq)
#else
      :: place[i].seq != 0 -> assert(pgSeq[i] == place[i].seq ||
        (has(mem.log, place[i].seq) && place[i].seq > mem.persisted && mem.dirty))
#endif
      :: else
      fi;
      i++
    :: else -> break
    od;
    i = 0
  }
}

/* PostgreSQL alone shows that the room is whole: each seq up to the last is a message or void, and never both. */
inline checkTable() {
  d_step {
    i = 1;
    do
    :: i <= storedTop -> assert(isStored(i) != has(pgVoid, i)); i++
    :: else -> break
    od;
    i = 0
  }
}
