package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.act.ActionCommands;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.command.Sudoers;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.backend.parse.Tool;
import dev.headroom.backend.runtime.ConfiguredAddress;
import dev.headroom.backend.runtime.ContainerListing;
import dev.headroom.backend.runtime.ContainerRuntime;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.plan.ContainerAction.StartContainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A server's runtime, as the cluster file names it, chooses the script, the commands and the sentences. */
class RuntimeChoiceTest {
    private static final ServerId RS1 = new ServerId("rs1");
    private static final ServerId RS2 = new ServerId("rs2");
    private static final ContainerRuntime PLANTED = new Planted();

    @Test
    void theScriptHasThePartOfTheServersRuntimeAndNoOther() {
        assertThat(AgentScript.text(RS1, PLANTED)).contains(": planted").doesNotContain("lxc-ls");
        assertThat(AgentScript.text(RS1, Runtimes.USUAL)).contains("lxc-ls").doesNotContain(": planted");
        assertThat(AgentScript.text(new DirectorId("lb1"), Runtimes.USUAL)).doesNotContain("lxc-ls");
    }

    @Test
    void eachServersContainersAreStartedByItsOwnRuntime() {
        ActionCommands commands =
                ActionCommands.of(List.of(access(RS1, PLANTED), access(RS2, Runtimes.USUAL)), Installation.NONE);
        assertThat(started(commands, RS1)).endsWith("planted start web-1");
        assertThat(started(commands, RS2)).endsWith("lxc-start -n web-1 -d");
    }

    @Test
    void aListThatCannotBeReadNamesTheToolOfTheRuntime() {
        Section list = new Section(SectionKind.CONTAINERS, "", List.of("planted: not found"), 127);
        assertThat(HostTrouble.of(RS1, list, PLANTED.listing()))
                .contains(
                        "rs1 has no planted. Install it there (on Debian: apt install planted-tools), or take the host"
                                + " out of the cluster file.");
    }

    private static HostAccess access(ServerId server, ContainerRuntime runtime) {
        return new HostAccess(
                new LocalShell(server, List.of("sh"), Path.of("/bin")), "192.0.2.11", Privilege.ROOT, runtime);
    }

    private static String started(ActionCommands commands, ServerId server) {
        return commands.command(new StartContainer(new ContainerId(server, "web-1")))
                .orElseThrow()
                .toShell();
    }

    private record Planted() implements ContainerRuntime {
        @Override
        public String name() {
            return "planted";
        }

        @Override
        public String script() {
            return ": planted\n";
        }

        @Override
        public CommandLine start(String container) {
            return CommandLine.of("planted", "start", container);
        }

        @Override
        public CommandLine stop(String container) {
            return CommandLine.of("planted", "stop", container);
        }

        @Override
        public CommandLine state(String container) {
            return CommandLine.of("planted", "state", container);
        }

        @Override
        public Duration limit() {
            return Duration.ofSeconds(60);
        }

        @Override
        public Sudoers.Rights rights() {
            return new Sudoers.Rights(name(), List.of(), List.of());
        }

        @Override
        public Tool listing() {
            return new Tool("planted list", Optional.of("planted-tools"));
        }

        @Override
        public Tool addressing() {
            return listing();
        }

        @Override
        public ContainerListing containers(Section section) {
            return new ContainerListing(List.of(), List.of());
        }

        @Override
        public List<ConfiguredAddress> addresses(Section section) {
            return List.of();
        }
    }
}
