package dev.headroom.backend.runtime.lxc;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.Sudoers;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.Tool;
import dev.headroom.backend.runtime.ConfiguredAddress;
import dev.headroom.backend.runtime.ContainerListing;
import dev.headroom.backend.runtime.ContainerRuntime;
import dev.headroom.backend.script.ScriptFile;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * LXC by its own tools. {@code lxc-start -d} waits until the container runs or failed, so each change is one command
 * that the operator sees; {@code lxc-stop -t} asks the container to shut down for that time and then kills it.
 */
public record LxcRuntime() implements ContainerRuntime {
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int NETWORKS = 8;

    /** What {@code lxc.sh} asks for, in its order. */
    private static final String ADDRESS_KEYS = addressKeys();

    private static final String NAME = "-n [A-Za-z0-9._-]+";

    static final Sudoers.Rights RIGHTS = new Sudoers.Rights(
            "LXC",
            List.of(
                    new Sudoers.Rule(
                            "containers with state and addresses",
                            "/usr/bin/lxc-ls -f -F name\\,state\\,autostart\\,pid\\,ipv4\\,ipv6"),
                    new Sudoers.Rule(
                            "state and configured addresses of a container",
                            "/usr/bin/lxc-info ^%s( -sH|( -c lxc\\.net(work)?\\.[0-7]\\.ipv[46](\\.address)?)+)$"
                                    .formatted(NAME),
                            Stream.of(" -sH", ADDRESS_KEYS)
                                    .flatMap(end -> older("/usr/bin/lxc-info", end))
                                    .toList())),
            List.of(
                    new Sudoers.Rule(
                            "starts a container",
                            "/usr/bin/timeout ^-k 2 60 lxc-start %s -d$".formatted(NAME),
                            older("/usr/bin/timeout -k 2 60 lxc-start", " -d").toList()),
                    new Sudoers.Rule(
                            "stops a container",
                            "/usr/bin/timeout ^-k 2 60 lxc-stop %s -t [0-9]+$".formatted(NAME),
                            older("/usr/bin/timeout -k 2 60 lxc-stop", " -t " + GRACE.toSeconds())
                                    .toList())));

    /** One argument as the name: neither further ones nor a path, by which root would run a file of the caller. */
    private static Stream<String> older(String command, String end) {
        return Stream.of("%s -n *%s", "!%s -n * *%s", "!%s -n */*%s").map(rule -> rule.formatted(command, end));
    }

    private static String addressKeys() {
        return IntStream.range(0, NETWORKS)
                .boxed()
                .flatMap(i -> Stream.of(
                                "net.%d.ipv4.address", "net.%d.ipv6.address", "network.%d.ipv4", "network.%d.ipv6")
                        .map(key -> " -c lxc." + key.formatted(i)))
                .collect(Collectors.joining());
    }

    @Override
    public String name() {
        return "lxc";
    }

    @Override
    public String script() {
        return ScriptFile.read(LxcRuntime.class, "lxc.sh");
    }

    @Override
    public CommandLine start(String container) {
        return CommandLine.of("lxc-start", "-n", CommandLine.name(container), "-d");
    }

    @Override
    public CommandLine stop(String container) {
        return CommandLine.of("lxc-stop", "-n", CommandLine.name(container), "-t", Long.toString(GRACE.toSeconds()));
    }

    @Override
    public CommandLine state(String container) {
        return CommandLine.of("lxc-info", "-n", CommandLine.name(container), "-sH");
    }

    @Override
    public Duration limit() {
        return GRACE.plusSeconds(30);
    }

    @Override
    public Sudoers.Rights rights() {
        return RIGHTS;
    }

    @Override
    public Tool listing() {
        return LxcListing.TOOL;
    }

    @Override
    public Tool addressing() {
        return ConfiguredAddresses.TOOL;
    }

    @Override
    public ContainerListing containers(Section section) {
        return LxcListing.parse(section);
    }

    @Override
    public List<ConfiguredAddress> addresses(Section section) {
        return ConfiguredAddresses.parse(section);
    }
}
