package dev.headroom.backend.inventory;

import dev.headroom.backend.inventory.YamlNode.Place;
import dev.headroom.backend.parse.NumericIpv6;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code directors} and the {@code realServers} of a cluster file. No two of them have one name, and no two of
 * one role one address; a director may be a real server too.
 */
final class HostReader {
    private static final int SSH_PORT = 22;
    private static final String NAMES = "host names must be unique over directors and real servers";

    private final Source source;
    private final SshSettings general;
    private final Map<String, Place> names = new HashMap<>();
    private final Map<Login, Named> directors = new HashMap<>();
    private final Map<Login, Named> servers = new HashMap<>();
    private final Map<String, Zone> zones = new LinkedHashMap<>();

    /** What is connected to. */
    private record Login(String address, int port) {}

    /** A host and the place of its name. */
    private record Named(String name, Place place) {}

    /**
     * A zone by its first server.
     *
     * @param written whether the file names it; else it is the server's own
     */
    private record Zone(String name, String server, Place place, boolean written) {}

    /** @param general the settings of {@code ssh} for all hosts */
    HostReader(Source source, SshSettings general) {
        this.source = source;
        this.general = general;
    }

    /** The settings of {@code ssh} of an entry, or of the whole file. */
    static SshSettings ssh(Source source, Fields owner, SshSettings general) throws ClusterFileException {
        Optional<YamlNode> node = owner.node("ssh");
        if (node.isEmpty()) {
            return general;
        }
        Fields fields = Fields.of(source, node.get(), "ssh", List.of("user", "port", "identity", "knownHosts"));
        return new SshSettings(
                        fields.optional("user", Value.USER),
                        fields.optional("port", Value.whole(1, 65_535, 22)),
                        fields.optional("identity", Value.text("the path of a private key", "~/.ssh/id_ed25519")),
                        fields.optional("knownHosts", Value.text("the path of a file", "~/.ssh/known_hosts")))
                .orElse(general);
    }

    DirectorEntry director(YamlNode item) throws ClusterFileException {
        Fields fields = Fields.of(source, item, "a director", List.of("name", "address", "ssh"));
        DirectorId id = fields.required("name", Value.named("lb1", DirectorId::new));
        source.unique(names, id.name(), fields.place("name"), NAMES);
        var entry = new DirectorEntry(id, fields.required("address", Value.HOST_ADDRESS), ssh(source, fields, general));
        alone(directors, "directors", entry, fields);
        return entry;
    }

    ServerEntry server(YamlNode item) throws ClusterFileException {
        Fields fields =
                Fields.of(source, item, "a real server", List.of("name", "address", "zone", "lends", "runtime", "ssh"));
        ServerId id = fields.required("name", Value.named("rs1", ServerId::new));
        source.unique(names, id.name(), fields.place("name"), NAMES);
        Optional<ZoneId> zone = fields.optional("zone", Value.named("rack-a", ZoneId::new));
        var entry = new ServerEntry(
                id,
                fields.required("address", Value.HOST_ADDRESS),
                ssh(source, fields, general),
                zone.orElseGet(() -> new ZoneId(id.name())),
                fields.optional("lends", Value.TRUTH).orElse(true),
                fields.optional("runtime", Runtimes.NAMED).orElse(Runtimes.USUAL));
        alone(servers, "real servers", entry, fields);
        remember(new Zone(
                entry.zone().name(), id.name(), fields.place(zone.isPresent() ? "zone" : "name"), zone.isPresent()));
        return entry;
    }

    private void alone(Map<Login, Named> seen, String role, HostEntry entry, Fields fields)
            throws ClusterFileException {
        var login = new Login(canonical(entry.address()), entry.ssh().port().orElse(SSH_PORT));
        Named before = seen.putIfAbsent(login, new Named(entry.id().name(), fields.place("name")));
        if (before != null) {
            throw source.mistake(
                    fields.place("address"),
                    "the address '%s' of %s is that of %s in line %d; two %s cannot be one machine, so correct one of the two, or remove it."
                            .formatted(
                                    entry.address(),
                                    entry.id().name(),
                                    before.name(),
                                    before.place().line(),
                                    role));
        }
    }

    private static String canonical(String address) {
        if (address.contains(":") && !address.contains("%")) {
            return NumericIpv6.canonical(address);
        }
        String name = address.toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** Two zones that an operator would take for one, or one that is made of two. */
    private void remember(Zone zone) {
        Zone before = zones.putIfAbsent(zone.name().toLowerCase(Locale.ROOT), zone);
        if (before == null) {
            return;
        }
        if (!before.name().equals(zone.name())) {
            source.remark(
                    zone.place(),
                    "the zones '%s' of %s and '%s' of %s (line %d) differ in capitals only and count as two; write them alike if they are one."
                            .formatted(
                                    zone.name(),
                                    zone.server(),
                                    before.name(),
                                    before.server(),
                                    before.place().line()));
        } else if (zone.written() != before.written()) {
            Zone own = zone.written() ? before : zone;
            Zone other = zone.written() ? zone : before;
            source.remark(
                    other.place(),
                    "the zone '%s' of %s is also the one that %s has to itself, for want of a 'zone' of its own (line %d), so the two count as one; give both the same 'zone', or %2$s another name."
                            .formatted(
                                    other.name(),
                                    other.server(),
                                    own.server(),
                                    own.place().line()));
        }
    }
}
