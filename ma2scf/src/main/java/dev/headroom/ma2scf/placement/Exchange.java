package dev.headroom.ma2scf.placement;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Large-neighbourhood search: a few servers are emptied and filled again with the best choices, and what is worse is
 * taken back; what is as good is kept, because drifting finds ways out. Starts at what hurts: a service whose demand
 * is not met and servers with idle capacity, or a container that carries little. Not safe for use by several threads.
 * See decisions 0012 and 0013.
 */
final class Exchange {
    /** Services that are short and are offered to the emptied servers, besides those that ran there. */
    private static final int GUESTS = 6;

    private static final int MOST_SERVERS = 3;
    /** Where there are no more servers than this, up to {@link #MANY_SERVERS} are emptied at once. */
    private static final int SMALL_PROBLEM = 60;

    private static final int MANY_SERVERS = 5;
    /** In every second try what services gain is made uncertain by this part, so that other choices are tried. */
    private static final double SHAKEN = 0.4;

    private static final int SAMPLES = 8;
    /** Of a hundred tries, how many look for the best server of a sample, and how many for containers that can be spared. */
    private static final int SCOUTED = 20;

    private static final int SPARING = 15;
    /** Of a hundred servers opened first or third, how many are drawn from those with idle capacity; of the others, the rest. */
    private static final int IDLE = 90;

    private final Draft draft;
    private final Problem problem;
    private final Placement placement;
    private final Refill refill;
    private final LoadShift shift;
    private final SplittableRandom random;
    private final Scout scout;
    private final int[] opened;
    private final double[] value;
    private final double[] gain;
    private final int[] pool;
    private final int[] inPool;
    private int servers;
    private int poolSize;
    private int stamp;

    Exchange(Draft draft, LoadShift shift, SplittableRandom random) {
        this.draft = draft;
        this.shift = shift;
        this.random = random;
        problem = draft.problem();
        placement = draft.placement();
        opened = new int[problem.servers() <= SMALL_PROBLEM ? MANY_SERVERS : MOST_SERVERS];
        value = new double[problem.services()];
        Arrays.setAll(value, i -> problem.value(i));
        gain = value.clone();
        refill = new Refill(draft, gain);
        scout = new Scout(draft, random, SAMPLES);
        pool = new int[problem.services()];
        inPool = new int[problem.services()];
    }

    /**
     * Searches until {@code patience} is over, {@code tries} are used up or everything is served.
     *
     * @param changePrice units times value that a start or stop must gain
     * @param goal amount that is enough
     */
    void forAmount(double changePrice, long tries, double goal, Patience patience) {
        for (long n = 0; n < tries && isShort(goal) && !patience.isOver(); n++) {
            if (random.nextInt(100) < SPARING) {
                spare(changePrice);
            } else {
                gain(changePrice);
            }
        }
    }

    private boolean isShort(double goal) {
        return draft.unserved().size() > 0 && draft.amount() < goal;
    }

    /**
     * Searches for placements with fewer changes.
     *
     * @param changePrice units times value that a start or stop counts while a server is filled
     * @param floor amount that must be kept
     */
    void forChanges(double changePrice, double floor, long tries, Patience patience) {
        for (long n = 0; n < tries && draft.changes() > 0 && !patience.isOver(); n++) {
            int changes = draft.changes();
            int missing = draft.missing();
            double amount = draft.amount();
            begin();
            openSpare(draft.changed().get(random.nextInt(draft.changed().size())));
            refill(changePrice);
            boolean isAsGood = draft.changes() < changes || (draft.changes() == changes && draft.amount() >= amount);
            if (!isAsGood || draft.missing() > missing || draft.amount() < floor) {
                draft.takeBack();
            }
        }
    }

    private void spare(double changePrice) {
        double before = draft.worth(changePrice);
        begin();
        openSpare(random.nextInt(problem.servers()));
        end(before, changePrice);
    }

    /** Opens a server, and others that could take over from it. */
    private void openSpare(int server) {
        if (placement.size(server) == 0) {
            open(server);
            return;
        }
        int service = placement.serviceAt(server, random.nextInt(placement.size(server)));
        open(server);
        int more = 1 + random.nextInt(opened.length - 1);
        for (int n = 0; n < more; n++) {
            if (random.nextBoolean() && placement.hosts(service) > 0) {
                open(placement.hostOf(service, random.nextInt(placement.hosts(service))));
            } else if (draft.idle().size() > 0) {
                open(idleServer());
            }
        }
    }

    private void gain(double changePrice) {
        double before = draft.worth(changePrice);
        begin();
        int unserved = draft.unserved().get(random.nextInt(draft.unserved().size()));
        add(unserved);
        int wanted = 1 + random.nextInt(opened.length);
        if (random.nextInt(100) < SCOUTED) {
            openScouted(unserved, wanted);
        } else {
            for (int n = 0; n < wanted; n++) {
                open(
                        random.nextInt(100) < (n % 2 == 0 ? IDLE : 100 - IDLE)
                                        && draft.idle().size() > 0
                                ? idleServer()
                                : random.nextInt(problem.servers()));
            }
        }
        end(before, changePrice);
    }

    private int idleServer() {
        return draft.idle().get(random.nextInt(draft.idle().size()));
    }

    private void openScouted(int unserved, int wanted) {
        int next = unserved;
        while (servers < wanted && next != Scout.NONE) {
            scout.look(next);
            if (scout.server() == Scout.NONE) {
                return;
            }
            open(scout.server());
            next = scout.evicted();
        }
    }

    private void begin() {
        draft.mark();
        poolSize = 0;
        servers = 0;
        stamp++;
    }

    private void end(double before, double changePrice) {
        refill(changePrice);
        if (draft.worth(changePrice) < before) {
            draft.takeBack();
        }
    }

    private void refill(double changePrice) {
        for (int n = 0; n < GUESTS && draft.unserved().size() > 0; n++) {
            add(draft.unserved().get(random.nextInt(draft.unserved().size())));
        }
        boolean isShaken = random.nextBoolean();
        for (int at = 0; isShaken && at < poolSize; at++) {
            gain[pool[at]] = value[pool[at]] * (1 + SHAKEN * (random.nextDouble() - 0.5));
        }
        for (int n = 0; n < servers; n++) {
            refill.fill(opened[n], pool, poolSize, changePrice);
        }
        for (int at = 0; isShaken && at < poolSize; at++) {
            gain[pool[at]] = value[pool[at]];
        }
        for (int at = 0; at < poolSize; at++) {
            shift.fill(pool[at]);
        }
    }

    private void open(int server) {
        opened[servers++] = server;
        for (int at = 0; at < placement.size(server); at++) {
            if (draft.isOpen(placement.serviceAt(server, at))) {
                add(placement.serviceAt(server, at));
            }
        }
        for (int i : problem.existing(server)) {
            // what was stopped there may come back for nothing
            if (draft.isOpen(i)) {
                add(i);
            }
        }
        refill.empty(server);
    }

    private void add(int service) {
        if (inPool[service] != stamp) {
            inPool[service] = stamp;
            pool[poolSize++] = service;
        }
    }
}
