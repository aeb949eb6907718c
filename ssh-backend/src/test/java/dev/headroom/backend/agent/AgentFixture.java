package dev.headroom.backend.agent;

import dev.headroom.backend.command.AgentCommands;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.Privilege;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The agent's script with the shells and the awks of this machine, on tools that a test makes. */
@EnabledOnOs(OS.LINUX)
abstract class AgentFixture {
    static final HostId LB1 = new DirectorId("lb1");
    static final HostId RS1 = new ServerId("rs1");
    static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    static Stream<List<String>> shells() {
        return AgentTools.shells();
    }

    static CommandLine server() {
        return AgentCommands.server(Privilege.ROOT, LIMIT, AgentName.fresh());
    }

    static CommandLine director() {
        return AgentCommands.director(Privilege.ROOT, LIMIT, AgentName.fresh());
    }

    /** All that a host must have beside the shell, of each kind of awk. */
    static Stream<List<String>> programs() {
        return Stream.of(List.of("mawk"), List.of("gawk"), List.of("busybox awk"), List.of("original-awk"))
                .filter(programs -> AgentTools.has(programs.getFirst().split(" ", 2)[0]));
    }

    static List<String> asked(AgentTools tools) throws IOException {
        List<String> lines = tools.lines("asked");
        Files.deleteIfExists(tools.file("asked"));
        return lines;
    }
}
