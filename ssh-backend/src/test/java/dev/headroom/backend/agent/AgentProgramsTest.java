package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.AgentTools.Agent;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.SectionKind;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a host must have for the agent: any awk; and what a login may print before. */
@EnabledOnOs(OS.LINUX)
class AgentProgramsTest extends AgentFixture {
    @ParameterizedTest
    @MethodSource("programs")
    void runsWithAnyAwk(List<String> programs) throws IOException {
        AgentTools tools = AgentTools.only(folder, programs.toArray(String[]::new));
        tools.tool("lxc-ls", "echo warning >&2; echo 'NAME STATE AUTOSTART PID IPV4'; echo \"web-1 RUNNING 1 $$ -\"");
        tools.tool("lxc-info", "exit 1");
        try (Agent agent = tools.agent(RS1, List.of(AgentTools.program("dash").toString()), server())) {
            Frame first = agent.frame();
            assertThat(first.section(SectionKind.CONTAINERS).error()).containsExactly("warning");
            assertThat(first.section(SectionKind.CONTAINERS).lines()).hasSize(2);
            assertThat(first.section(SectionKind.UPTIME).lines()).hasSize(1);
            assertThat(first.section(SectionKind.MEMINFO).lines()).isNotEmpty();
            assertThat(agent.frame("frame").section(SectionKind.CONTAINERS).lines())
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aLoginThatSpeaksIsReadPast(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.in(folder);
        tools.tool("lxc-ls", "exit 0");
        List<String> chatty = Stream.concat(
                        Stream.of(
                                "/bin/sh", "-c", "echo '@@welcome'; printf 'Last login: yesterday'; exec \"$@\"", "sh"),
                        shell.stream())
                .toList();
        try (Agent agent = tools.agent(RS1, chatty, server())) {
            assertThat(agent.frame().section(SectionKind.CONTAINERS).succeeded())
                    .isTrue();
        }
    }

    /** Those without an awk of their own, as busybox has one. */
    static Stream<List<String>> shellsWithoutAwk() {
        return shells().filter(shell -> !shell.contains("ash"));
    }

    @ParameterizedTest
    @MethodSource("shellsWithoutAwk")
    void withoutAwkItSaysSo(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.only(folder);
        tools.tool("lxc-ls", "exit 0");
        try (Agent agent = tools.agent(RS1, shell, server())) {
            assertThat(agent.next()).isEmpty();
            assertThat(agent.ends().toString()).contains("awk: not found; install it");
        }
    }
}
