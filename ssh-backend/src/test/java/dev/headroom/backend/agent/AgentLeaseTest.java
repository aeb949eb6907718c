package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.AgentTools.Agent;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.lease.LeaseReport;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.SectionKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lease as the agent's script keeps it, in the shells of this machine. */
class AgentLeaseTest extends AgentFixture {
    private static final String OURS = "aaaa0000-1111.k2x9ab";
    private static final String THEIRS = "bbbb0000-1111.zzzzzz";
    private static final String TAKE = "frame take shop 5 " + OURS + " 30 fair ann@laptop";

    @BeforeEach
    void clock() throws IOException {
        Files.createDirectories(folder.resolve("run/loans"));
        uptime(1_000);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aFreeLeaseIsTakenKeptAndLeft(List<String> shell) throws Exception {
        try (Agent agent = agent(shell)) {
            assertThat(agent.frame().section(SectionKind.LEASE, ""))
                    .as("nobody asked")
                    .isEmpty();
            assertThat(report(agent.frame("frame look shop 0 " + OURS)).held()).isEmpty();

            LeaseReport taken = report(agent.frame(TAKE));
            assertThat(taken.refused()).isEmpty();
            assertThat(taken.held().orElseThrow())
                    .isEqualTo(held(5, OURS, 0, Optional.of(Duration.ZERO), "ann@laptop"));

            uptime(1_020);
            LeaseReport kept = report(agent.frame("frame keep shop 5 " + OURS));
            assertThat(kept.held().orElseThrow())
                    .isEqualTo(held(5, OURS, 20, Optional.of(Duration.ZERO), "ann@laptop"));
            uptime(1_025);
            assertThat(report(agent.frame("frame look shop 0 " + OURS)).held().orElseThrow())
                    .isEqualTo(held(5, OURS, 25, Optional.of(Duration.ofSeconds(5)), "ann@laptop"));

            LeaseReport left = report(agent.frame("frame leave shop 5 " + OURS));
            assertThat(left.held().orElseThrow()).isEqualTo(held(5, OURS, 25, Optional.empty(), "ann@laptop"));
            assertThat(report(agent.frame("frame take shop 6 " + THEIRS + " 30 fair bob@desk"))
                            .held()
                            .orElseThrow())
                    .as("a lease that its holder has left is free at once")
                    .isEqualTo(held(6, THEIRS, 0, Optional.of(Duration.ZERO), "bob@desk"));
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aLeaseThatIsKeptIsNotGivenAway(List<String> shell) throws Exception {
        try (Agent agent = agent(shell)) {
            agent.frame();
            agent.frame(TAKE);
            uptime(1_030);
            LeaseReport fair = report(agent.frame("frame take shop 6 " + THEIRS + " 30 fair bob@desk"));
            assertThat(fair.refused()).contains("its holder renews it");
            assertThat(fair.held().orElseThrow().name()).isEqualTo(OURS);

            uptime(1_031);
            assertThat(report(agent.frame("frame take shop 6 " + THEIRS + " 30 fair bob@desk"))
                            .held()
                            .orElseThrow()
                            .name())
                    .as("its term is over")
                    .isEqualTo(THEIRS);
            LeaseReport late = report(agent.frame("frame keep shop 5 " + OURS));
            assertThat(late.held().orElseThrow().name())
                    .as("a master that slept cannot renew it")
                    .isEqualTo(THEIRS);
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void anOperatorTakesItAlsoFromOneThatKeepsIt(List<String> shell) throws Exception {
        try (Agent agent = agent(shell)) {
            agent.frame();
            agent.frame(TAKE);
            LeaseReport forced = report(agent.frame("frame take shop 6 " + THEIRS + " 30 force bob@desk"));
            assertThat(forced.held().orElseThrow().name()).isEqualTo(THEIRS);
            LeaseReport smaller = report(agent.frame("frame take shop 5 " + OURS + " 30 force ann@laptop"));
            assertThat(smaller.refused()).contains("another master took it under a greater number");
            assertThat(smaller.held().orElseThrow().name()).isEqualTo(THEIRS);
        }
    }

    /** A master that was killed and started again needs no patience. */
    @ParameterizedTest
    @MethodSource("shells")
    void theSameInstallationTakesItAtOnce(List<String> shell) throws Exception {
        try (Agent agent = agent(shell)) {
            agent.frame();
            agent.frame(TAKE);
            LeaseReport again = report(agent.frame("frame take shop 6 aaaa0000-1111.second 30 fair ann@laptop"));
            assertThat(again.held().orElseThrow().name()).isEqualTo("aaaa0000-1111.second");
        }
    }

    /** What a process keeps locked is armed; the file of one that has ended goes. */
    @ParameterizedTest
    @MethodSource("shells")
    void whatIsArmedIsToldAndEndedAndKeepsOthersWaiting(List<String> shell) throws Exception {
        Path loans = folder.resolve("run/loans");
        try (Agent agent = agent(shell)) {
            agent.frame();
            agent.frame(TAKE);
            Path armed = Files.writeString(loans.resolve(".armed.shop.P7"), "headroom-armed 1 5 " + OURS + " P7\n");
            Files.writeString(loans.resolve(".armed.shop.P8"), "headroom-armed 1 5 " + OURS + " P8\n");
            Files.writeString(loans.resolve(".reverted.shop.P3"), "headroom-armed 1 4 " + THEIRS + " P3\n");
            Files.writeString(loans.resolve(".reverted.shop.x.P4"), "headroom-armed 1 4 " + THEIRS + " P4\n");
            Process waits = new ProcessBuilder("flock", armed.toString(), "cat").start();
            try {
                waits.getOutputStream().write('\n');
                waits.getOutputStream().flush();
                assertThat(waits.getInputStream().read()).isEqualTo('\n');
                LeaseReport kept = report(agent.frame("frame keep shop 5 " + OURS));
                assertThat(kept.armed()).containsExactly(new ProposalId(7));
                assertThat(kept.reverted()).containsExactly(new LeaseReport.Reverted(new ProposalId(3), THEIRS));
                assertThat(loans.resolve(".armed.shop.P8")).doesNotExist();

                uptime(1_100);
                String theirs = "frame take shop 6 " + THEIRS + " 30 fair bob@desk";
                LeaseReport refused = report(agent.frame(theirs));
                assertThat(refused.refused())
                        .contains("this host is about to take back what its holder left half done");
                assertThat(refused.held().orElseThrow().name()).isEqualTo(OURS);

                LeaseReport ended =
                        report(agent.frame("frame end shop 5 " + OURS + " armed.P7,reverted.P3,reverted./../x,.lease"));
                assertThat(ended.held().orElseThrow().idle()).contains(Duration.ZERO);
                assertThat(ended.armed()).isEmpty();
                assertThat(ended.reverted()).isEmpty();
                assertThat(armed).doesNotExist();
                uptime(1_200);
                assertThat(report(agent.frame(theirs)).held().orElseThrow().name())
                        .isEqualTo(THEIRS);
            } finally {
                waits.getOutputStream().close();
            }
        }
    }

    /** While a director takes a plan back it renews nothing, so the next reading shows all that it has done. */
    @ParameterizedTest
    @MethodSource("shells")
    void nothingIsRenewedWhileADirectorTakesAPlanBack(List<String> shell) throws Exception {
        Path loans = folder.resolve("run/loans");
        try (Agent agent = agent(shell)) {
            agent.frame();
            agent.frame(TAKE);
            uptime(1_010);
            Path armed = Files.writeString(loans.resolve(".armed.shop.P7"), "headroom-armed 1 5 " + OURS + " P7\n");
            Process changes = new ProcessBuilder(
                            "flock",
                            armed.toString(),
                            "flock",
                            loans.resolve(".lease.shop").toString(),
                            "cat")
                    .start();
            try {
                changes.getOutputStream().write('\n');
                changes.getOutputStream().flush();
                assertThat(changes.getInputStream().read()).isEqualTo('\n');
                assertThat(report(agent.frame("frame keep shop 5 " + OURS))
                                .held()
                                .orElseThrow()
                                .idle())
                        .contains(Duration.ofSeconds(10));
            } finally {
                changes.getOutputStream().close();
            }
            assertThat(changes.waitFor()).isZero();
            assertThat(report(agent.frame("frame keep shop 5 " + OURS))
                            .held()
                            .orElseThrow()
                            .idle())
                    .contains(Duration.ZERO);
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void twoClustersOnOneHostDoNotMeet(List<String> shell) throws Exception {
        try (Agent agent = agent(shell)) {
            agent.frame();
            agent.frame(TAKE);
            LeaseReport other = report(agent.frame("frame take mail 1 " + THEIRS + " 30 fair bob@desk"));
            assertThat(other.held().orElseThrow().name()).isEqualTo(THEIRS);
            assertThat(report(agent.frame("frame keep shop 5 " + OURS))
                            .held()
                            .orElseThrow()
                            .name())
                    .isEqualTo(OURS);
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aFolderThatCannotBeWrittenIsSaid(List<String> shell) throws Exception {
        Files.delete(folder.resolve("run/loans"));
        Files.delete(folder.resolve("run"));
        Files.writeString(folder.resolve("run"), "no folder");
        try (Agent agent = agent(shell)) {
            agent.frame();
            LeaseReport refused = report(agent.frame(TAKE));
            assertThat(refused.held()).isEmpty();
            assertThat(refused.refused().orElseThrow()).endsWith("cannot be written");
            assertThat(HostRights.lacking(LB1, agent.frame(TAKE)).orElseThrow())
                    .as("no plan begins that such a host would stop half way")
                    .startsWith("lb1 cannot keep the lease")
                    .contains("headroom.tmpfiles");
            assertThat(agent.frame("frame").number()).as("the agent goes on").isEqualTo(4);
        }
    }

    /** A right to the folder would not help there, so the advice is another. */
    @ParameterizedTest
    @MethodSource("shells")
    void aFileSystemThatIsReadOnlyIsTheCause(List<String> shell) throws Exception {
        Files.delete(folder.resolve("run/loans"));
        List<String> mounted = Stream.concat(
                        Stream.of(
                                "unshare",
                                "--mount",
                                "sh",
                                "-c",
                                "mount -t tmpfs -o ro none '%s' && exec \"$@\"".formatted(folder.resolve("run")),
                                "sh"),
                        shell.stream())
                .toList();
        Assumptions.assumeTrue(mayMount(), "only root may mount");
        try (Agent agent = agent(mounted)) {
            agent.frame();
            assertThat(report(agent.frame(TAKE)).refused().orElseThrow())
                    .endsWith("is on a file system that is mounted read-only, and cannot be written");
            assertThat(HostRights.lacking(LB1, agent.frame(TAKE)).orElseThrow())
                    .contains("findmnt", "mount it writable")
                    .doesNotContain("tmpfiles");
        }
    }

    private boolean mayMount() throws Exception {
        return new ProcessBuilder("sh", "-c", "unshare --mount mount -t tmpfs -o ro none '%s'".formatted(folder))
                        .redirectErrorStream(true)
                        .start()
                        .waitFor()
                == 0;
    }

    /** Whoever can write there can write anything: it must not end the agent, nor be believed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "headroom-lease 1 099 x.y 08 0x1 me",
                "headroom-lease 1 99999999999999999999 x.y 30 1 me",
                "headroom-lease 1 7 ../../etc/passwd 30 1 me",
                "headroom-lease 1 -7 x.y 30 1 me",
                "headroom-lease 1 $((7/0)) x.y 30 1 me",
                "@@end 2 0",
                "\\\u001b[2J"
            })
    void aFileThatIsNoLeaseIsNobodys(String text) throws Exception {
        for (List<String> shell : shells().toList()) {
            Files.writeString(folder.resolve("run/loans/.lease.shop"), text + "\n@@end 2 0\n");
            try (Agent agent = agent(shell)) {
                agent.frame();
                assertThat(report(agent.frame("frame look shop 0 " + OURS)).held())
                        .as("%s", shell)
                        .isEmpty();
                assertThat(report(agent.frame(TAKE)).held().orElseThrow().name())
                        .isEqualTo(OURS);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aLeaseOfAnotherVersionIsLeftAlone(List<String> shell) throws Exception {
        Files.writeString(folder.resolve("run/loans/.lease.shop"), "headroom-lease 2 7 x.y 30 1 me\n");
        try (Agent agent = agent(shell)) {
            agent.frame();
            LeaseReport refused = report(agent.frame(TAKE));
            assertThat(refused.held()).isEmpty();
            assertThat(refused.refused().orElseThrow()).startsWith("another version of Headroom keeps it");
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void probesStandBehindTheWordsOfTheLease(List<String> shell) throws Exception {
        try (Agent agent = agent(shell)) {
            agent.frame();
            Frame frame = agent.frame("frame fresh take shop 5 " + OURS + " 30 fair ann@laptop tcp:127.0.0.1:1");
            assertThat(report(frame).held()).isPresent();
            assertThat(frame.section(SectionKind.PROBES, "").orElseThrow().lines())
                    .containsExactly("tcp:127.0.0.1:1 refused");
        }
    }

    private static LeaseReport report(Frame frame) {
        return LeaseReport.parse(frame.section(SectionKind.LEASE, "").orElseThrow());
    }

    private static LeaseReport.Held held(long epoch, String name, int age, Optional<Duration> idle, String who) {
        return new LeaseReport.Held(epoch, name, Duration.ofSeconds(30), Duration.ofSeconds(age), idle, who);
    }

    private void uptime(int seconds) throws IOException {
        Files.writeString(folder.resolve("uptime"), seconds + ".00 1.00\n");
    }

    private Agent agent(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.in(folder);
        tools.ipvsadm(line -> line);
        return tools.agent(
                LB1,
                Stream.concat(
                                Stream.of(
                                        "/usr/bin/env",
                                        "HEADROOM_RUN=" + folder.resolve("run"),
                                        "HEADROOM_CLOCK=" + folder.resolve("uptime")),
                                shell.stream())
                        .toList(),
                director());
    }
}
