package dev.headroom.ma2scf.sharing.memory;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Spot;

/**
 * What has held for a while.
 *
 * @param loads utilization of services, as a fraction
 * @param strains how much containers showed that they get less than they ask for, see {@code facts.Signs}
 * @param wished what rules would do, without a break
 * @param broken destinations whose container does not serve although its server is measured
 * @param recovered quiesced destinations whose container serves again
 */
public record Held(
        Samples<ServiceId> loads,
        Samples<ContainerId> strains,
        Timers<Wish> wished,
        Timers<Spot> broken,
        Timers<Spot> recovered) {
    public static final Held NOTHING =
            new Held(Samples.none(), Samples.none(), Timers.none(), Timers.none(), Timers.none());

    public Held withSamples(Samples<ServiceId> nextLoads, Samples<ContainerId> nextStrains) {
        return new Held(nextLoads, nextStrains, wished, broken, recovered);
    }

    public Held withWished(Timers<Wish> next) {
        return new Held(loads, strains, next, broken, recovered);
    }

    public Held withBroken(Timers<Spot> next) {
        return new Held(loads, strains, wished, next, recovered);
    }

    public Held withRecovered(Timers<Spot> next) {
        return new Held(loads, strains, wished, broken, next);
    }

    /** Without what was seen of {@code service} as a whole. */
    Held restarted(ServiceId service) {
        Timers<Wish> others = wished;
        for (Wish wish : wished.since().keySet()) {
            if (wish.service().equals(service)) {
                others = others.without(wish);
            }
        }
        return new Held(loads.without(service), strains, others, broken, recovered);
    }
}
