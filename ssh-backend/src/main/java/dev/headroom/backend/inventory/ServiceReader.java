package dev.headroom.backend.inventory;

import dev.headroom.backend.inventory.Fields.Placed;
import dev.headroom.ma2scf.model.ConfiguredCost;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceCheck;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceLimits;
import dev.headroom.ma2scf.model.ServiceSpec;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.policy.AutomaticLimits;
import dev.headroom.ma2scf.policy.Mode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one of the {@code services} of a cluster file. It keeps the names of other services and of servers, to be
 * checked when all are read.
 */
final class ServiceReader {
    private static final List<String> FIELDS = List.of(
            "name",
            "virtual",
            "containers",
            "minimum",
            "priority",
            "mode",
            "plansPerHour",
            "automaticUpTo",
            "value",
            "maximum",
            "perServer",
            "perZone",
            "containerLimit",
            "allowedLenders",
            "forbiddenLenders",
            "apart",
            "home",
            "standBy",
            "port",
            "unitCost",
            "footprint",
            "check");
    private static final int MOST_CONTAINERS = 10_000;
    static final Value<ContainerId> HOME = Value.named("rs1/web-1", ContainerId::parse);

    private final Source source;
    private final List<String> servers;
    private final List<Mention> mentions = new ArrayList<>();

    /** A name that must belong to another entry of the file. */
    private record Mention(YamlNode.Place place, String field, String name) {}

    /** @param servers the real servers of the file */
    ServiceReader(Source source, List<ServerEntry> servers) {
        this.source = source;
        this.servers = servers.stream().map(s -> s.id().name()).toList();
    }

    Fields fields(YamlNode item) throws ClusterFileException {
        return Fields.of(source, item, "a service", FIELDS);
    }

    ServiceEntry service(Fields fields) throws ClusterFileException {
        ServiceId id = fields.required("name", Value.named("web", ServiceId::new));
        int minimum =
                fields.optional("minimum", Value.whole(0, MOST_CONTAINERS, 2)).orElse(1);
        ServiceLimits limits = limits(fields, id);
        Optional<Integer> maximum = limits.maximum().filter(most -> most < minimum);
        if (maximum.isPresent()) {
            throw source.mistake(
                    fields.place("maximum"),
                    "'maximum' is %d and the minimum is %d; expected a maximum that is not below the minimum."
                            .formatted(maximum.get(), minimum));
        }
        VirtualAddress address = fields.required("virtual", Value.VIRTUAL);
        ContainerPattern containers = fields.required("containers", Value.PATTERN);
        ServiceSpec spec = new ServiceSpec(
                id,
                address,
                fields.optional("priority", Value.whole(1, 1_000, 1)).orElse(1),
                minimum,
                fields.optional("value", Value.amount("a number above 0", "2")).orElse(1.0),
                limits,
                cost(fields),
                checks(fields));
        return new ServiceEntry(
                spec,
                containers,
                rules(fields),
                fields.optional("mode", Value.oneOf(Mode.class, Mode.MANUAL)),
                new AutomaticLimits.OfService(
                        fields.optional("plansPerHour", PolicyReader.PLANS),
                        fields.optional("automaticUpTo", PolicyReader.CEILING)));
    }

    /** The checks of the service; a single one may be written without a list. */
    private static List<ServiceCheck> checks(Fields fields) throws ClusterFileException {
        if (fields.node("check").filter(YamlNode.Listing.class::isInstance).isPresent()) {
            return fields.listed("check", Value.CHECK).stream()
                    .map(Placed::value)
                    .toList();
        }
        return fields.optional("check", Value.CHECK).stream().toList();
    }

    private ServiceLimits limits(Fields fields, ServiceId id) throws ClusterFileException {
        List<Placed<ServerId>> allowed = fields.listed("allowedLenders", Value.named("rs1", ServerId::new));
        List<Placed<ServerId>> forbidden = fields.listed("forbiddenLenders", Value.named("rs1", ServerId::new));
        for (Placed<ServerId> server : forbidden) {
            if (named(allowed).contains(server.value())) {
                throw source.mistake(
                        server.place(),
                        "'%s' is both in 'allowedLenders' and in 'forbiddenLenders'; remove it from one of the two."
                                .formatted(server.value()));
            }
        }
        List<Placed<ServiceId>> apart = fields.listed("apart", Value.named("db", ServiceId::new));
        for (Placed<ServiceId> service : apart) {
            if (service.value().equals(id)) {
                throw source.mistake(
                        service.place(),
                        "'%s' cannot be kept apart from itself; 'perServer: 1' keeps its containers apart."
                                .formatted(id));
            }
            mentions.add(new Mention(service.place(), "apart", service.value().name()));
        }
        known("allowedLenders", allowed);
        known("forbiddenLenders", forbidden);
        return new ServiceLimits(
                fields.optional("maximum", Value.whole(1, MOST_CONTAINERS, 6)),
                fields.optional("perServer", Value.whole(1, MOST_CONTAINERS, 1)),
                fields.optional("perZone", Value.whole(1, MOST_CONTAINERS, 2)),
                fields.optional("containerLimit", Value.amount("connections a second, above 0", "250")),
                named(allowed),
                named(forbidden),
                named(apart));
    }

    private ContainerRules rules(Fields fields) throws ClusterFileException {
        List<Placed<ContainerId>> homes = fields.listed("home", HOME);
        for (Placed<ContainerId> home : homes) {
            check(new Mention(home.place(), "home", home.value().server().name()), "real server", servers);
        }
        return new ContainerRules(
                named(homes),
                fields.optional("standBy", Value.PATTERN),
                fields.optional("port", Value.whole(1, 65_535, 8080)));
    }

    private static <T> Set<T> named(List<Placed<T>> words) {
        Set<T> values = new LinkedHashSet<>();
        words.forEach(word -> values.add(word.value()));
        return values;
    }

    private void known(String field, List<Placed<ServerId>> mentioned) throws ClusterFileException {
        for (Placed<ServerId> server : mentioned) {
            check(new Mention(server.place(), field, server.value().name()), "real server", servers);
        }
    }

    private ConfiguredCost cost(Fields fields) throws ClusterFileException {
        long footprint = fields.optional("footprint", Value.bytes("256M")).orElse(0L);
        Optional<YamlNode> node = fields.node("unitCost");
        if (node.isEmpty()) {
            return new ConfiguredCost(0, 0, footprint);
        }
        Fields cost = Fields.of(source, node.get(), "the unit cost", List.of("cpu", "network"));
        return new ConfiguredCost(
                cost.optional("cpu", Value.amount("cores for each connection a second, above 0", "0.012"))
                        .orElse(0.0),
                cost.optional("network", Value.bytes("20k"))
                        .map(Long::doubleValue)
                        .orElse(0.0),
                footprint);
    }

    /**
     * Checks the names that the service mentions. Call it when all services are read.
     *
     * @throws ClusterFileException if a name belongs to no entry of the file
     */
    void check(List<ServiceEntry> services) throws ClusterFileException {
        List<String> names = services.stream().map(s -> s.id().name()).toList();
        for (Mention mention : mentions) {
            check(mention, "service", names);
        }
    }

    private void check(Mention mention, String kind, Collection<String> known) throws ClusterFileException {
        if (!known.contains(mention.name())) {
            throw source.mistake(
                    mention.place(),
                    "'%s' names '%s', and there is no such %s; %s"
                            .formatted(mention.field(), mention.name(), kind, Source.hint(mention.name(), known)));
        }
    }
}
