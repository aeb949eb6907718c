package dev.headroom.backend.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.command.Installation;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.TableAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The copied script on a scripted cluster: a fake {@code ssh} says what the hosts would say, and records its commands.
 */
class PlanScriptTest {
    private static final DirectorId LB1 = new DirectorId("lb1");
    private static final ContainerId LOAN = new ContainerId(new ServerId("rs3"), "web-3");
    private static final ServiceId WEB = new ServiceId("web");
    private static final VirtualAddress TCP = VirtualAddress.parse("tcp 192.0.2.100:80");
    private static final Endpoint ENDPOINT = Endpoint.parse("10.0.0.3:80");

    /** The number of looks is in a file; the n-th look at a table sees the n-th of $CONNECTIONS. */
    private static final String SSH = """
        #!/bin/sh
        # ssh -n -o X -o Y HOST COMMAND
        printf '%s: %s\\n' "$6" "$7" >> "$LOG"
        case $7 in
            *--persistent-conn)
                set -- $CONNECTIONS
                looks=$(($(cat "$LOG.looks" 2> /dev/null || echo 0) + 1))
                echo $looks > "$LOG.looks"
                [ $looks -le $# ] || looks=$#
                shift $((looks - 1))
                if [ "$1" = down ]; then exit 255; fi
                echo 'IP Virtual Server version 1.2.1 (size=4096)'
                echo 'Prot LocalAddress:Port            Weight    PersistConn ActiveConn InActConn'
                echo '  -> RemoteAddress:Port'
                echo 'TCP  192.0.2.99:80 wlc'
                echo '  -> 10.0.0.3:80                  1         9           9          9'
                echo "$HEADER"
                [ "$1" = gone ] || echo "  -> 10.0.0.3:80  $(echo "$1" | tr , ' ')"
                echo 'UDP  192.0.2.99:53 wlc'
                echo '  -> 10.0.0.3:80                  1         7           7          7'
                ;;
            *--stats*)
                set -- $PACKETS
                counted=$(($(cat "$LOG.counted" 2> /dev/null || echo 0) + 1))
                echo $counted > "$LOG.counted"
                [ $counted -le $# ] || counted=$#
                shift $((counted - 1))
                if [ "$1" = down ]; then exit 255; fi
                echo "$HEADER 9 9 9 9 9"
                echo "  -> 10.0.0.3:80  7 $1 0 900 0"
                ;;
            *--timeout) echo 'Timeout (tcp tcpfin udp): 900 120 100' ;;
            *-sH) if grep -q lxc-start "$LOG"; then echo RUNNING; else echo STOPPED; fi ;;
            *"$FAILS"*) exit 1 ;;
        esac
        """;

    /** A clock of 10 s for each time that it is asked. */
    private static final String DATE = """
        #!/bin/sh
        asked=$(($(cat "$LOG.clock" 2> /dev/null || echo 0) + 10))
        echo $asked > "$LOG.clock"
        echo $asked
        """;

    @TempDir
    private Path folder;

    private String packets = "1 1";

    private record Ended(int code, String output, List<String> asked) {
        /** What changed something. */
        List<String> changes() {
            return asked.stream()
                    .filter(a -> !a.contains("-Ln") && !a.contains("-sH") && !a.contains("/dev/tcp"))
                    .toList();
        }
    }

    private Ended run(List<Action> actions, String header, String connections, String fails)
            throws IOException, InterruptedException {
        ActionCommands commands = ActionCommands.withUsualRuntime(
                Map.of(LB1, Privilege.SUDO, LOAN.server(), Privilege.SUDO), Installation.NONE);
        List<StepProgress> steps = actions.stream()
                .map(a -> new StepProgress(
                        new Step(a, "Because."), commands.preview(a), StepProgress.State.PENDING, "", Instant.EPOCH))
                .toList();
        Path script = Files.writeString(folder.resolve("plan.sh"), PlanScript.of("shop", steps));
        Path ssh = Files.writeString(folder.resolve("ssh"), SSH);
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwx------"));
        Path date = Files.writeString(folder.resolve("date"), DATE);
        Files.setPosixFilePermissions(date, PosixFilePermissions.fromString("rwx------"));
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("output").toFile());
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        folder + ":" + System.getenv("PATH"),
                        "LOG",
                        log.toString(),
                        "HEADER",
                        header,
                        "CONNECTIONS",
                        (actions.getFirst() instanceof TableAction.SetWeight ? "10,0,0,0 " : "") + connections,
                        "PACKETS",
                        packets,
                        "FAILS",
                        fails.isEmpty() ? "nothing fails" : fails,
                        "HEADROOM_PAUSE",
                        "0"));
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(folder.resolve("output")),
                Files.exists(log)
                        ? Files.readAllLines(log).stream()
                                .map(PlanScriptTest::tool)
                                .filter(asked -> !asked.endsWith(": true"))
                                .toList()
                        : List.of());
    }

    /** What a command comes down to, without the look at the lease and a loan's mark. */
    private static String tool(String asked) {
        return asked.replaceFirst("sh -c '.*' headroom shop ", "")
                .replaceFirst("sh -c '.*' headroom web-3 (?:nobody none|nobody) ", "");
    }

    private static DestinationSpec spec(int weight) {
        return new DestinationSpec(ENDPOINT, new ForwardingMethod.DirectRouting(), new Weight(weight), Thresholds.NONE);
    }

    private static List<Action> giveBack(VirtualAddress address, Duration deadline) {
        return List.of(
                new TableAction.SetWeight(LB1, WEB, address, spec(10), Weight.ZERO),
                new TableAction.AwaitDrained(LB1, WEB, address, ENDPOINT, deadline),
                new TableAction.RemoveDestination(LB1, WEB, address, spec(0)),
                new ContainerAction.StopContainer(LOAN));
    }

    private static final String QUIESCE =
            "lb1: sudo -n timeout -k 2 10 ipvsadm -e -t 192.0.2.100:80 -r 10.0.0.3:80 -g -w 0 -x 0 -y 0";
    private static final String REMOVE = "lb1: sudo -n timeout -k 2 10 ipvsadm -d -t 192.0.2.100:80 -r 10.0.0.3:80";
    private static final String STOP = "rs3: sudo -n timeout -k 2 60 lxc-stop -n web-3 -t 30";
    private static final String LOOK = "lb1: sudo -n ipvsadm -Ln --persistent-conn";
    private static final String COUNT = "lb1: sudo -n ipvsadm -Ln --stats --exact";

    @Test
    void removesNothingBeforeTheTableShowsNoConnection() throws Exception {
        Ended ended = run(
                giveBack(TCP, Duration.ofMinutes(5)), "TCP  192.0.2.100:80 wlc", "0,0,3,1 down 0,0,1,4 0,0,0,5", "");

        assertThat(ended.output()).contains("All steps are done.");
        assertThat(ended.code()).isZero();
        assertThat(ended.asked()).containsExactly(LOOK, QUIESCE, LOOK, LOOK, LOOK, LOOK, LOOK, REMOVE, STOP);
    }

    @Test
    void waitsForClientsThatAreBound() throws Exception {
        Ended ended = run(
                giveBack(TCP, Duration.ofMinutes(5)),
                "TCP  192.0.2.100:80 wlc persistent 300",
                "0,2,0,0 0,1,0,0 0,0,0,0",
                "");

        assertThat(ended.asked()).containsExactly(LOOK, QUIESCE, LOOK, LOOK, LOOK, LOOK, REMOVE, STOP);
    }

    private static final VirtualAddress UDP = VirtualAddress.parse("udp 192.0.2.100:53");

    @Test
    void removesAnUdpDestinationOnceNoPacketCameForTheUdpTimeout() throws Exception {
        packets = "5 6 down 7 7";
        Ended ended = run(giveBack(UDP, Duration.ofMinutes(10)), "UDP  192.0.2.100:53 wlc", "0,0,0,2", "");

        assertThat(ended.output())
                .contains("waiting for 100 s without a packet")
                .contains("All steps are done.");
        assertThat(ended.changes()).hasSize(3);
        assertThat(ended.asked().stream().filter(COUNT::equals)).hasSizeGreaterThan(6);
    }

    @Test
    void removesNothingWhilePacketsCome() throws Exception {
        packets = IntStream.range(0, 100).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        Ended ended = run(giveBack(UDP, Duration.ofMinutes(10)), "UDP  192.0.2.100:53 wlc", "0,0,0,0", "");

        assertThat(ended.changes()).containsExactly(QUIESCE.replace("-t 192.0.2.100:80", "-u 192.0.2.100:53"));
        assertThat(ended.output()).contains("is not seen to be free of connections within 600 s.");
    }

    @Test
    void removesNothingWhosePacketsAreNotCounted() throws Exception {
        packets = "down";
        Ended ended = run(giveBack(UDP, Duration.ofMinutes(10)), "UDP  192.0.2.100:53 wlc", "0,0,0,0", "");

        assertThat(ended.changes()).hasSize(1);
    }

    @Test
    void doesNotWaitForInactiveConnectionsOfAFirewallMark() throws Exception {
        Ended ended = run(giveBack(VirtualAddress.parse("fwm 7"), Duration.ofMinutes(10)), "FWM  7 wlc", "0,0,0,4", "");

        assertThat(ended.changes()).hasSize(3);
        assertThat(ended.asked().stream().filter(COUNT::equals)).hasSizeGreaterThan(3);
    }

    @Test
    void knowsAFirewallMarkByItsNumber() throws Exception {
        Ended ended =
                run(giveBack(VirtualAddress.parse("fwm6 7"), Duration.ofMinutes(5)), "FWM  7 IPv6 wlc", "gone", "");

        assertThat(ended.changes()).hasSize(3);
    }

    @Test
    void stopsWhenTheDeadlinePasses() throws Exception {
        Ended ended = run(giveBack(TCP, Duration.ZERO), "TCP  192.0.2.100:80 wlc", "0,0,3,0", "");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.changes()).containsExactly(QUIESCE);
        assertThat(ended.output())
                .contains("Stopped at step 2")
                .contains("10.0.0.3:80 of web on lb1 is not seen to be free of connections within 0 s.");
    }

    @Test
    void stopsWhenTheServiceIsNotInTheTable() throws Exception {
        List<Action> drained = giveBack(TCP, Duration.ZERO).subList(1, 4);
        Ended ended = run(drained, "TCP  192.0.2.101:80 wlc", "0,0,0,0", "");

        assertThat(ended.changes()).isEmpty();
    }

    @Test
    void stopsWhenSomebodySendsClientsThereAgain() throws Exception {
        Ended ended = run(giveBack(TCP, Duration.ofMinutes(5)), "TCP  192.0.2.100:80 wlc", "10,0,0,0", "");

        assertThat(ended.changes()).containsExactly(QUIESCE);
        assertThat(ended.output()).contains("still gets new connections (weight 10)");
    }

    @Test
    void looksOnceMoreJustBeforeItRemoves() throws Exception {
        Ended ended = run(giveBack(TCP, Duration.ofMinutes(5)), "TCP  192.0.2.100:80 wlc", "0,0,0,0 0,0,2,0", "");

        assertThat(ended.changes()).containsExactly(QUIESCE);
    }

    @Test
    void runsNothingAfterAFailure() throws Exception {
        Ended ended = run(giveBack(TCP, Duration.ofMinutes(5)), "TCP  192.0.2.100:80 wlc", "0,0,0,0", "ipvsadm -d");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.changes()).containsExactly(QUIESCE, REMOVE);
        assertThat(ended.output()).contains("the command failed on lb1.");
    }

    @Test
    void sendsNoClientToAContainerThatDoesNotAnswer() throws Exception {
        Action add = new TableAction.AddDestination(LB1, WEB, TCP, spec(10));
        List<Action> borrow = List.of(
                new ContainerAction.StartContainer(LOAN), new ContainerAction.AwaitServing(LOAN, Duration.ZERO), add);

        Ended silent = run(borrow, "TCP  192.0.2.100:80 wlc", "gone", "/dev/tcp/10.0.0.3/80");

        assertThat(silent.changes()).containsExactly("rs3: sudo -n timeout -k 2 60 lxc-start -n web-3 -d");
        assertThat(silent.output()).contains("10.0.0.3:80 does not answer lb1 after 0 s.");
    }

    @Test
    void addsAContainerThatAnswers() throws Exception {
        Action add = new TableAction.AddDestination(LB1, WEB, TCP, spec(10));
        List<Action> borrow = Stream.of(
                        new ContainerAction.StartContainer(LOAN),
                        new ContainerAction.AwaitServing(LOAN, Duration.ofSeconds(30)),
                        add)
                .toList();

        Ended ended = run(borrow, "TCP  192.0.2.100:80 wlc", "gone", "");

        assertThat(ended.code()).isZero();
        assertThat(ended.asked())
                .containsExactly(
                        "rs3: sudo -n lxc-info -n web-3 -sH",
                        "rs3: sudo -n timeout -k 2 60 lxc-start -n web-3 -d",
                        "rs3: sudo -n lxc-info -n web-3 -sH",
                        "lb1: timeout 3 bash -c ': < /dev/tcp/10.0.0.3/80'",
                        "lb1: sudo -n timeout -k 2 10 ipvsadm -a -t 192.0.2.100:80 -r 10.0.0.3:80 -g -w 10 -x 0 -y 0");
    }
}
