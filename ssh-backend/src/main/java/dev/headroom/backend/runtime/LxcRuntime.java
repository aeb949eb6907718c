package dev.headroom.backend.runtime;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.parse.ContainerListing;
import dev.headroom.backend.parse.LxcListing;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.Tool;
import java.time.Duration;

/**
 * LXC by its own tools. {@code lxc-start -d} itself waits until the container runs or failed, so that one command a change is
 * enough and the operator sees each; {@code lxc-stop -t} asks for that long and then kills.
 */
public final class LxcRuntime implements ContainerRuntime {
    private static final Duration GRACE = Duration.ofSeconds(30);

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
    public Duration patience() {
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
}
