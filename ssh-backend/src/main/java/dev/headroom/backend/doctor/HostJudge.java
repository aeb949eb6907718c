package dev.headroom.backend.doctor;

import dev.headroom.backend.lease.LeaseReport;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Judges what every host needs: tools, control groups, marks, a clock, and to be a machine of its own. Pure. */
final class HostJudge {
    private static final Duration CLOCK_LIMIT = Duration.ofSeconds(2);
    private static final long LEAST_KILOBYTES = 64;

    /** No right helps on a file system that is mounted read-only. */
    private static final String GIVE_FOLDER =
            "findmnt -T /run/headroom; if it is mounted read-only (ro), look why and mount it writable, else "
                    + LeaseReport.GIVE_FOLDER;

    /** So many hosts are named in a sentence. */
    private static final int MOST_NAMES = 8;

    private HostJudge() {}

    static List<Finding> director(DirectorId host, HostFacts facts) {
        return facts.tools().contains("bash") || facts.tools().contains("nc")
                ? List.of()
                : List.of(Finding.of(
                        Severity.ADVICE,
                        Check.TOOLS,
                        "%s has neither bash nor nc, so it cannot try whether a destination answers.".formatted(host),
                        "apt install bash"));
    }

    /** Whether a host that keeps the lease can. */
    static Optional<Finding> lease(HostId host, HostFacts facts) {
        return facts.loans()
                .filter(may -> !may)
                .map(_ -> Finding.of(
                        Severity.WILL_NOT_WORK,
                        Check.LOAN_MARKS,
                        "%s may not write /run/headroom/loans on %s, so that host cannot keep the lease of this cluster and Headroom changes nothing there."
                                .formatted(facts.user(), host.name()),
                        GIVE_FOLDER));
    }

    /** Whether a director that keeps the lease can take its part of a plan back if the master dies. */
    static Optional<Finding> takingBack(DirectorId host, HostFacts facts) {
        if (!facts.tools().contains("flock")) {
            return Optional.of(Finding.of(
                    Severity.ADVICE,
                    Check.TAKING_BACK,
                    "%s has no flock, so it takes no half-done plan back by itself if the master dies in the middle."
                            .formatted(host),
                    "apt install util-linux"));
        }
        return facts.loginsEnd() && !facts.tools().contains("at")
                ? Optional.of(Finding.of(
                        Severity.ADVICE,
                        Check.TAKING_BACK,
                        "systemd-logind of %s ends what a login leaves running (KillUserProcesses=yes), and at is not installed, so the host takes no half-done plan back by itself if the master dies in the middle."
                                .formatted(host),
                        "apt install at"))
                : Optional.empty();
    }

    /** @param lends whether containers of this server may serve for loans */
    static List<Finding> server(ServerId host, HostFacts facts, boolean lends) {
        List<Finding> findings = new ArrayList<>();
        if (facts.controllers().filter(c -> !c.contains("memory")).isPresent()) {
            findings.add(Finding.of(
                    Severity.ADVICE,
                    Check.CONTROL_GROUPS,
                    "The control groups of %s do not count memory, so what a container takes of it is unknown."
                            .formatted(host),
                    "Boot the kernel with cgroup_enable=memory, and see that cgroup.subtree_control names memory."));
        }
        if (lends && facts.loans().filter(may -> !may).isPresent()) {
            findings.add(Finding.of(
                    Severity.WILL_NOT_WORK,
                    Check.LOAN_MARKS,
                    "%s may not write /run/headroom/loans on %s, so Headroom starts no container there."
                            .formatted(facts.user(), host),
                    GIVE_FOLDER));
        } else if (lends
                && facts.freeKilobytes().isPresent()
                && facts.freeKilobytes().getAsLong() < LEAST_KILOBYTES) {
            findings.add(Finding.of(
                    Severity.WILL_NOT_WORK,
                    Check.LOAN_MARKS,
                    "The file system of /run/headroom on %s has %d kB left, so the mark of a loan may not fit and its container is not started."
                            .formatted(host, facts.freeKilobytes().getAsLong()),
                    "df /run/headroom"));
        }
        return findings;
    }

    static Optional<Finding> clock(HostId host, HostFacts facts, ClockOffset clock) {
        if (clock.atLeast().compareTo(CLOCK_LIMIT) < 0) {
            return Optional.empty();
        }
        boolean drifts = facts.synchronizedClock().filter(sync -> !sync).isPresent();
        return Optional.of(Finding.of(
                Severity.ADVICE,
                Check.CLOCK,
                "The clock of %s is %s this computer's by %s%s. Headroom does not rely on it, but times in logs do not fit together."
                        .formatted(
                                host.name(),
                                clock.ahead().isNegative() ? "behind" : "ahead of",
                                words(clock),
                                drifts ? ", and is not synchronized" : ""),
                drifts ? "timedatectl set-ntp true" : "timedatectl, there and here"));
    }

    /** The offset without its sign, and how exact it is. */
    static String words(ClockOffset clock) {
        return String.format(
                Locale.ROOT,
                "%.2f s (± %.2f s)",
                clock.ahead().abs().toMillis() / 1000.0,
                clock.within().toMillis() / 1000.0);
    }

    /** The findings about hosts that are one machine. A director may be a real server as well. */
    static List<Finding> machines(Map<HostId, HostFacts> told) {
        List<Finding> findings = new ArrayList<>();
        same(told, ServerId.class)
                .forEach((boot, hosts) -> findings.add(Finding.of(
                        Severity.WILL_NOT_WORK,
                        Check.MACHINE,
                        "%s run on one kernel (boot id %s): its capacity is counted %s."
                                .formatted(named(hosts), boot, hosts.size() == 2 ? "twice" : hosts.size() + " times"),
                        "Correct the addresses of all but one of them in the cluster file, or take them out.")));
        same(told, DirectorId.class)
                .forEach((boot, hosts) -> findings.add(Finding.of(
                        Severity.ADVICE,
                        Check.MACHINE,
                        "%s run on one kernel (boot id %s): one failure takes %s."
                                .formatted(named(hosts), boot, hosts.size() == 2 ? "both" : "all"),
                        "Correct the addresses of all but one of them in the cluster file, or take them out.")));
        return findings;
    }

    /** The hosts of each kernel on which several of one role run. */
    private static Map<String, List<String>> same(Map<HostId, HostFacts> told, Class<? extends HostId> role) {
        Map<String, List<String>> kernels = new TreeMap<>();
        told.forEach((host, facts) -> facts.boot()
                .filter(_ -> role.isInstance(host))
                .ifPresent(boot ->
                        kernels.computeIfAbsent(boot, _ -> new ArrayList<>()).add(host.name())));
        kernels.values().removeIf(hosts -> hosts.size() < 2);
        return kernels;
    }

    private static String named(List<String> hosts) {
        int last = hosts.size() - 1;
        return hosts.size() <= MOST_NAMES
                ? String.join(", ", hosts.subList(0, last)) + " and " + hosts.get(last)
                : "%s and %d more"
                        .formatted(String.join(", ", hosts.subList(0, MOST_NAMES)), hosts.size() - MOST_NAMES);
    }
}
