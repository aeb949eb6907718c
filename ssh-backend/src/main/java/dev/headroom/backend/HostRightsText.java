package dev.headroom.backend;

import dev.headroom.backend.command.Sudoers;
import dev.headroom.backend.command.Sudoers.Form;
import dev.headroom.backend.command.Sudoers.Rights;
import dev.headroom.backend.fleet.SshEnvironment;
import dev.headroom.backend.fleet.SshFleet;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.DirectorEntry;
import dev.headroom.backend.inventory.HostEntry;
import dev.headroom.backend.inventory.ServerEntry;
import dev.headroom.backend.remote.SshTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The lines of sudoers that the hosts of a cluster need. */
public final class HostRightsText {
    private HostRightsText() {}

    /** A machine may be a director and a real server, each under a name of its own. */
    private record Machine(String address, int port, String user) {}

    /**
     * The lines, in groups of hosts that need the same; the whole is a file that sudo takes.
     *
     * @param readOnly without the commands that change something
     * @param form for the sudo that the hosts have
     * @throws IOException if the user's own SSH configuration cannot be read
     * @throws IllegalArgumentException if sudoers cannot name login users, with a sentence about each
     */
    public static List<String> of(ClusterFile file, SshEnvironment environment, boolean readOnly, Form form)
            throws IOException {
        Map<Machine, List<String>> names = new LinkedHashMap<>();
        Map<Machine, List<Rights>> needs = new LinkedHashMap<>();
        try (SshFleet fleet = SshFleet.of(file, environment)) {
            for (HostEntry host : file.hosts()) {
                SshTarget target = fleet.target(host.id());
                var machine = new Machine(target.address(), target.port(), target.user());
                names.computeIfAbsent(machine, _ -> new ArrayList<>())
                        .add(host.id().name());
                needs.computeIfAbsent(machine, _ -> new ArrayList<>()).add(rights(host));
            }
        }
        record Group(String user, List<Rights> rights) {}
        Map<Group, List<String>> groups = new LinkedHashMap<>();
        needs.forEach((machine, rights) -> groups.computeIfAbsent(
                        new Group(machine.user(), rights.stream().distinct().toList()), _ -> new ArrayList<>())
                .add(String.join(" and ", names.getOrDefault(machine, List.of()))));
        String objections = groups.keySet().stream()
                .map(Group::user)
                .distinct()
                .flatMap(user -> Sudoers.objection(user).stream())
                .collect(Collectors.joining(System.lineSeparator() + "headroom: "));
        if (!objections.isEmpty()) {
            throw new IllegalArgumentException(objections);
        }
        List<String> lines = new ArrayList<>();
        groups.forEach((group, hosts) -> {
            String on = String.join(", ", hosts);
            if (!lines.isEmpty()) {
                lines.add("");
            }
            if (group.user().equals("root")) {
                lines.add("# %s: the login user is root and needs no line".formatted(on));
            } else {
                lines.add("# /etc/sudoers.d/headroom on %s, for the login user %s".formatted(on, group.user()));
                lines.addAll(about(form));
                lines.addAll(Sudoers.lines(group.user(), group.rights(), readOnly, form));
            }
        });
        return lines;
    }

    private static List<String> about(Form form) {
        return switch (form) {
            case EXACT ->
                List.of(
                        "# It needs sudo 1.9.10 or newer (sudo -V). An older one, such as that of Ubuntu 22.04 and"
                                + " RHEL 8,",
                        "# permits nothing by a line with ^ and $: use what --old-sudo prints there.",
                        Sudoers.NOT_SUDO_RS);
            case OLD ->
                List.of(
                        "# For sudo before 1.9.10. WIDER than what Headroom needs: the login user may add any options"
                                + " to",
                        "# ipvsadm -a, -e and -d, and names of containers may have any signs except blanks and"
                                + " slashes.",
                        "# Where sudo is newer (sudo -V), print these lines without --old-sudo.",
                        Sudoers.NOT_SUDO_RS);
        };
    }

    private static Rights rights(HostEntry host) {
        return switch (host) {
            case DirectorEntry _ -> Sudoers.DIRECTOR;
            case ServerEntry server -> server.runtime().rights();
        };
    }
}
