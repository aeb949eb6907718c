package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One service that is short of capacity.
 *
 * @param priority the lowest number is served first
 * @param zones where it is served now: between equals, another zone wins
 * @param avoided zones to be used only when no other is left, because something failed there
 * @param candidates servers that may lend to it, in order of server
 * @param refused every other server, and why not
 */
public record Request(
        ServiceId service,
        int priority,
        Need need,
        Set<ZoneId> zones,
        Set<ZoneId> avoided,
        List<Candidate> candidates,
        Map<ServerId, Refusal> refused) {

    public Request {
        zones = Collections.unmodifiableSet(new TreeSet<>(zones));
        avoided = Collections.unmodifiableSet(new TreeSet<>(avoided));
        candidates = candidates.stream()
                .sorted(Comparator.comparing(Candidate::server))
                .toList();
        refused = Collections.unmodifiableMap(new TreeMap<>(refused));
    }

    /**
     * How much is short.
     *
     * @param deficit connections a second, at least 0
     * @param unitCost cores for each connection a second, above 0
     * @param containerLimit connections a second that one container can carry, above 0; infinite where only the server limits it
     * @param footprint bytes of memory that a container takes whatever its load; 0 where unknown
     * @param atLeast containers to start even if fewer would cover the deficit; at least 0
     */
    public record Need(double deficit, double unitCost, double containerLimit, long footprint, int atLeast) {
        public Need {
            if (!(deficit >= 0) || Double.isInfinite(deficit)) {
                throw new IllegalArgumentException(
                        "The deficit (%s) must be a finite number of at least 0.".formatted(deficit));
            }
            if (!(unitCost > 0) || Double.isInfinite(unitCost)) {
                throw new IllegalArgumentException(
                        "The unit cost (%s) must be a finite number above 0.".formatted(unitCost));
            }
            if (!(containerLimit > 0)) {
                throw new IllegalArgumentException(
                        "The container limit (%s) must be above 0.".formatted(containerLimit));
            }
            if (footprint < 0 || atLeast < 0) {
                throw new IllegalArgumentException("The footprint (%d) and the least count (%d) must not be negative."
                        .formatted(footprint, atLeast));
            }
        }
    }

    /**
     * One server that may lend.
     *
     * @param standBys its stopped stand-by containers for the service, in order of name
     */
    public record Candidate(ServerId server, List<ContainerId> standBys) {
        public Candidate {
            standBys = standBys.stream().sorted().toList();
        }
    }
}
