package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.AgentTools.Agent;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.ProcFiles.AgentTime;
import dev.headroom.backend.parse.SectionKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent tells of the CPU time that it takes itself, with each shell and each awk of this machine. */
class AgentAccountTest extends AgentFixture {
    /** The CPU time that the tool of the test uses at least: many ticks of 10 ms. */
    private static final String WORK = "i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done; ";

    @ParameterizedTest
    @MethodSource("shells")
    void tellsItsProcessAndItsCpuTimeWithThatOfItsTools(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.in(folder);
        tools.ipvsadm(UnaryOperator.identity());
        try (Agent agent = agent(tools, shell)) {
            AgentTime first = account(agent.frame()).orElseThrow();
            assertThat(first.frames()).isEqualTo(1);
            assertThat(Files.isDirectory(Path.of("/proc", Long.toString(first.process()))))
                    .isTrue();
            // What follows runs in children of the shell, which count when they have ended.
            String ipvsadm = Files.readString(tools.file("ipvsadm"));
            tools.tool("ipvsadm", WORK + ipvsadm.substring(ipvsadm.indexOf('\n') + 1));
            AgentTime second = account(agent.frame("frame fresh")).orElseThrow();
            assertThat(second.process()).isEqualTo(first.process());
            assertThat(second.frames()).isEqualTo(2);
            assertThat(second.uptime()).isGreaterThanOrEqualTo(first.uptime());
            assertThat(second.used().minus(first.used())).isGreaterThan(Duration.ofMillis(100));
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void tellsItEveryTenSecondsAndCountsItsFramesMeanwhile(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.in(folder);
        tools.ipvsadm(UnaryOperator.identity());
        clock("1000.50");
        try (Agent agent = agent(tools, shell)) {
            assertThat(account(agent.frame())).map(AgentTime::frames).hasValue(1L);
            clock("1009.99");
            assertThat(account(agent.frame("frame"))).map(AgentTime::frames).hasValue(1L);
            clock("1010.00");
            assertThat(account(agent.frame("frame"))).map(AgentTime::frames).hasValue(3L);
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void everyAwkReadsIt(List<String> programs) throws IOException {
        List<String> all = new ArrayList<>(List.of("dash", "cat", "sleep"));
        all.addAll(programs);
        AgentTools tools = AgentTools.only(folder, all.toArray(String[]::new));
        tools.ipvsadm(UnaryOperator.identity());
        try (Agent agent = tools.agent(LB1, List.of(AgentTools.program("dash").toString()), director())) {
            assertThat(account(agent.frame())).isPresent();
        }
    }

    /** A host without the file tells nothing of it, and is read. */
    @ParameterizedTest
    @MethodSource("shells")
    void whatAHostDoesNotTellIsUnknown(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.in(folder);
        tools.ipvsadm(UnaryOperator.identity());
        List<String> words = new ArrayList<>(List.of("/usr/bin/env", "HEADROOM_FILES=" + folder.resolve("nowhere")));
        words.addAll(shell);
        try (Agent agent = tools.agent(LB1, words, director())) {
            Frame frame = agent.frame();
            assertThat(frame.section(SectionKind.AGENT).lines()).isEmpty();
            assertThat(account(frame)).isEmpty();
        }
    }

    private void clock(String uptime) throws IOException {
        Files.writeString(folder.resolve("uptime"), uptime + " 1.00\n");
    }

    private Agent agent(AgentTools tools, List<String> shell) {
        List<String> words = new ArrayList<>();
        if (Files.exists(folder.resolve("uptime"))) {
            words.addAll(List.of("/usr/bin/env", "HEADROOM_CLOCK=" + folder.resolve("uptime")));
        }
        words.addAll(shell);
        return tools.agent(LB1, words, director());
    }

    private static Optional<AgentTime> account(Frame frame) {
        return FrameInterpreter.report(LB1, Runtimes.USUAL, Instant.EPOCH, frame)
                .agent();
    }
}
