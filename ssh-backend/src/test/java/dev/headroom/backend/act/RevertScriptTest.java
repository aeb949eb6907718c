package dev.headroom.backend.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.command.LeaseCommands;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.command.RevertCommands;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.TableAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a director takes back by itself, run by the shells of this machine with a fake table and a fake clock. */
@EnabledOnOs(OS.LINUX)
class RevertScriptTest {
    private static final DirectorId LB1 = new DirectorId("lb1");
    private static final ServiceId WEB = new ServiceId("web");
    private static final VirtualAddress ADDRESS = VirtualAddress.parse("tcp 192.0.2.100:80");
    private static final String HOME = "10.0.0.1:80";
    private static final String LOAN = "10.0.0.3:80";
    private static final String HELD = "held";

    @TempDir
    private Path folder;

    private static Stream<List<String>> shells() {
        return RevertHost.shells();
    }

    private static DestinationSpec spec(String endpoint, int weight) {
        return new DestinationSpec(
                Endpoint.parse(endpoint), new ForwardingMethod.DirectRouting(), new Weight(weight), Thresholds.NONE);
    }

    private static TableAction set(String endpoint, int before, int after) {
        return new TableAction.SetWeight(LB1, WEB, ADDRESS, spec(endpoint, before), new Weight(after));
    }

    private static TableAction add(String endpoint, int weight) {
        return new TableAction.AddDestination(LB1, WEB, ADDRESS, spec(endpoint, weight));
    }

    private static TableAction remove(String endpoint) {
        return new TableAction.RemoveDestination(LB1, WEB, ADDRESS, spec(endpoint, 0));
    }

    private static final List<TableAction> BORROW = List.of(add(LOAN, 2), set(LOAN, 2, 5), set(HOME, 10, 12));
    private static final List<TableAction> GIVE_BACK = List.of(
            set(LOAN, 5, 0),
            new TableAction.AwaitDrained(LB1, WEB, ADDRESS, Endpoint.parse(LOAN), Duration.ofMinutes(5)),
            remove(LOAN));

    /** The term of the lease ends with the 6th sleep. */
    private static final int FEW_LOOKS = 6;

    private static CommandLine arming(List<TableAction> plan, int looks) {
        return arming(plan, looks, "echo", "the command");
    }

    private static CommandLine arming(List<TableAction> plan, int looks, String... command) {
        ActionCommands commands = ActionCommands.withUsualRuntime(Map.of(LB1, Privilege.ROOT), Installation.NONE);
        List<String> words = commands.arming(
                        new RevertCommands.Lease("shop", 7, RevertHost.HOLDER),
                        new ProposalId(3),
                        plan,
                        looks,
                        plan.getFirst())
                .orElseThrow()
                .arguments();
        int tool = words.size()
                - commands.command(plan.getFirst()).orElseThrow().arguments().size();
        List<String> harmless = new ArrayList<>(words.subList(0, tool));
        harmless.addAll(List.of(command));
        return new CommandLine(harmless);
    }

    private RevertHost host(List<String> shell, String table) throws IOException {
        RevertHost host = new RevertHost(folder, shell);
        host.write("table", table);
        return host;
    }

    private void playedOut(RevertHost host, List<TableAction> plan) throws Exception {
        playedOut(host, plan, FEW_LOOKS);
    }

    /** Arms, and waits until what was armed has ended: it keeps a lock on a file until then. */
    private void playedOut(RevertHost host, List<TableAction> plan, int looks) throws Exception {
        Files.writeString(folder.resolve(HELD), "");
        String sleep = Files.readString(folder.resolve("bin/sleep"));
        host.tool(
                "sleep",
                sleep.replace(
                        "#!/bin/sh\n", "#!/bin/sh\n[ -e \"$HOST/sleeps\" ] || flock \"$HOST/" + HELD + "\" true\n"));
        Process gate = new ProcessBuilder("flock", folder.resolve(HELD).toString(), "cat").start();
        try {
            gate.getOutputStream().write('\n');
            gate.getOutputStream().flush();
            assertThat(gate.getInputStream().read()).isEqualTo('\n');
            assertThat(host.send(arming(plan, looks))).isEqualTo("headroom: armed\nthe command\n");
            Process end = new ProcessBuilder(
                            "sh",
                            "-c",
                            "exec 9<\"$1\"; echo; flock 9",
                            "sh",
                            folder.resolve("loans/.armed.shop.P3").toString())
                    .start();
            assertThat(end.getInputStream().read()).isEqualTo('\n');
            gate.getOutputStream().close();
            assertThat(end.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            gate.getOutputStream().close();
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aLoanWhoseMasterDiedIsDrainedAndTakenOut(List<String> shell) throws Exception {
        RevertHost host = host(shell, "10.0.0.1:80 12 0 9 9\n10.0.0.3:80 5 0 2 1\n");
        host.hook("[ $n != 40 ] || sed -i 's/^10.0.0.3:80 0 .*/10.0.0.3:80 0 0 0 0/' \"$HOST/table\"");

        playedOut(host, BORROW, RevertCommands.LOOKS);

        assertThat(host.table()).containsExactly(HOME + " 10");
        assertThat(host.changes())
                .as("weights first, and nobody takes the lease meanwhile")
                .containsExactly("-e " + HOME + " 10 locked", "-e " + LOAN + " 0 locked", "-d " + LOAN + "  locked");
        assertThat(host.read("sleeps").strip())
                .as("30 s of the term, 24 looks more, then until it is drained at the 40th")
                .isEqualTo("40");
        assertThat(host.has("loans/.armed.shop.P3")).isFalse();
        assertThat(host.read("loans/.reverted.shop.P3")).isEqualTo("headroom-armed 1 7 " + RevertHost.HOLDER + " P3\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aMasterThatLivesIsLeftAlone(List<String> shell) throws Exception {
        RevertHost host = host(shell, "10.0.0.1:80 12 0 9 9\n10.0.0.3:80 5 0 2 1\n");
        host.hook("echo $now > \"$loans/.renewed.shop." + RevertHost.HOLDER + "\"");

        playedOut(host, BORROW);

        assertThat(host.changes()).isEmpty();
        assertThat(host.read("sleeps").strip()).isEqualTo("90");
        assertThat(host.has("loans/.armed.shop.P3")).isFalse();
    }

    /** 23 looks without a renewal are a cut, not a death; nor is an hour in which the host itself was frozen. */
    @ParameterizedTest
    @MethodSource("shells")
    void cutsThatEndAndAFrozenHostAreNoDeath(List<String> shell) throws Exception {
        RevertHost host = host(shell, "10.0.0.1:80 12 0 9 9\n10.0.0.3:80 5 0 2 1\n");
        host.hook("case $n in 29|40|59|88) echo $now > \"$loans/.renewed.shop." + RevertHost.HOLDER
                + "\" ;; 31) echo 9000.00 1.00 > \"$HOST/uptime\" ;; 89) rm \"$loans/.armed.shop.P3\" ;; esac");

        playedOut(host, BORROW, RevertCommands.LOOKS);

        assertThat(host.changes()).isEmpty();
        assertThat(host.read("sleeps").strip()).isEqualTo("90");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo headroom-lease 1 8 " + RevertHost.OTHERS + " 30 1 bob > \"$loans/.lease.shop\"",
                "echo headroom-lease 1 8 " + RevertHost.HOLDER + " 30 1 ann > \"$loans/.lease.shop\"",
                "echo headroom-lease 2 7 " + RevertHost.HOLDER + " 30 1 ann > \"$loans/.lease.shop\"",
                "rm \"$loans/.lease.shop\"",
                "rm \"$loans/.renewed.shop." + RevertHost.HOLDER + "\"",
                "rm \"$loans/.armed.shop.P3\"",
                "rm -r \"$loans\"",
                "echo headroom-order 1 4 bob@desk halt bob > \"$loans/.order.shop\""
            })
    void whatAnotherDecidedEndsIt(String decision) throws Exception {
        for (int when : List.of(3, 10)) {
            for (List<String> shell : shells().toList()) {
                RevertHost host = host(shell, "10.0.0.1:80 12 0 9 9\n10.0.0.3:80 5 0 2 1\n");
                host.hook("[ $n != " + when + " ] || " + decision);

                playedOut(host, BORROW);

                assertThat(host.changes()).as("%s %s", shell, decision).isEmpty();
                assertThat(Integer.parseInt(host.read("sleeps").strip())).isLessThanOrEqualTo(when + 2);
            }
        }
    }

    /** The halt was answered before the plan began, or it was lifted since. */
    @ParameterizedTest
    @MethodSource("shells")
    void anOrderThatHoldsNoMoreEndsNothing(List<String> shell) throws Exception {
        RevertHost halted = host(shell, "10.0.0.1:80 12 0 9 9\n10.0.0.3:80 5 0 2 1\n");
        halted.write("loans/.order.shop", "headroom-order 1 4 bob@desk halt bob\n");
        playedOut(halted, BORROW);
        assertThat(halted.changes()).isNotEmpty();

        RevertHost resumed = host(shell, "10.0.0.1:80 12 0 9 9\n10.0.0.3:80 5 0 2 1\n");
        resumed.hook("[ $n != 3 ] || echo headroom-order 1 5 bob@desk resume bob > \"$loans/.order.shop\"");
        playedOut(resumed, BORROW);
        assertThat(resumed.changes()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aGiveBackIsTakenBackWhereTheLoanIsStillThere(List<String> shell) throws Exception {
        RevertHost host = host(shell, "10.0.0.1:80 12 0 9 9\n10.0.0.3:80 0 0 2 1\n");
        playedOut(host, GIVE_BACK);
        assertThat(host.table()).containsExactly(HOME + " 12", LOAN + " 5");

        RevertHost gone = host(shell, "10.0.0.1:80 12 0 9 9\n");
        playedOut(gone, GIVE_BACK);
        assertThat(gone.changes()).as("nothing is added").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theWeightOfAnotherStays(List<String> shell) throws Exception {
        RevertHost host = host(shell, "10.0.0.1:80 77 0 9 9\n10.0.0.3:80 33 0 2 1\n");
        playedOut(host, BORROW);
        assertThat(host.changes()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theLastThatGetsClientsIsNotTakenOut(List<String> shell) throws Exception {
        RevertHost host = host(shell, "10.0.0.1:80 0 0 9 9\n10.0.0.3:80 5 0 2 1\n");
        playedOut(host, BORROW);
        assertThat(host.changes()).isEmpty();
    }

    /** A home that fails after the plan began, whether its weight shows it or not, leaves its clients to the loan. */
    @ParameterizedTest
    @MethodSource("shells")
    void whatWouldLeaveLessThanBeforeThePlanStays(List<String> shell) throws Exception {
        for (String failing : List.of(
                "echo 10.0.0.2/80 > \"$HOST/dead\"", "sed -i 's/^10.0.0.2:80 6/10.0.0.2:80 0/' \"$HOST/table\"")) {
            RevertHost host = host(shell, "10.0.0.1:80 12 0 9 9\n10.0.0.2:80 6 0 9 9\n");
            host.hook("[ $n != 3 ] || { echo '10.0.0.3:80 5 0 2 1' >> \"$HOST/table\"; " + failing + "; }");

            playedOut(host, BORROW);

            assertThat(host.changes()).as(failing).containsExactly("-e " + HOME + " 10 locked");
        }
        RevertHost healthy = host(shell, "10.0.0.1:80 12 0 9 9\n10.0.0.2:80 6 0 9 9\n");
        healthy.hook("[ $n != 3 ] || echo '10.0.0.3:80 5 0 0 0' >> \"$HOST/table\"");
        playedOut(healthy, BORROW);
        assertThat(healthy.table()).containsExactly(HOME + " 10", "10.0.0.2:80 6");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatDoesNotAnswerGetsNoClientsBack(List<String> shell) throws Exception {
        RevertHost host = host(shell, "10.0.0.1:80 12 0 9 9\n10.0.0.3:80 0 0 2 1\n");
        host.write("dead", "10.0.0.3/80\n");
        playedOut(host, GIVE_BACK);
        assertThat(host.changes()).isEmpty();
        assertThat(host.read("connects").strip()).isEqualTo("10.0.0.3/80");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatTookTheRoomOfAnotherLoanStaysOnceThatIsGone(List<String> shell) throws Exception {
        String other = "10.0.0.2:80";
        List<TableAction> moved = List.of(add(LOAN, 5), set(other, 4, 0), remove(other));
        RevertHost host = host(shell, "10.0.0.1:80 12 0 9 9\n10.0.0.3:80 5 0 2 1\n");
        playedOut(host, moved);
        assertThat(host.changes()).isEmpty();

        RevertHost before = host(shell, "10.0.0.1:80 12 0 9 9\n10.0.0.2:80 0 0 1 1\n10.0.0.3:80 5 0 0 0\n");
        playedOut(before, moved);
        assertThat(before.table()).containsExactly(HOME + " 12", other + " 4");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aMasterThatComesDuringTheDrainHasTheRest(List<String> shell) throws Exception {
        RevertHost host = host(shell, "10.0.0.1:80 12 0 9 9\n10.0.0.3:80 5 0 2 1\n");
        host.hook(
                "[ $n != 15 ] || echo headroom-lease 1 8 " + RevertHost.OTHERS + " 30 1 bob > \"$loans/.lease.shop\"");
        playedOut(host, BORROW);
        assertThat(host.table()).containsExactly(HOME + " 10", LOAN + " 0");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatCannotBeArmedIsSaidAndTheCommandRuns(List<String> shell) throws Exception {
        RevertHost host = host(shell, "10.0.0.1:80 12 0 9 9\n");
        host.write("broken", "");
        assertThat(host.send(arming(BORROW, FEW_LOOKS))).isEqualTo("""
                        headroom: its table cannot be listed by: timeout -k 5 30 ipvsadm -Ln --persistent-conn
                        the command
                        """);
        Files.delete(folder.resolve("broken"));
        Files.createDirectories(folder.resolve("systemd"));
        host.tool("loginctl", "#!/bin/sh\necho KillExcludeUsers=nobody\necho KillUserProcesses=yes\n");
        assertThat(host.send(arming(BORROW, FEW_LOOKS)))
                .startsWith("headroom: systemd-logind ends there what a login leaves running")
                .endsWith("\nthe command\n");
        try (var files = Files.list(folder.resolve("loans"))) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.startsWith(".arm")))
                    .isEmpty();
        }
    }

    /** Without the count of who gets clients, a loan might be taken out that others then lack. */
    @ParameterizedTest
    @MethodSource("shells")
    void aTableThatCannotBeCountedArmsNothing(List<String> shell) throws Exception {
        RevertHost host = host(shell, "10.0.0.1:80 12 0 9 9\n");
        Files.deleteIfExists(folder.resolve("once"));
        host.tool("ipvsadm", "#!/bin/sh\n[ ! -e \"$HOST/once\" ] || exit 1\necho > \"$HOST/once\"\n");
        assertThat(host.send(arming(BORROW, FEW_LOOKS)))
                .startsWith("headroom: its table cannot be listed by: ")
                .endsWith("\nthe command\n");
        assertThat(host.has("loans/.armed.shop.P3")).isFalse();
    }

    /** A {@code sudo} that asks a server of names hangs, and the login user cannot end it. */
    @ParameterizedTest
    @MethodSource("shells")
    void aListingThatHangsHoldsUpNoCommand(List<String> shell) throws Exception {
        for (String late : List.of("", "echo 1030.00 1.00 > \"$HOST/uptime\"")) {
            RevertHost host = host(shell, "10.0.0.1:80 12 0 9 9\n");
            Files.deleteIfExists(folder.resolve("ran"));
            Files.deleteIfExists(folder.resolve("listed"));
            host.tool("ipvsadm", """
                    #!/bin/sh
                    trap '' TERM
                    tries=0
                    until [ -e "$HOST/ran" ] || [ $tries = 150 ]; do tries=$((tries + 1)); /bin/sleep 0.1; done
                    %s
                    echo > "$HOST/listed"
                    """.formatted(late));
            host.tool("change", "#!/bin/sh\n[ -e \"$HOST/listed\" ] || echo in time\necho > \"$HOST/ran\"\n");

            assertThat(host.send(arming(BORROW, FEW_LOOKS, "change")))
                    .isEqualTo("headroom: it was not ready within 4 s\nin time\n");

            host.awaitNothingArmed();
            assertThat(host.changes()).isEmpty();
        }
    }

    /** What would hold the lease locked for as long as its {@code sudo} hangs: nobody could renew or take it there. */
    @ParameterizedTest
    @MethodSource("shells")
    void aListingThatHangsInTheRevertLetsTheLeaseGo(List<String> shell) throws Exception {
        for (int when : List.of(3, 15)) {
            RevertHost host = host(shell, "10.0.0.1:80 12 0 9 9\n10.0.0.3:80 5 0 2 1\n");
            Files.deleteIfExists(folder.resolve("hangs"));
            Files.deleteIfExists(folder.resolve("goes on"));
            host.tool("table", Files.readString(folder.resolve("bin/ipvsadm")));
            host.tool("ipvsadm", """
                    #!/bin/sh
                    trap '' TERM
                    exec 5>>"$HOST/hanging"
                    flock 5
                    [ "$1" != -Ln ] || until [ ! -e "$HOST/hangs" ] || [ -e "$HOST/goes on" ]; do /bin/sleep 0.1; done
                    table "$@"
                    """);
            host.tool("timeout", """
                    #!/bin/sh
                    limit=$(PATH=${PATH#*:}; command -v timeout)
                    case "$*" in *" cat") exec "$limit" -k 1 1 cat ;; *) exec "$limit" "$@" ;; esac
                    """);
            host.hook("[ $n != " + when + " ] || echo > \"$HOST/hangs\"");

            playedOut(host, BORROW);

            assertThat(new ProcessBuilder(
                                    "flock",
                                    "-n",
                                    folder.resolve("loans/.lease.shop").toString(),
                                    "true")
                            .start()
                            .waitFor())
                    .as("the lease can be taken")
                    .isZero();
            assertThat(host.table())
                    .containsExactly(when == 3 ? HOME + " 12" : HOME + " 10", when == 3 ? LOAN + " 5" : LOAN + " 0");
            assertThat(Integer.parseInt(host.read("sleeps").strip()))
                    .as("no listing is tried after that")
                    .isLessThanOrEqualTo(16);
            Files.writeString(folder.resolve("goes on"), "");
            assertThat(new ProcessBuilder("flock", folder.resolve("hanging").toString(), "true")
                            .start()
                            .waitFor())
                    .isZero();
        }
    }

    /** Whatever holds up the arming, its command is not run when the master may have undone the plan. */
    @ParameterizedTest
    @MethodSource("shells")
    void aCommandThatWouldBeginLateIsNotRun(List<String> shell) throws Exception {
        RevertHost host = host(shell, "10.0.0.1:80 12 0 9 9\n");
        Files.createDirectories(folder.resolve("systemd"));
        host.tool("loginctl", "#!/bin/sh\necho 1008.50 1.00 > \"$HOST/uptime\"\n");

        assertThat(host.send(arming(BORROW, FEW_LOOKS))).isEqualTo("""
                        headroom: its table was listed too late
                        headroom: nothing was done, for 8 s passed before the command could begin
                        """);
        assertThat(host.status()).isEqualTo(LeaseCommands.HELD);

        host.write("uptime", "1000.00 1.00\n");
        host.tool("loginctl", "#!/bin/sh\necho 1007.90 1.00 > \"$HOST/uptime\"\n");
        assertThat(host.send(arming(BORROW, FEW_LOOKS)))
                .isEqualTo("headroom: its table was listed too late\nthe command\n");
        host.awaitNothingArmed();
    }

    /** Another master that takes the lease, or a plan that is taken back, for longer than a command may wait. */
    @ParameterizedTest
    @MethodSource("shells")
    void aLeaseThatStaysLockedRunsNothing(List<String> shell) throws Exception {
        RevertHost host = host(shell, "10.0.0.1:80 12 0 9 9\n");
        Process taker =
                new ProcessBuilder("flock", folder.resolve("loans/.lease.shop").toString(), "cat").start();
        try {
            taker.getOutputStream().write('\n');
            taker.getOutputStream().flush();
            assertThat(taker.getInputStream().read()).isEqualTo('\n');
            assertThat(host.send(CommandLine.of("echo", "the command")))
                    .startsWith("headroom: nothing was done, for ")
                    .endsWith("could not be locked within 2 s\n");
            assertThat(host.status()).isEqualTo(LeaseCommands.HELD);
        } finally {
            taker.getOutputStream().close();
        }
    }

    /** Where logind ends what a login leaves running, {@code at} starts it. */
    @ParameterizedTest
    @MethodSource("shells")
    void atOutlivesALogin(List<String> shell) throws Exception {
        RevertHost host = host(shell, "10.0.0.1:80 12 0 9 9\n10.0.0.3:80 5 0 0 0\n");
        Files.createDirectories(folder.resolve("systemd"));
        host.tool("loginctl", "#!/bin/sh\necho KillExcludeUsers=nobody\necho KillUserProcesses=yes\n");
        host.tool("at", """
                #!/bin/sh
                text=$(cat)
                setsid sh -c "$text" >/dev/null 2>&1 </dev/null &
                until [ -e "$HOST/loans/.armed.shop.P3" ]; do :; done
                """);
        playedOut(host, BORROW);
        assertThat(host.table()).containsExactly(HOME + " 10");
    }
}
