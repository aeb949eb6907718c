package dev.headroom.backend.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Services that one test needs beside the two that the lab begins with: in a table, in containers, in a cluster file. Put there past
 * the record of commands, and taken away by the lab's reset. Container N of a service lies on server N, at the base address plus N.
 */
final class Stage {
    private static final String TOOL = "/usr/libexec/lab/stage ";

    private final List<String> services = new ArrayList<>();
    private String settings = "";
    private final List<String> director = new ArrayList<>();
    private final List<List<String>> servers = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

    /** A service of the staged kind, as the cluster file and the table name it. */
    record Service(String name, String virtual, String entry, int base, int port) {
        String address(int server) {
            return "10.99.0." + (base + server);
        }

        String destination(int server) {
            return address(server) + ":" + port;
        }
    }

    /** What the cluster file says besides of the services that follow, such as {@code check: tcp 80}. */
    Stage with(String setting) {
        settings = ", " + setting;
        return this;
    }

    /** Any port of an address, by a firewall mark. */
    Service marked(int... homes) {
        director.add("mark 10.99.0.102 7");
        Service service = new Service("mark", "fwm 7", "-f 7", 130, 0);
        add(service, "wrr", "-g", "10.99.0.102 80 tcp", homes);
        return service;
    }

    /** As name servers do, its containers also listen at the same port of TCP. */
    Service udp(int... homes) {
        director.add("address 10.99.0.103");
        Service service = new Service("dns", "udp 10.99.0.103:53", "-u 10.99.0.103:53", 140, 53);
        add(service, "rr", "-g", "10.99.0.103 53 udp", homes);
        return service;
    }

    /** By masquerading, to another port. */
    Service masqueraded(int... homes) {
        director.add("address 10.99.0.104");
        director.add("forward");
        Service service = new Service("nat", "tcp 10.99.0.104:80", "-t 10.99.0.104:80", 150, 8080);
        add(service, "wrr", "-m", "- 8080 tcp", homes);
        return service;
    }

    /** Clients are sent to the same container for longer than any test lasts; none on the first server. */
    Service persistent(int... homes) {
        director.add("address 10.99.0.105");
        Service service = new Service("pers", "tcp 10.99.0.105:80", "-t 10.99.0.105:80", 160, 80);
        addFrom(2, service, "wrr -p 3000", "-g", "10.99.0.105 80 tcp", homes);
        return service;
    }

    private void add(Service service, String scheduler, String forwarding, String serves, int... homes) {
        addFrom(1, service, scheduler, forwarding, serves, homes);
    }

    private void addFrom(int first, Service service, String scheduler, String forwarding, String serves, int... homes) {
        List<String> rules = new ArrayList<>(List.of("'-A " + service.entry() + " -s " + scheduler + "'"));
        for (int server = first; server <= servers.size(); server++) {
            String name = service.name() + "-" + server;
            int number = server;
            boolean home = IntStream.of(homes).anyMatch(h -> h == number);
            List<String> commands = servers.get(server - 1);
            commands.add("container %s %s %s %d".formatted(name, service.address(server), serves, home ? 1 : 0));
            if (home) {
                commands.add("start " + name);
                rules.add(
                        "'-a %s -r %s %s -w 100'".formatted(service.entry(), service.destination(server), forwarding));
            }
        }
        director.add("table " + String.join(" ", rules));
        services.add("  - { name: %s, virtual: %s, containers: \"%s-*\", minimum: 1, priority: 3%s }"
                .formatted(service.name(), service.virtual(), service.name(), settings));
    }

    /** Does it, and writes a cluster file with the staged services in it. */
    Path build(Path folder) {
        for (int server = 1; server <= servers.size(); server++) {
            run("rs" + server, servers.get(server - 1));
        }
        run("lb1", director);
        try {
            String text = Files.readString(Lab.clusterFile());
            Path file = folder.resolve("staged.yaml");
            Files.writeString(file, text.replace("services:\n", "services:\n" + String.join("\n", services) + "\n"));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String host, List<String> commands) {
        if (!commands.isEmpty()) {
            Lab.ssh(host, commands.stream().map(TOOL::concat).collect(Collectors.joining(" && ")));
        }
    }
}
