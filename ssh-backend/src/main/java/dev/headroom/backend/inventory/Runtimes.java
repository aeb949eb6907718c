package dev.headroom.backend.inventory;

import dev.headroom.backend.runtime.ContainerRuntime;
import dev.headroom.backend.runtime.lxc.LxcRuntime;
import java.util.List;
import java.util.stream.Collectors;

/** The container runtimes that a cluster file can name. */
public final class Runtimes {
    /** All runtimes. A further one is a package beside {@code runtime.lxc}, and an entry here. */
    private static final List<ContainerRuntime> ALL = List.of(new LxcRuntime());

    /** The runtime of a server for which the cluster file names none. */
    public static final ContainerRuntime USUAL = ALL.getFirst();

    static final Value<ContainerRuntime> NAMED = new Value<>(
            "one of " + ALL.stream().map(ContainerRuntime::name).collect(Collectors.joining(", ")),
            USUAL.name(),
            text -> ALL.stream().filter(runtime -> runtime.name().equals(text)).findFirst());

    private Runtimes() {}

    /** All runtimes, the default first. */
    public static List<ContainerRuntime> all() {
        return ALL;
    }
}
