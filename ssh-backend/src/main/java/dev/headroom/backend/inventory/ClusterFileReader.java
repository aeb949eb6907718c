package dev.headroom.backend.inventory;

import dev.headroom.backend.inventory.Fields.Placed;
import dev.headroom.backend.inventory.YamlNode.Place;
import dev.headroom.backend.journal.FileTrouble;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.ZoneId;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the text of a cluster file into a {@link ClusterFile}; it stops at the first mistake. */
final class ClusterFileReader {
    private static final long LARGEST = 1 << 20;

    private static final String DIRECTOR_EXAMPLE = "- { name: lb1, address: 192.0.2.2 }";
    private static final String SERVER_EXAMPLE = "- { name: rs1, address: 192.0.2.11 }";
    private static final String SERVICE_EXAMPLE =
            "- { name: web, virtual: \"tcp 192.0.2.100:80\", containers: \"web-*\" }";

    private final Source source;
    private final Map<ServerId, String> serverPlaces = new HashMap<>();
    private final Map<ServiceId, String> virtuals = new HashMap<>();
    private final Map<ServiceId, String> containers = new HashMap<>();
    private final Map<ServiceId, String> standBys = new HashMap<>();
    private final Map<ContainerId, String> homes = new HashMap<>();

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
            throw source.mistake(
                    "the file cannot be read (%s); check who may read it.".formatted(FileTrouble.of(file, e)));
        }
    }

    private ClusterFile cluster(YamlNode root) throws ClusterFileException {
        Fields fields = Fields.of(
                source,
                root,
                "a cluster file",
                List.of("cluster", "ssh", "lease", "etcd", "directors", "realServers", "services", "policy"));
        String name = fields.required("cluster", Value.named("shop", ClusterFileReader::clusterName));
        var hosts = new HostReader(source, HostReader.ssh(source, fields, SshSettings.NONE));
        var directors = new ArrayList<DirectorEntry>();
        for (YamlNode item : fields.items("directors", DIRECTOR_EXAMPLE)) {
            directors.add(hosts.director(item));
        }
        var servers = new ArrayList<ServerEntry>();
        for (YamlNode item : fields.items("realServers", SERVER_EXAMPLE)) {
            ServerEntry server = hosts.server(item);
            servers.add(server);
            serverPlaces.put(server.id(), source.line(item.place()));
        }
        List<ServiceEntry> services = services(fields.items("services", SERVICE_EXAMPLE), servers);
        var policy = new PolicyReader(source, servers, services);
        Optional<YamlNode> policyNode = fields.node("policy");
        if (policyNode.isPresent()) {
            policy.read(policyNode.get());
        }
        EtcdReader lease = EtcdReader.of(source, fields);
        return new ClusterFile(
                name,
                directors,
                servers,
                services,
                policy.policy(),
                policy.interval(),
                lease.keeper(),
                source.remarks(),
                places(),
                policy.limits(),
                lease.settings());
    }

    private void remember(Fields fields, ServiceEntry service) throws ClusterFileException {
        virtuals.put(service.id(), source.line(fields.place("virtual")));
        containers.put(service.id(), source.line(fields.place("containers")));
        standBys.put(service.id(), source.line(fields.place("standBy")));
        for (Placed<ContainerId> home : fields.listed("home", ServiceReader.HOME)) {
            homes.put(home.value(), source.line(home.place()));
        }
    }

    private Places places() {
        return new Places(serverPlaces, virtuals, containers, standBys, homes);
    }

    /** The name of the cluster, by the rule of all names, for it becomes part of folder names. */
    private static String clusterName(String name) {
        try {
            return new ZoneId(name).name();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The name of a cluster must be 1 to 64 letters, digits, '.', '_' or '-', and begin with a letter"
                            + " or digit.",
                    e);
        }
    }

    private List<ServiceEntry> services(List<YamlNode> items, List<ServerEntry> servers) throws ClusterFileException {
        var services = new ArrayList<ServiceEntry>();
        var names = new HashMap<String, Place>();
        var addresses = new HashMap<VirtualAddress, Place>();
        var patterns = new ArrayList<Place>();
        var reader = new ServiceReader(source, servers);
        var contradictions = new Contradictions(source, servers);
        for (YamlNode item : items) {
            Fields fields = reader.fields(item);
            ServiceEntry service = reader.service(fields);
            source.unique(names, service.id().name(), fields.place("name"), "service names must be unique");
            source.unique(
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
            contradictions.refuse(fields, service);
            remember(fields, service);
            services.add(service);
            patterns.add(fields.place("containers"));
        }
        reader.check(services);
        return services;
    }
}
