package dev.headroom.backend.inventory;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import java.util.Map;
import java.util.Optional;

/**
 * Where a cluster file names what only a reading can show to be there, each as {@code cluster.yaml:14}. Immutable.
 *
 * @param virtuals the virtual address of each service
 * @param containers the pattern of each service's containers
 * @param standBys the pattern of stand-by containers, where a service has one
 * @param homes home containers
 */
public record Places(
        Map<ServerId, String> servers,
        Map<ServiceId, String> virtuals,
        Map<ServiceId, String> containers,
        Map<ServiceId, String> standBys,
        Map<ContainerId, String> homes) {

    /** The places of a definition that no file made. */
    public static final Places NONE = new Places(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    public Places {
        servers = Map.copyOf(servers);
        virtuals = Map.copyOf(virtuals);
        containers = Map.copyOf(containers);
        standBys = Map.copyOf(standBys);
        homes = Map.copyOf(homes);
    }

    /** The place of a name, as the end of a sentence: {@code (cluster.yaml:14)}; empty where there is none. */
    public static <K> String of(Map<K, String> places, K name) {
        return Optional.ofNullable(places.get(name))
                .map(place -> " (" + place + ")")
                .orElse("");
    }
}
