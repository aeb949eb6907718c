package dev.headroom.bench.replay;

import dev.headroom.ma2scf.model.ServiceId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The demand and the cluster of a replay. Server number n has the home container of service n modulo the number of
 * services, and a stand-by container of each other service.
 *
 * @param services at least two, else no service could lend
 * @param servers at least as many as services
 * @param seed of the random variation of the requests
 */
public record ReplayPlan(List<ServiceLoad> services, int servers, long seed) {
    /** Cores of each server, as in the built-in simulated cluster. */
    public static final int CORES = 4;

    private static final int SERVERS = 12;
    private static final int OTHERS = 3;
    private static final double CROWD_PEAK = 2;
    private static final double OTHERS_PEAK = 0.45;

    public ReplayPlan {
        services = List.copyOf(services);
        if (services.size() < 2 || servers < services.size()) {
            throw new IllegalArgumentException(
                    "A replay needs two services and a server for each (%d services, %d servers)."
                            .formatted(services.size(), servers));
        }
    }

    /**
     * The demand for one service.
     *
     * @param peak the highest demand as a part of the capacity of its home servers; above 0
     */
    public record ServiceLoad(ServiceId id, int priority, DayCurve curve, double peak) {
        public ServiceLoad {
            if (!(peak > 0) || !(curve.peak() > 0)) {
                throw new IllegalArgumentException("The demand of %s must be above 0.".formatted(id));
            }
        }
    }

    /**
     * One of four services on twelve servers gets the demand of {@code day}, whose peak is twice the capacity of its
     * home servers and less than that of the cluster; the other services get the three days before, with peaks at 45
     * %.
     *
     * @throws IllegalArgumentException if the log lacks one of these days
     */
    public static ReplayPlan crowd(RequestLog log, LocalDate day, long seed) {
        List<ServiceLoad> services = new ArrayList<>();
        services.add(new ServiceLoad(new ServiceId("cup"), 1, curve(log, day), CROWD_PEAK));
        for (int before = 1; before <= OTHERS; before++) {
            services.add(
                    new ServiceLoad(new ServiceId("svc" + before), 2, curve(log, day.minusDays(before)), OTHERS_PEAK));
        }
        return new ReplayPlan(services, SERVERS, seed);
    }

    private static DayCurve curve(RequestLog log, LocalDate day) {
        DayCurve curve = log.days().get(day);
        if (curve == null) {
            throw new IllegalArgumentException("The request log has no complete day %s; it goes from %s to %s."
                    .formatted(day, log.days().firstKey(), log.days().lastKey()));
        }
        return curve;
    }

    public int seconds() {
        return services.stream().mapToInt(s -> s.curve().seconds()).min().orElse(0);
    }

    int homeOn(int server) {
        return server % services.size();
    }

    /** Core seconds of one request to {@code service}. */
    double unitCost(int service) {
        long homes = java.util.stream.IntStream.range(0, servers)
                .filter(server -> homeOn(server) == service)
                .count();
        ServiceLoad load = services.get(service);
        return load.peak() * homes * CORES / load.curve().peak();
    }
}
