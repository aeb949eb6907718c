package dev.headroom.backend.inventory;

import dev.headroom.backend.inventory.Fields.Placed;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServiceLimits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a service's fields say against each other: an error where a part of it could never hold, a remark where it could
 * never have an effect.
 */
final class Contradictions {
    private final Source source;
    private final List<ServerEntry> servers;

    /** @param servers the real servers of the file */
    Contradictions(Source source, List<ServerEntry> servers) {
        this.source = source;
        this.servers = List.copyOf(servers);
    }

    void refuse(Fields fields, ServiceEntry service) throws ClusterFileException {
        Set<ContainerId> named = new HashSet<>();
        for (Placed<ContainerId> home : fields.listed("home", ServiceReader.HOME)) {
            refuse(home, service);
            if (!named.add(home.value())) {
                throw source.mistake(
                        home.place(), "'home' names %s twice; remove one of the two.".formatted(home.value()));
            }
        }
        ContainerPattern all = service.containers();
        if (service.rules().standBy().filter(p -> !p.overlaps(all)).isPresent()) {
            throw source.mistake(
                    fields.place("standBy"),
                    "'standBy' is '%s' and 'containers' is '%s': no name matches both, so no container could ever be a stand-by container; correct one of the two."
                            .formatted(service.rules().standBy().get(), all));
        }
        remark(fields, service);
    }

    private void refuse(Placed<ContainerId> home, ServiceEntry service) throws ClusterFileException {
        if (!service.containers().matches(home.value().name())) {
            throw source.mistake(
                    home.place(),
                    "'home' names %s, and 'containers' is '%s', which does not match %s; correct one of the two."
                            .formatted(
                                    home.value(),
                                    service.containers(),
                                    home.value().name()));
        }
    }

    private void remark(Fields fields, ServiceEntry service) {
        ServiceLimits limits = service.limits();
        long zones = servers.stream().map(ServerEntry::zone).distinct().count();
        limits.perServer().ifPresent(most -> bound(fields, service, "real servers", "perServer", servers.size(), most));
        limits.perZone().ifPresent(most -> bound(fields, service, "zones", "perZone", zones, most));
        if (limits.perServer().isEmpty() && limits.perZone().isEmpty()) {
            crowd(fields, service);
        }
        boolean some = servers.stream().anyMatch(ServerEntry::lends);
        if (some && servers.stream().filter(ServerEntry::lends).noneMatch(s -> limits.mayLend(s.id()))) {
            String field = fields.node("allowedLenders").isPresent() ? "allowedLenders" : "forbiddenLenders";
            source.remark(
                    fields.place(field),
                    "'%s' leaves no real server that lends, so %s can never borrow; name another, or correct 'lends'."
                            .formatted(field, service.id()));
        }
    }

    /** Several containers of a service may be on one server, and the file does not say how many are. */
    private void crowd(Fields fields, ServiceEntry service) {
        int minimum = service.spec().minimum();
        if (minimum > servers.size()) {
            source.remark(
                    fields.place("minimum"),
                    "'minimum' of %s is %d, and the file names %d real servers: one of them must carry more than one container of %1$s; lower 'minimum' if none does."
                            .formatted(service.id(), minimum, servers.size()));
        }
    }

    private void bound(Fields fields, ServiceEntry service, String of, String field, long parts, int most) {
        int minimum = service.spec().minimum();
        if (minimum > parts * most) {
            source.remark(
                    fields.place("minimum"),
                    "'minimum' of %s is %d, and %d %s with '%s: %d' carry %d containers at most; lower the one or raise the other."
                            .formatted(service.id(), minimum, parts, of, field, most, parts * most));
        }
    }
}
