package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.fleet.SshEnvironment;
import dev.headroom.backend.fleet.SshFleet;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random faults of real hosts, up to three hosts at once: the others are read on, what cannot be read is not called
 * fresh, a command ends as that fault makes it end, nothing is changed, and everything is read again after the faults.
 */
@Tag("nightly")
@ExtendWith(Lab.Runs.class)
final class RandomFaultsLabIT {
    private static final int FAULTS = Integer.getInteger("headroom.lab.faults", 100);
    private static final long SEED = Long.getLong("headroom.lab.seed", 10);
    private static final int MOST_AT_ONCE = 3;
    private static final Duration SOON = Lab.pace().soon();
    private static final Duration LATER = Lab.pace().later();
    private static final Duration ANSWER = Lab.pace().times(Duration.ofSeconds(25));
    private static final List<String> HOSTS = List.of("lb1", "rs1", "rs2", "rs3");
    /** The real servers of the services' homes. */
    private static final Map<String, String> HOMES = Map.of("web", "rs1", "api", "rs2");

    @TempDir
    private Path folder = Path.of("unset");

    @BeforeEach
    void beginAsTheLabBegan() {
        Lab.reset();
    }

    @AfterAll
    static void leaveNothingBehind() {
        Lab.reset();
    }

    @Test
    void everyFaultIsSeenAsItIsAndIsOverWhenItIsHealed() throws Exception {
        Path file = Files.writeString(
                folder.resolve("cluster.yaml"),
                Files.readString(Lab.clusterFile()).replace("user: root", "user: operator"));
        Random random = new Random(SEED);
        List<LabFault> bag = new ArrayList<>();
        Map<LabFault, Integer> counts = new LinkedHashMap<>();
        String tableBefore = Lab.table("lb1");
        try (LabMaster master = LabMaster.start(Mode.MANUAL, folder, file)) {
            master.awaitAllRead(LATER);
            for (int made = 0; made < FAULTS; ) {
                Map<String, LabFault> round = round(random, bag, Math.min(MOST_AT_ONCE, FAULTS - made));
                made += round.size();
                round.values().forEach(fault -> counts.merge(fault, 1, Integer::sum));
                play(master, ClusterFile.read(file), round);
                System.out.printf("[LAB] %d of %d faults: %s%n", made, FAULTS, round);
            }
        }
        System.out.printf("[LAB] faults, seed %d: %s%n", SEED, counts);
        assertThat(Lab.table("lb1")).isEqualTo(tableBefore);
    }

    /** Every kind comes up before one comes up again. */
    private static Map<String, LabFault> round(Random random, List<LabFault> bag, int most) {
        List<String> hosts = new ArrayList<>(HOSTS);
        Collections.shuffle(hosts, random);
        Map<String, LabFault> round = new LinkedHashMap<>();
        for (String host : hosts.subList(0, 1 + random.nextInt(most))) {
            if (bag.isEmpty()) {
                bag.addAll(List.of(LabFault.values()));
            }
            round.put(host, bag.remove(random.nextInt(bag.size())));
        }
        return round;
    }

    private void play(LabMaster master, ClusterFile cluster, Map<String, LabFault> round) throws Exception {
        String changesBefore = Lab.allChanges();
        round.forEach((host, fault) -> fault.begin(host));
        try {
            for (var entry : round.entrySet()) {
                assertSeen(master, entry.getKey(), entry.getValue().seen);
            }
            try (SshFleet probes = SshFleet.of(cluster, SshEnvironment.current())) {
                // At once: some faults end by themselves.
                round.entrySet().parallelStream()
                        .forEach(one -> one.getValue()
                                .assertAnswer(
                                        one.getKey(),
                                        probes.shell(id(one.getKey())).run(CommandLine.of("true"), ANSWER)));
            }
            for (String host : HOSTS) {
                if (!round.containsKey(host)) {
                    awaitNextReading(master, host);
                }
            }
            assertNothingIsCalledDeadThatServes(master.state(), round);
        } finally {
            round.forEach((host, fault) -> fault.heal(host));
        }
        awaitWhole(master);
        assertThat(Lab.allChanges()).as("changes after %s", round).isEqualTo(changesBefore);
    }

    private static void assertSeen(LabMaster master, String host, LabFault.Seen seen) throws InterruptedException {
        switch (seen) {
            case EVERYTHING -> awaitNextReading(master, host);
            case WITHOUT_LISTS ->
                master.await(
                        host + " is read in part, and says that sudo is missing",
                        SOON,
                        state -> isWhole(state, host) ? Optional.empty() : sentences(state, host, "sudo"));
            case ANOTHER_KEY -> awaitUnread(master, host, "has CHANGED");
            case NOTHING -> awaitUnread(master, host, host);
        }
    }

    private static void awaitUnread(LabMaster master, String host, String why) throws InterruptedException {
        master.await(
                host + " is not read, and the state says why",
                SOON,
                state -> isRead(state, host) ? Optional.empty() : sentences(state, host, why));
    }

    private static void awaitNextReading(LabMaster master, String host) throws InterruptedException {
        var before = master.state().snapshot().readAt(id(host));
        master.await(
                host + " is read again",
                LATER,
                state -> state.snapshot().readAt(id(host)).filter(at -> before.isEmpty() || at.isAfter(before.get())));
    }

    /** After a fault an operator asks to try again: a changed host key is looked at once a minute, three times. */
    private static void awaitWhole(LabMaster master) throws InterruptedException {
        master.await(
                "every host is read, and nothing is said against any",
                LATER,
                state -> HOSTS.stream().allMatch(host -> isWhole(state, host)) ? Optional.of(state) : Optional.empty());
    }

    private static void assertNothingIsCalledDeadThatServes(ControlState state, Map<String, LabFault> round) {
        HOMES.forEach((service, home) -> {
            if (Optional.ofNullable(round.get(home))
                    .map(LabFault::leavesServices)
                    .orElse(true)) {
                assertThat(state.proposals())
                        .as("proposals with %s", round)
                        .noneMatch(p -> p.status().live()
                                && p.plan().kind() == PlanKind.FAILOVER
                                && p.plan().service().name().equals(service));
            }
        });
    }

    private static Optional<String> sentences(ControlState state, String host, String part) {
        return state.observation().hosts().stream()
                .filter(status -> status.host().equals(id(host)))
                .flatMap(status -> Stream.concat(status.sentence().stream(), status.notes().stream()))
                .filter(sentence -> sentence.contains(part))
                .findFirst();
    }

    private static boolean isRead(ControlState state, String host) {
        return state.observation().hosts().stream()
                        .anyMatch(s -> s.host().equals(id(host)) && s.state() == HostStatus.State.CONNECTED)
                && (directors(state, host).anyMatch(d -> d.table().fresh().isPresent())
                        || servers(state, host).anyMatch(RealServer::isMeasured));
    }

    /** Everything of the host is fresh. */
    private static boolean isWhole(ControlState state, String host) {
        return isRead(state, host)
                && directors(state, host).allMatch(d -> d.table().fresh().isPresent())
                && servers(state, host)
                        .allMatch(s -> s.isMeasured() && s.containers().fresh().isPresent());
    }

    private static Stream<Director> directors(ControlState state, String host) {
        return state.snapshot().directors().stream().filter(d -> d.id().name().equals(host));
    }

    private static Stream<RealServer> servers(ControlState state, String host) {
        return state.snapshot().servers().stream().filter(s -> s.id().name().equals(host));
    }

    private static HostId id(String host) {
        return host.startsWith("lb") ? new DirectorId(host) : new ServerId(host);
    }
}
