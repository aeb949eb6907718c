package dev.headroom.backend.agent;

import dev.headroom.backend.agent.ClusterDefinition.ServiceDefinition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The services whose pattern a container's name matches. Each name is compared with the patterns once, for a large
 * cluster has thousands of containers in each snapshot. Safe for several threads at once. See decision 0094.
 */
final class ServicesByName {
    /** The number of names above which all are forgotten: hosts decide how their containers are called. */
    private static final int MOST = 100_000;

    private final List<ServiceDefinition> services;
    private final Map<String, List<ServiceDefinition>> known = new ConcurrentHashMap<>();

    ServicesByName(List<ServiceDefinition> services) {
        this.services = List.copyOf(services);
    }

    List<ServiceDefinition> all() {
        return services;
    }

    /** The services, in order of id; the first of them is the one that the container carries. */
    List<ServiceDefinition> of(String container) {
        if (known.size() > MOST) {
            known.clear();
        }
        return known.computeIfAbsent(
                container,
                name -> services.stream()
                        .filter(service -> service.containers().matches(name))
                        .toList());
    }
}
