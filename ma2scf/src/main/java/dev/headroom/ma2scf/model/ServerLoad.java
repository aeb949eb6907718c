package dev.headroom.ma2scf.model;

import java.util.List;
import java.util.Optional;

/**
 * What a real server can carry and what it carries now.
 *
 * @param capacity all of the machine; network 0 means that its limit is unknown
 * @param used by everything on it, containers included; of the processors also what is stolen, for nothing else can use it
 * @param stolen cores that it wanted while the hypervisor gave them to other machines; empty where that is not known
 * @param uplink bytes a second, in each direction, of the interface of its default route; empty where the kernel does not know. It
 *     limits no loan: see decision 0102 of ssh-backend
 * @param strain what shows that it gets less than it asks for
 * @param sources the files on the server that the other values were read from
 */
public record ServerLoad(
        Resources capacity,
        Resources used,
        Optional<Double> stolen,
        Optional<Double> uplink,
        Strain strain,
        List<String> sources) {
    public ServerLoad {
        if (!(capacity.cpu() > 0)) {
            throw new IllegalArgumentException(
                    "The server's capacity (%s cores) must be above 0.".formatted(capacity.cpu()));
        }
        stolen.ifPresent(cores -> Quantities.notNegative("stolen cores", cores));
        uplink.ifPresent(rate -> Quantities.notNegative("uplink", rate));
        sources = List.copyOf(sources);
    }

    /** A load of which nothing more is known. */
    public ServerLoad(Resources capacity, Resources used) {
        this(capacity, used, Optional.empty(), Optional.empty(), Strain.UNKNOWN, List.of());
    }

    public Utilization cpu() {
        return Utilization.of(used.cpu(), capacity.cpu());
    }

    public Utilization memory() {
        return Utilization.of((double) used.memory(), (double) capacity.memory());
    }

    /** The cores that its own programs use: without what is stolen, as far as that is known. */
    public double ownCores() {
        return Math.max(0, used.cpu() - stolen.orElse(0.0));
    }
}
