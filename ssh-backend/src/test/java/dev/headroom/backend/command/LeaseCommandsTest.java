package dev.headroom.backend.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The check before each command, run by the shells of this machine. */
@EnabledOnOs(OS.LINUX)
class LeaseCommandsTest {
    private static final String OURS = "0123abcd-4567.k2x9ab";
    private static final String THEIRS = "ffff0000-1111.zzzzzz";

    @TempDir
    private Path folder = Path.of(".");

    private Path ran = Path.of(".");

    private record Ended(int status, String error) {}

    static Stream<List<String>> shells() {
        return Stream.of(List.of("/bin/dash", "-c"), List.of("/bin/bash", "-c"), List.of("/bin/busybox", "ash", "-c"))
                .filter(shell -> Files.isExecutable(Path.of(shell.getFirst())));
    }

    @BeforeEach
    void folders() throws IOException {
        ran = folder.resolve("ran");
        Files.createDirectories(folder.resolve("loans"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theHolderOfTheLeaseRunsItsCommand(List<String> shell) throws Exception {
        holds(7);
        assertThat(run(shell, 7, OURS)).isEqualTo(new Ended(0, ""));
        assertThat(ran).exists();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void anotherMasterIsRefusedAndNothingRuns(List<String> shell) throws Exception {
        keeps(8, THEIRS);
        Ended ended = run(shell, 7, OURS);
        assertThat(ended.status()).isEqualTo(126);
        assertThat(ended.error())
                .startsWith("headroom: nothing was done, for another master has taken the lease")
                .contains(THEIRS);
        assertThat(ran).doesNotExist();
    }

    /** A master that was stopped in the middle of a plan and goes on must not send its next step into what was taken back. */
    @ParameterizedTest
    @MethodSource("shells")
    void aPlanThatTheHostHasTakenBackTakesNoFurtherStep(List<String> shell) throws Exception {
        holds(7);
        Path reverted = folder.resolve("loans/.reverted.shop.P3");
        Files.writeString(reverted, "headroom-armed 1 7 " + OURS + " P3\n");
        Ended ended = run(shell, 7, OURS);
        assertThat(ended.status()).isEqualTo(126);
        assertThat(ended.error().strip())
                .isEqualTo("headroom: nothing was done, for this host has taken P3 back by itself");
        assertThat(ran).doesNotExist();

        Files.writeString(reverted, "headroom-armed 1 7 " + THEIRS + " P3\n");
        assertThat(run(shell, 7, OURS).status()).as("a plan of another master").isZero();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void anEarlierNumberOfTheSameMasterIsRefused(List<String> shell) throws Exception {
        keeps(8, OURS);
        assertThat(run(shell, 7, OURS).status()).isEqualTo(126);
        assertThat(ran).doesNotExist();
    }

    /** A computer that slept with a command half sent, and nobody took the lease meanwhile. */
    @ParameterizedTest
    @MethodSource("shells")
    void aLeaseThatRanOutRunsNothing(List<String> shell) throws Exception {
        keeps(7, OURS);
        renewed(20);
        assertThat(run(shell, 7, OURS)).as("within its term").isEqualTo(new Ended(0, ""));
        Files.delete(ran);

        renewed(40);
        Ended late = run(shell, 7, OURS);
        assertThat(late.status()).isEqualTo(126);
        assertThat(late.error())
                .startsWith("headroom: nothing was done, for the lease of this master ran out here: it was renewed 4")
                .endsWith(" s ago, and its term is 30 s\n");
        assertThat(ran).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aLeaseThatItsHolderLeftRunsNothing(List<String> shell) throws Exception {
        keeps(7, OURS);
        assertThat(run(shell, 7, OURS))
                .isEqualTo(new Ended(126, "headroom: nothing was done, for this master has left the lease\n"));
        assertThat(ran).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aHostThatKeepsNoLeaseRunsNothing(List<String> shell) throws Exception {
        Ended ended = run(shell, 7, OURS);
        assertThat(ended.status()).isEqualTo(126);
        assertThat(ended.error()).contains("this host keeps no lease");
        Files.writeString(lease(), "");
        assertThat(run(shell, 7, OURS).status()).isEqualTo(126);
        Files.writeString(lease(), "headroom-lease 2 7 " + OURS + " 30 100 ann@laptop\n");
        assertThat(run(shell, 7, OURS).status())
                .as("a layout that is not known")
                .isEqualTo(126);
        assertThat(ran).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theStatusOfTheCommandIsTold(List<String> shell) throws Exception {
        holds(7);
        assertThat(run(shell, LeaseCommands.fenced("shop", 7, OURS, "P3", CommandLine.of("sh", "-c", "exit 124")))
                        .status())
                .isEqualTo(124);
    }

    /** A container's start goes on for hours in a process of its own: it must not keep the lease locked. */
    @ParameterizedTest
    @MethodSource("shells")
    void whatTheCommandLeavesBehindDoesNotLockTheLease(List<String> shell) throws Exception {
        if (!Files.isExecutable(Path.of("/usr/bin/flock"))) {
            return;
        }
        holds(7);
        Path number = folder.resolve("number");
        CommandLine daemon = CommandLine.of(
                "sh", "-c", "sleep 600 >/dev/null 2>&1 </dev/null & echo $! >" + CommandLine.quoted(number.toString()));
        assertThat(run(shell, LeaseCommands.fenced("shop", 7, OURS, "P3", daemon))
                        .status())
                .isZero();
        try {
            assertThat(run(shell, CommandLine.of("flock", "-n", lease().toString(), "true"))
                            .status())
                    .isZero();
        } finally {
            new ProcessBuilder("kill", Files.readString(number).strip()).start().waitFor();
        }
    }

    /** Between the check and the end of the command nobody else can take the lease. */
    @ParameterizedTest
    @MethodSource("shells")
    void theLeaseIsLockedWhileTheCommandRuns(List<String> shell) throws Exception {
        if (!Files.isExecutable(Path.of("/usr/bin/flock"))) {
            return;
        }
        holds(7);
        CommandLine taker = CommandLine.of("flock", "-n", lease().toString(), "true");
        Ended ended = run(shell, LeaseCommands.fenced("shop", 7, OURS, "P3", taker));
        assertThat(ended.status())
                .as("exclusive, beside the shared lock of the check")
                .isEqualTo(1);
        CommandLine other = LeaseCommands.fenced("shop", 7, OURS, "P3", CommandLine.of("touch", ran.toString()));
        assertThat(run(shell, LeaseCommands.fenced("shop", 7, OURS, "P3", other))
                        .status())
                .as("two commands of one master")
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aPersonsCommandRunsOnlyWhileNoMasterRenewsTheLease(List<String> shell) throws Exception {
        assertThat(unlessHeld(shell)).as("no lease").isEqualTo(new Ended(0, ""));
        Files.writeString(lease(), "");
        assertThat(unlessHeld(shell).status())
                .as("being taken for the first time")
                .isZero();
        keeps(7, OURS);
        assertThat(unlessHeld(shell).status()).as("left by its holder").isZero();
        renewed(100);
        assertThat(unlessHeld(shell).status()).as("not renewed for its term").isZero();
        Files.delete(ran);

        renewed(20);
        Ended held = unlessHeld(shell);

        Files.delete(folder.resolve("loans").resolve(".renewed.shop." + OURS));
        Path armed = Files.writeString(folder.resolve("loans/.armed.shop.P7"), "");
        assertThat(unlessHeld(shell).status())
                .as("a file whose process has ended")
                .isZero();
        Files.delete(ran);
        Process waits = new ProcessBuilder("flock", armed.toString(), "cat").start();
        try {
            waits.getOutputStream().write('\n');
            waits.getOutputStream().flush();
            assertThat(waits.getInputStream().read()).isEqualTo('\n');
            assertThat(unlessHeld(shell).error()).contains("this host is about to take P7 back by itself");
        } finally {
            waits.getOutputStream().close();
        }
        renewed(20);
        assertThat(held.status()).isEqualTo(126);
        assertThat(held.error())
                .startsWith("headroom: nothing was done, for ann@laptop holds the lease of shop, and renewed it 2");
        Files.writeString(lease(), "headroom-lease 2 7 " + OURS + " 30 100 ann@laptop\n");
        assertThat(unlessHeld(shell).error()).contains("is not understood");
        assertThat(ran).doesNotExist();
    }

    private void renewed(long ago) throws IOException {
        long uptime = Long.parseLong(Files.readString(Path.of("/proc/uptime")).replaceFirst("\\..*\\n", ""));
        Files.writeString(folder.resolve("loans").resolve(".renewed.shop." + OURS), (uptime - ago) + "\n");
    }

    private Ended unlessHeld(List<String> shell) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(LeaseCommands.unlessHeld("shop").arguments());
        words.addAll(List.of("touch", ran.toString()));
        return run(shell, new CommandLine(words));
    }

    @Test
    void namesThatAShellOrAPathCouldMisreadAreRefused() {
        for (String holder : List.of("", "a b", "../x", "a;b", "a\nb")) {
            assertThatIllegalArgumentException()
                    .as(holder)
                    .isThrownBy(() -> LeaseCommands.fenced("shop", 1, holder, "P3", CommandLine.of("true")));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeaseCommands.fenced("../shop", 1, OURS, "P3", CommandLine.of("true")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeaseCommands.fenced("shop", 0, OURS, "P3", CommandLine.of("true")));
    }

    private void holds(long epoch) throws IOException {
        keeps(epoch, OURS);
        renewed(0);
    }

    private void keeps(long epoch, String holder) throws IOException {
        Files.writeString(lease(), "headroom-lease 1 %d %s 30 100 ann@laptop\n".formatted(epoch, holder));
    }

    private Path lease() {
        return folder.resolve("loans").resolve(".lease.shop");
    }

    private Ended run(List<String> shell, long epoch, String holder) throws IOException, InterruptedException {
        return run(shell, LeaseCommands.fenced("shop", epoch, holder, "P3", CommandLine.of("touch", ran.toString())));
    }

    private Ended run(List<String> shell, CommandLine command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(shell.stream(), Stream.of(command.toShell())).toList());
        builder.environment().put("HEADROOM_RUN", folder.toString());
        Process process =
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), error);
    }
}
