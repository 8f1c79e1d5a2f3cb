/*
 * How a message goes through Papo, with a crash possible between any two steps: see docs/model.md.
 *
 * -DEVERYSEC      Redis may lose its tail, as with `appendfsync everysec`; without it only what nobody was told of
 * -DFAULTS=n      how many faults there may be, of any kind, anywhere
 * -DLIVE          the claim `settled` instead of the assertions' search: spin -a -DLIVE, pan -a -f
 * Each name in docs/model.md's table of broken variants is a flag, too.
 */
#include "stores.pml"
#include "epoch.pml"
#include "client.pml"
#include "back.pml"
#include "worker.pml"
#include "faults.pml"

init {
  atomic {
    mem.server = 1;
    mem.epoch = 1;
    pgEpoch = 1;
    /* The second of each kind begins only while the first is under way: they are alike. */
    run backend(false);
    run backend(true);
    run opener(false);
    run opener(true);
    run worker(false);
    run worker(true);
    run redis();
    run client(1);
#if MESSAGES > 1
    run client(2)
#endif
  }
}

#ifdef LIVE
#define settled (place[1].state == GONE && place[MESSAGES].state == GONE && pgSeq[1] != 0 && pgSeq[MESSAGES] != 0)
ltl everyMessageIsStored { <> settled }
#endif
