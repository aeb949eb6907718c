package dev.headroom.ma2scf.sharing.memory;

import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Spot;

/**
 * What has held without a break, and since when.
 *
 * @param overloaded services above the overload threshold
 * @param wished what rules would do
 * @param broken destinations whose container does not serve although its server is measured
 * @param recovered quiesced destinations whose container serves again
 */
public record Held(Timers<ServiceId> overloaded, Timers<Wish> wished, Timers<Spot> broken, Timers<Spot> recovered) {
    public static final Held NOTHING = new Held(Timers.none(), Timers.none(), Timers.none(), Timers.none());

    public Held withOverloaded(Timers<ServiceId> next) {
        return new Held(next, wished, broken, recovered);
    }

    public Held withWished(Timers<Wish> next) {
        return new Held(overloaded, next, broken, recovered);
    }

    public Held withBroken(Timers<Spot> next) {
        return new Held(overloaded, wished, next, recovered);
    }

    public Held withRecovered(Timers<Spot> next) {
        return new Held(overloaded, wished, broken, next);
    }

    /** Without what was seen of {@code service} as a whole. */
    Held restarted(ServiceId service) {
        Timers<Wish> others = wished;
        for (Wish wish : wished.since().keySet()) {
            if (wish.service().equals(service)) {
                others = others.without(wish);
            }
        }
        return new Held(overloaded.without(service), others, broken, recovered);
    }
}
