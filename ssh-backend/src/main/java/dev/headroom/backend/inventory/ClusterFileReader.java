package dev.headroom.backend.inventory;

import dev.headroom.backend.inventory.YamlNode.Place;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the text of a cluster file into a {@link ClusterFile}; it stops at the first mistake. */
final class ClusterFileReader {
    private static final long LARGEST = 1 << 20;
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(10);

    private static final String DIRECTOR_EXAMPLE = "- { name: lb1, address: 192.0.2.2 }";
    private static final String SERVER_EXAMPLE = "- { name: rs1, address: 192.0.2.11 }";
    private static final String SERVICE_EXAMPLE =
            "- { name: web, virtual: \"tcp 192.0.2.100:80\", containers: \"web-*\" }";

    private final Source source;
    private final Map<String, Place> hostNames = new HashMap<>();

    private ClusterFileReader(Source source) {
        this.source = source;
    }

    static ClusterFile read(Path file) throws ClusterFileException {
        var source = new Source(file.toString());
        return new ClusterFileReader(source).cluster(YamlTree.read(source, text(source, file)));
    }

    private static String text(Source source, Path file) throws ClusterFileException {
        if (Files.notExists(file)) {
            throw source.mistake("there is no such file; expected a cluster file, so check the path.");
        }
        if (Files.isDirectory(file)) {
            throw source.mistake("this is a folder; expected a cluster file, so name the file in it.");
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw source.mistake("the file has %d bytes; expected a cluster file, which has at most %d."
                        .formatted(Files.size(file), LARGEST));
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw source.mistake(
                    "the file is not text in UTF-8; expected a cluster file, so save it in that encoding.");
        } catch (IOException e) {
            throw source.mistake("the file cannot be read (%s); check who may read it.".formatted(e.getMessage()));
        }
    }

    private ClusterFile cluster(YamlNode root) throws ClusterFileException {
        Fields fields = Fields.of(
                source,
                root,
                "a cluster file",
                List.of("cluster", "ssh", "directors", "realServers", "services", "policy"));
        String name = fields.required("cluster", Value.named("shop", ClusterFileReader::clusterName));
        SshSettings ssh = ssh(fields, SshSettings.NONE);
        var directors = new ArrayList<DirectorEntry>();
        for (YamlNode item : fields.items("directors", DIRECTOR_EXAMPLE)) {
            directors.add(director(item, ssh));
        }
        var servers = new ArrayList<ServerEntry>();
        for (YamlNode item : fields.items("realServers", SERVER_EXAMPLE)) {
            servers.add(server(item, ssh));
        }
        List<ServiceEntry> services = services(fields.items("services", SERVICE_EXAMPLE), servers);
        Optional<YamlNode> policyNode = fields.node("policy");
        if (policyNode.isEmpty()) {
            return new ClusterFile(
                    name, directors, servers, services, SharingPolicy.defaults(), ClusterFile.DEFAULT_INTERVAL);
        }
        Fields policy = Fields.of(source, policyNode.get(), "the policy", PolicyReader.FIELDS);
        return new ClusterFile(
                name, directors, servers, services, PolicyReader.policy(source, policy), interval(policy));
    }

    /** The name of the cluster, by the rule of all names, for it becomes part of folder names. */
    private static String clusterName(String name) {
        try {
            return new ZoneId(name).name();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The name of a cluster must be 1 to 64 letters, digits, '.', '_' or '-', and begin with a letter or digit.",
                    e);
        }
    }

    private SshSettings ssh(Fields owner, SshSettings general) throws ClusterFileException {
        Optional<YamlNode> node = owner.node("ssh");
        if (node.isEmpty()) {
            return general;
        }
        Fields fields = Fields.of(source, node.get(), "ssh", List.of("user", "port", "identity", "knownHosts"));
        return new SshSettings(
                        fields.optional("user", Value.text("a user name", "headroom")),
                        fields.optional("port", Value.whole(1, 65_535, 22)),
                        fields.optional("identity", Value.text("the path of a private key", "~/.ssh/id_ed25519")),
                        fields.optional("knownHosts", Value.text("the path of a file", "~/.ssh/known_hosts")))
                .orElse(general);
    }

    private DirectorEntry director(YamlNode item, SshSettings general) throws ClusterFileException {
        Fields fields = Fields.of(source, item, "a director", List.of("name", "address", "ssh"));
        DirectorId id = fields.required("name", Value.named("lb1", DirectorId::new));
        unique(hostNames, id.name(), fields.place("name"), "host names must be unique over directors and real servers");
        return new DirectorEntry(id, fields.required("address", Value.HOST_ADDRESS), ssh(fields, general));
    }

    private ServerEntry server(YamlNode item, SshSettings general) throws ClusterFileException {
        Fields fields =
                Fields.of(source, item, "a real server", List.of("name", "address", "zone", "lends", "runtime", "ssh"));
        ServerId id = fields.required("name", Value.named("rs1", ServerId::new));
        unique(hostNames, id.name(), fields.place("name"), "host names must be unique over directors and real servers");
        return new ServerEntry(
                id,
                fields.required("address", Value.HOST_ADDRESS),
                ssh(fields, general),
                fields.optional("zone", Value.named("rack-a", ZoneId::new)).orElseGet(() -> new ZoneId(id.name())),
                fields.optional("lends", Value.TRUTH).orElse(true),
                fields.optional("runtime", Runtimes.NAMED).orElse(Runtimes.USUAL));
    }

    private List<ServiceEntry> services(List<YamlNode> items, List<ServerEntry> servers) throws ClusterFileException {
        var services = new ArrayList<ServiceEntry>();
        var names = new HashMap<String, Place>();
        var addresses = new HashMap<VirtualAddress, Place>();
        var patterns = new ArrayList<Place>();
        var reader = new ServiceReader(source, servers);
        for (YamlNode item : items) {
            Fields fields = reader.fields(item);
            ServiceEntry service = reader.service(fields);
            unique(names, service.id().name(), fields.place("name"), "service names must be unique");
            unique(
                    addresses,
                    service.address(),
                    fields.place("virtual"),
                    "two services cannot share one virtual address");
            for (int i = 0; i < services.size(); i++) {
                if (services.get(i).containers().overlaps(service.containers())) {
                    throw source.mistake(
                            fields.place("containers"),
                            "the pattern '%s' overlaps with '%s' of %s in line %d; a container serves one service only, so make the patterns distinct."
                                    .formatted(
                                            service.containers(),
                                            services.get(i).containers(),
                                            services.get(i).id(),
                                            patterns.get(i).line()));
                }
            }
            services.add(service);
            patterns.add(fields.place("containers"));
        }
        reader.check(services);
        return services;
    }

    private <K> void unique(Map<K, Place> seen, K key, Place place, String rule) throws ClusterFileException {
        Place before = seen.putIfAbsent(key, place);
        if (before != null) {
            throw source.mistake(place, "'%s' is taken since line %d; %s.".formatted(key, before.line(), rule));
        }
    }

    private Duration interval(Fields policy) throws ClusterFileException {
        Duration interval = policy.optional("interval", Value.duration("1s")).orElse(ClusterFile.DEFAULT_INTERVAL);
        if (interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
            throw source.mistake(
                    policy.place("interval"),
                    "'interval' is %d ms; expected 100 ms to 10 minutes, such as 'interval: 1s'."
                            .formatted(interval.toMillis()));
        }
        return interval;
    }
}
