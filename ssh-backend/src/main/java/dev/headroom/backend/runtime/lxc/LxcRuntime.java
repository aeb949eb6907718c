package dev.headroom.backend.runtime.lxc;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.Tool;
import dev.headroom.backend.runtime.ConfiguredAddress;
import dev.headroom.backend.runtime.ContainerListing;
import dev.headroom.backend.runtime.ContainerRuntime;
import dev.headroom.backend.script.ScriptFile;
import java.time.Duration;
import java.util.List;

/**
 * LXC by its own tools. {@code lxc-start -d} waits until the container runs or failed, so each change is one command
 * that the operator sees; {@code lxc-stop -t} asks the container to shut down for that time and then kills it.
 */
public record LxcRuntime() implements ContainerRuntime {
    private static final Duration GRACE = Duration.ofSeconds(30);

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
        return CommandLine.of("lxc-start", "-n", container, "-d");
    }

    @Override
    public CommandLine stop(String container) {
        return CommandLine.of("lxc-stop", "-n", container, "-t", Long.toString(GRACE.toSeconds()));
    }

    @Override
    public CommandLine state(String container) {
        return CommandLine.of("lxc-info", "-n", container, "-sH");
    }

    @Override
    public Duration limit() {
        return GRACE.plusSeconds(30);
    }

    @Override
    public Tool listing() {
        return LxcListing.TOOL;
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
