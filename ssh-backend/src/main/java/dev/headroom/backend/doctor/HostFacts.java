package dev.headroom.backend.doctor;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one host tells of itself, by {@code doctor.sh}. What it does not tell is empty: it is unknown.
 *
 * @param user the login user
 * @param root whether that is root
 * @param kernel name and version
 * @param boot the kernel's random number since it was started
 * @param tools the programs that the login user finds
 * @param modules modules of ARP filters that are loaded
 * @param network of the host itself
 * @param containers by name
 * @param checkers the health checkers that run
 * @param hidden whether the host hides the processes of others from the login user
 * @param sync lines of {@code ipvsadm -Ln --daemon}; empty where they could not be read
 * @param controllers the controllers of version 2 of the control groups
 * @param synchronizedClock whether the kernel takes its clock to be synchronized
 * @param loans whether the login user may write marks of loans
 * @param freeKilobytes for marks of loans
 * @param loginsEnd whether the host ends what a login leaves running
 */
public record HostFacts(
        String user,
        boolean root,
        String kernel,
        Optional<String> boot,
        SortedSet<String> tools,
        Set<String> modules,
        NetworkFacts network,
        Map<String, ContainerFacts> containers,
        List<Checker> checkers,
        boolean hidden,
        Optional<List<String>> sync,
        Optional<Set<String>> controllers,
        Optional<Boolean> synchronizedClock,
        Optional<Boolean> loans,
        OptionalLong freeKilobytes,
        boolean loginsEnd) {
    public HostFacts {
        tools = Collections.unmodifiableSortedSet(new TreeSet<>(tools));
        modules = Set.copyOf(modules);
        containers = Collections.unmodifiableMap(new TreeMap<>(containers));
        checkers = List.copyOf(checkers);
        sync = sync.map(List::copyOf);
        controllers = controllers.map(Set::copyOf);
    }

    /**
     * One container.
     *
     * @param autostart whether its runtime starts it at boot
     * @param network empty while it does not run, or where it could not be read
     */
    public record ContainerFacts(String name, boolean autostart, Optional<NetworkFacts> network) {}

    /**
     * A health checker that runs.
     *
     * @param read the file that it was configured by; empty where that is not known
     * @param unread files of its configuration that could not be read
     * @param lines the lines of its configuration that are about virtual services
     */
    public record Checker(String name, Optional<String> read, List<String> unread, List<String> lines) {
        public Checker {
            unread = List.copyOf(unread);
            lines = List.copyOf(lines);
        }
    }
}
