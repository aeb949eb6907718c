package dev.headroom.simulation;

import dev.headroom.backend.command.RevertCommands;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.simulation.ipvs.IpvsadmCommand;
import dev.headroom.simulation.ipvs.SimulatedTable;
import dev.headroom.simulation.shell.ShellWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one director is to take back by itself, as the script of {@link RevertCommands} does it. A reboot ends it. Guarded by the
 * cluster's lock.
 */
final class SimulatedRevert {
    /** Between two looks at the lease. */
    private static final long PAUSE = 5_000_000_000L;

    private static final String HEAD = "changes() { ";
    private static final String TAIL = "; }; ";

    private final String cluster;
    private final String lease;
    private final String plan;
    private final int looks;
    private final List<List<String>> changes;
    private final Set<String> quiesced = new HashSet<>();
    /** How many destinations of its service got clients, without one that the plan adds, when the plan began. */
    private final Map<String, Long> had = new HashMap<>();

    private long next;
    private int seen;
    private boolean drains;

    /**
     * A change that a director made by itself.
     *
     * @param lease the number and the name of the master that armed it
     * @param header how a listing begins the line of the virtual service
     */
    record Change(DirectorId director, String plan, String lease, String header, String endpoint, String command) {}

    private SimulatedRevert(
            String cluster, String lease, String plan, int looks, List<List<String>> changes, long now) {
        this.cluster = cluster;
        this.lease = lease;
        this.plan = plan;
        this.looks = looks;
        this.changes = changes;
        this.next = now + PAUSE;
    }

    /** What the text of a revert arms; empty where it is another script. */
    static Optional<SimulatedRevert> of(String text, long now) {
        List<String> words = ShellWords.split(text).orElse(List.of());
        if (words.size() < 9
                || !words.get(2).startsWith(HEAD)
                || !words.get(2).endsWith(TAIL + RevertCommands.REVERT)) {
            return Optional.empty();
        }
        String calls =
                words.get(2).substring(HEAD.length(), words.get(2).length() - (TAIL + RevertCommands.REVERT).length());
        return Optional.of(new SimulatedRevert(
                words.get(4),
                words.get(5) + " " + words.get(6),
                words.get(7),
                Integer.parseInt(words.get(8)),
                Arrays.stream(calls.split("; ", -1))
                        .map(call -> ShellWords.split(call).orElseThrow())
                        .toList(),
                now));
    }

    String cluster() {
        return cluster;
    }

    String plan() {
        return plan;
    }

    String lease() {
        return lease;
    }

    /** Whether it waits for the master's death, and has taken nothing back yet. */
    boolean isArmed() {
        return !drains;
    }

    String holder() {
        return lease.substring(lease.indexOf(' ') + 1);
    }

    /** Looks at the lease, if it is time to, and acts; false when it has ended. */
    boolean goesOn(SimulatedDirector director, long now, List<Change> made) {
        if (now < next) {
            return true;
        }
        next = now + PAUSE;
        SimulatedLease leases = director.life().leases();
        Optional<Boolean> lapsed =
                leases.hasLapsed(cluster, lease, (long) director.life().uptimeSeconds(now));
        if (lapsed.isEmpty()) {
            return false;
        }
        seen = lapsed.get() ? seen + 1 : 0;
        if (drains) {
            return lapsed.get() && remove(director, made);
        }
        if (seen >= looks) {
            changes.forEach(change -> takeBack(director, change, made));
            drains = true;
            leases.reverted(this);
            return !quiesced.isEmpty();
        }
        return true;
    }

    /** Counts what serves before the plan begins. */
    SimulatedRevert beginning(SimulatedTable table) {
        changes.stream()
                .filter(call -> call.getFirst().equals("out"))
                .forEach(call -> had.put(call.get(1) + "/" + call.get(2), (long)
                        look(table, call.get(1), call.get(2)).others().size()));
        return this;
    }

    private record Look(String weight, long connections, List<String> others) {}

    /** What the listing shows of a destination. */
    private static Look look(SimulatedTable table, String header, String endpoint) {
        String weight = "none";
        long connections = 0;
        List<String> others = new ArrayList<>();
        boolean inside = false;
        for (String line : IpvsadmCommand.run(table, List.of("-Ln", "--persistent-conn"), "")
                .output()
                .lines()
                .toList()) {
            String[] words = line.strip().split("\\s+", -1);
            if (words[0].matches("TCP|UDP|SCTP|FWM")) {
                inside = (line.strip().replaceAll("\\s+", " ") + " ").startsWith(header + " ");
                weight = inside ? "absent" : weight;
            } else if (inside && words[0].equals("->") && words[1].equals(endpoint)) {
                weight = words[2];
                connections = Long.parseLong(words[3]) + Long.parseLong(words[4]) + Long.parseLong(words[5]);
            } else if (inside && words[0].equals("->") && !words[2].equals("0")) {
                others.add(words[1]);
            }
        }
        return new Look(weight, connections, others);
    }

    private void takeBack(SimulatedDirector director, List<String> call, List<Change> made) {
        SimulatedTable table = director.table();
        String header = call.get(1);
        String endpoint = call.get(2);
        Look look = look(table, header, endpoint);
        if (call.getFirst().equals("back")) {
            if (!look.weight().equals(call.get(3))
                    && isIn(call.get(4), look.weight())
                    && (!look.weight().equals("0") || answers(director, header, endpoint))) {
                run(director, header, endpoint, call.subList(5, call.size()), made);
            }
            return;
        }
        boolean all = Arrays.stream(call.get(4).split(" ", -1))
                .filter(replaced -> !replaced.isEmpty())
                .noneMatch(replaced -> look(table, header, replaced).weight().equals("absent"));
        if (all
                && isIn(call.get(3), look.weight())
                && (look.weight().equals("0") || areEnough(director, header, endpoint, look.others()))) {
            if (!look.weight().equals("0")) {
                run(director, header, endpoint, List.of(call.get(5).split(" ", -1)), made);
            }
            quiesced.add(header + "/" + endpoint);
        }
    }

    private boolean areEnough(SimulatedDirector director, String header, String endpoint, List<String> others) {
        long serving = others.stream()
                .filter(other -> answers(director, header, other))
                .count();
        return serving >= Math.max(1, had.getOrDefault(header + "/" + endpoint, 0L));
    }

    private static boolean answers(SimulatedDirector director, String header, String endpoint) {
        return header.startsWith("TCP ") && director.connects(Endpoint.parse(endpoint));
    }

    private static boolean isIn(String weights, String weight) {
        return Arrays.asList(weights.split(" ", -1)).contains(weight);
    }

    /** Removes what is drained; whether something is left. */
    private boolean remove(SimulatedDirector director, List<Change> made) {
        boolean left = false;
        for (List<String> call : changes) {
            if (call.getFirst().equals("out") && quiesced.contains(call.get(1) + "/" + call.get(2))) {
                Look look = look(director.table(), call.get(1), call.get(2));
                if (look.weight().equals("0") && look.connections() == 0) {
                    run(director, call.get(1), call.get(2), List.of(call.get(6).split(" ", -1)), made);
                }
                left |= look.weight().equals("0") && look.connections() > 0;
            }
        }
        return left;
    }

    private void run(
            SimulatedDirector director, String header, String endpoint, List<String> command, List<Change> made) {
        List<String> tool = command.subList(command.indexOf("ipvsadm") + 1, command.size());
        if (!director.refuses()
                && IpvsadmCommand.run(director.table(), tool, "").exitCode() == 0) {
            made.add(new Change(director.description().id(), plan, lease, header, endpoint, String.join(" ", tool)));
        }
    }
}
