package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.AgentTools.Agent;
import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.backend.control.leasehold.HostOrder.Note;
import dev.headroom.backend.control.leasehold.HostOrder.Verb;
import dev.headroom.backend.lease.LeaseReport;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.SectionKind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The orders beside the lease as the agent's script keeps them, in the shells of this machine. */
class AgentOrdersTest extends AgentFixture {
    private static final String OURS = "aaaa0000-1111.k2x9ab";
    private static final String THEIRS = "bbbb0000-1111.zzzzzz";
    private static final String TAKE = "frame take shop 5 " + OURS + " 30 fair ann@laptop";
    private static final String LOOK = "frame look shop 0 " + THEIRS;

    @BeforeEach
    void clock() throws IOException {
        Files.createDirectories(folder.resolve("run/loans"));
        Files.writeString(folder.resolve("uptime"), "1000.00 1.00\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void anOrderIsKeptReadAndAnswered(List<String> shell) throws Exception {
        try (Agent agent = agent(shell)) {
            agent.frame();
            assertThat(report(agent.frame(TAKE)).order()).isEmpty();
            LeaseReport ordered = report(
                    agent.frame(LOOK + " order shop 1 " + THEIRS + " halt bob%2C+from+192.0.2.7%2C+at+bob%40desk"));
            assertThat(ordered.held().orElseThrow().name()).isEqualTo(OURS);
            assertThat(ordered.order())
                    .contains(new HostOrder(1, THEIRS, Verb.HALT, "bob, from 192.0.2.7, at bob@desk"));
            assertThat(ordered.noted()).isEmpty();

            LeaseReport seen = report(agent.frame("frame keep shop 5 " + OURS));
            assertThat(seen.order()).isEqualTo(ordered.order());
            LeaseReport noted = report(
                    agent.frame("frame keep shop 5 " + OURS + " noted shop 1 " + THEIRS + " " + OURS + " halted"));
            assertThat(noted.noted()).contains(new LeaseReport.Noted(1, THEIRS, OURS, Note.HALTED));
            assertThat(report(agent.frame(LOOK)).noted()).isEqualTo(noted.noted());
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theOrderWithTheGreaterNumberStays(List<String> shell) throws Exception {
        try (Agent agent = agent(shell)) {
            agent.frame();
            agent.frame(LOOK + " order shop 3 " + THEIRS + " halt bob");
            for (String other : List.of("3 cccc.other resume eve", "2 cccc.other resume eve")) {
                assertThat(report(agent.frame(LOOK + " order shop " + other)).order())
                        .as(other)
                        .contains(new HostOrder(3, THEIRS, Verb.HALT, "bob"));
            }
            assertThat(report(agent.frame(LOOK + " order shop 4 cccc.other resume eve"))
                            .order())
                    .contains(new HostOrder(4, "cccc.other", Verb.RESUME, "eve"));
        }
    }

    /** A master that slept across the end of its lease must not say that the master that acts is halted. */
    @ParameterizedTest
    @MethodSource("shells")
    void onlyTheHolderMayAnswer(List<String> shell) throws Exception {
        try (Agent agent = agent(shell)) {
            agent.frame();
            agent.frame(TAKE);
            agent.frame(LOOK + " order shop 1 " + THEIRS + " halt bob");
            LeaseReport said = report(agent.frame(
                    "frame look shop 0 aaaa0000-1111.before noted shop 1 " + THEIRS + " aaaa0000-1111.before halted"));
            assertThat(said.noted()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void probesStandBehindTheWordsOfAnOrder(List<String> shell) throws Exception {
        try (Agent agent = agent(shell)) {
            agent.frame();
            Frame frame = agent.frame(
                    LOOK.replace("frame ", "frame fresh ") + " order shop 1 " + THEIRS + " halt bob tcp:127.0.0.1:1");
            assertThat(report(frame).order()).isPresent();
            assertThat(frame.section(SectionKind.PROBES, "").orElseThrow().lines())
                    .containsExactly("tcp:127.0.0.1:1 refused");
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aFolderThatCannotBeWrittenKeepsNoOrderAndTheAgentGoesOn(List<String> shell) throws Exception {
        Files.delete(folder.resolve("run/loans"));
        Files.delete(folder.resolve("run"));
        Files.writeString(folder.resolve("run"), "no folder");
        try (Agent agent = agent(shell)) {
            agent.frame();
            assertThat(report(agent.frame(LOOK + " order shop 1 " + THEIRS + " halt bob"))
                            .order())
                    .isEmpty();
            assertThat(agent.frame("frame").number()).isEqualTo(3);
        }
    }

    /** Whoever can write there can write anything: it must not end the agent, nor halt a master. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "headroom-order 1 099 x.y halt me",
                "headroom-order 1 99999999999999999999 x.y halt me",
                "headroom-order 1 7 ../../etc/passwd halt me",
                "headroom-order 1 7 x.y reboot me",
                "headroom-order 1 $((7/0)) x.y halt me",
                "headroom-order 1 7 x.y halt me and you",
                "@@end 2 0",
                "\\\u001b[2J"
            })
    void aFileThatIsNoOrderHaltsNobody(String text) throws Exception {
        for (List<String> shell : shells().toList()) {
            for (String file : List.of(".order.shop", ".noted.shop")) {
                Files.writeString(folder.resolve("run/loans/" + file), text + "\n@@end 2 0\n");
            }
            try (Agent agent = agent(shell)) {
                agent.frame();
                LeaseReport seen = report(agent.frame(LOOK));
                assertThat(seen.order()).as("%s", shell).isEmpty();
                assertThat(seen.noted()).as("%s", shell).isEmpty();
                assertThat(report(agent.frame(LOOK + " order shop 8 " + THEIRS + " halt bob"))
                                .order())
                        .as("%s", shell)
                        .contains(new HostOrder(8, THEIRS, Verb.HALT, "bob"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void anOrderOfAnotherVersionIsLeftAlone(List<String> shell) throws Exception {
        Files.writeString(folder.resolve("run/loans/.order.shop"), "headroom-order 2 7 x.y halt me\n");
        try (Agent agent = agent(shell)) {
            agent.frame();
            agent.frame(LOOK + " order shop 8 " + THEIRS + " halt bob");
            assertThat(Files.readString(folder.resolve("run/loans/.order.shop")))
                    .startsWith("headroom-order 2");
        }
    }

    private static LeaseReport report(Frame frame) {
        return LeaseReport.parse(frame.section(SectionKind.LEASE, "").orElseThrow());
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
