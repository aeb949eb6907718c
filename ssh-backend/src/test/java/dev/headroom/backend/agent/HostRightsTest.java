package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.act.ActionCommands;
import dev.headroom.backend.agent.AgentTools.Agent;
import dev.headroom.backend.command.AgentCommands;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A host says whether it would refuse our commands, before one is sent. */
class HostRightsTest extends AgentFixture {
    private static final String UPTIME = "%s.00 0.00%n";

    /** The commands that change a host, as they are sent to one with sudo. */
    private static Stream<CommandLine> sent(HostId host) {
        DestinationSpec spec = new DestinationSpec(
                new Endpoint("127.0.0.1", 1), new ForwardingMethod.DirectRouting(), new Weight(1), Thresholds.NONE);
        VirtualAddress address = new VirtualAddress.Socket(Protocol.TCP, new Endpoint("127.0.0.1", 1));
        ServiceId web = new ServiceId("web");
        List<Action> actions = switch (host) {
            case DirectorId lb ->
                List.of(
                        new TableAction.AddDestination(lb, web, address, spec),
                        new TableAction.SetWeight(lb, web, address, spec, Weight.ZERO),
                        new TableAction.RemoveDestination(lb, web, address, spec));
            case ServerId rs ->
                List.of(
                        new ContainerAction.StartContainer(new ContainerId(rs, "headroom")),
                        new ContainerAction.StopContainer(new ContainerId(rs, "headroom")));
        };
        ActionCommands commands = ActionCommands.withUsualRuntime(Map.of(host, Privilege.SUDO), Installation.NONE);
        return actions.stream().map(action -> commands.command(action).orElseThrow());
    }

    /** An agent of a host whose sudo permits all that does not contain {@code refused}, and remembers what it was asked. */
    private Agent agent(HostId host, List<String> shell, String answer) throws IOException {
        AgentTools tools = AgentTools.in(folder);
        tools.ipvsadm(UnaryOperator.identity());
        tools.tool("lxc-ls", "echo 'NAME STATE AUTOSTART PID IPV4 IPV6'");
        tools.tool("lxc-config", "exit 1");
        tools.tool(
                "sudo",
                "shift; [ \"$1\" = -l ] || exec \"$@\"\nshift; echo \"$*\" >>'%s'\n%s"
                        .formatted(tools.file("rights"), answer));
        Files.writeString(tools.file("uptime"), UPTIME.formatted(1000));
        List<String> timed = Stream.concat(Stream.of("env", "HEADROOM_CLOCK=" + tools.file("uptime")), shell.stream())
                .toList();
        CommandLine command = host instanceof DirectorId
                ? AgentCommands.director(Privilege.SUDO, LIMIT, AgentName.fresh())
                : AgentCommands.server(Privilege.SUDO, LIMIT, AgentName.fresh());
        return tools.agent(host, timed, command);
    }

    private List<String> questions() throws IOException {
        List<String> lines = AgentTools.in(folder).lines("rights");
        Files.deleteIfExists(folder.resolve("rights"));
        return lines;
    }

    private static Optional<String> lacking(HostId host, Frame frame) {
        HostReport report = FrameInterpreter.report(host, Runtimes.USUAL, Instant.EPOCH, frame);
        assertThat(report).isNotInstanceOf(HostReport.NotRead.class);
        report.lacking().ifPresent(sentence -> assertThat(report.notes()).contains(sentence));
        return report.lacking();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void sudoIsAskedForEachFormThatIsSentAndNotInEachFrame(List<String> shell) throws IOException {
        for (HostId host : List.of(LB1, RS1)) {
            try (Agent agent = agent(host, shell, "echo \"/usr/bin/$*\"")) {
                assertThat(lacking(host, agent.frame())).isEmpty();
                List<String> asked = questions();
                List<String> commands = sent(host).map(CommandLine::toShell).toList();
                assertThat(asked).hasSameSizeAs(commands);
                for (int i = 0; i < asked.size(); i++) {
                    // the director's commands say more of the destination
                    assertThat(commands.get(i)).contains("sudo -n " + asked.get(i));
                }
                assertThat(lacking(host, agent.frame("frame"))).isEmpty();
                assertThat(lacking(host, agent.frame("frame fresh"))).isEmpty();
                assertThat(questions()).isEmpty();
            }
        }
    }

    /** As with the file of rights of an older Headroom, which lists the tools without a time limit. */
    @ParameterizedTest
    @MethodSource("shells")
    void aRefusalIsToldWithTheFileToInstallUntilThatIsThere(List<String> shell) throws IOException {
        try (Agent agent = agent(LB1, shell, "[ -e '%s' ] && echo \"$*\"".formatted(folder.resolve("installed")))) {
            assertThat(lacking(LB1, agent.frame()))
                    .get()
                    .asString()
                    .startsWith("lb1 does not let the login user run 'timeout -k 2 10 ipvsadm -a ")
                    .endsWith("Put what 'headroom sudoers --cluster FILE' prints for lb1 into /etc/sudoers.d/headroom"
                            + " there; with --old-sudo if its sudo is older than 1.9.10 (sudo -V). If it is sudo-rs, choose"
                            + " sudo.ws (update-alternatives --config sudo).");
            assertThat(questions()).hasSize(1);
            Frame told = agent.frame("frame");
            assertThat(lacking(LB1, told)).isNotEmpty();
            assertThat(questions()).isEmpty();

            Files.createFile(folder.resolve("installed"));
            Files.writeString(folder.resolve("uptime"), UPTIME.formatted(1061));
            assertThat(lacking(LB1, agent.frame("frame"))).isEmpty();
        }
        // https://github.com/lerd-env/lerd/issues/269: sudo-rs with wildcards in the lines
        String wildcards =
                "echo '/etc/sudoers.d/headroom:4:31: wildcards are not allowed in command arguments' >&2; echo 'x ALL=(root) NOPASSWD: a *' >&2; exit 1";
        try (Agent agent = agent(RS1, shell, wildcards)) {
            assertThat(lacking(RS1, agent.frame())).get().asString().contains("If it is sudo-rs");
        }
        try (Agent agent = agent(RS1, shell, "echo 'sudo: unable to resolve host rs1: x' >&2; exit 1")) {
            assertThat(lacking(RS1, agent.frame()))
                    .get()
                    .asString()
                    .startsWith(
                            "rs1 does not let the login user run 'timeout -k 2 60 lxc-start -n headroom -d' as root");
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatSudoDoesNotAnswerIsUnknown(List<String> shell) throws IOException {
        for (String answer : List.of(
                "echo 'sudo: a password is required' >&2; exit 1",
                "echo 'Sorry, user x may not run sudo on lb1.'; exit 1",
                "echo 'usage: sudo command' >&2; exit 1",
                "exit 2",
                "kill -9 $$")) {
            try (Agent agent = agent(LB1, shell, answer)) {
                assertThat(lacking(LB1, agent.frame())).as(answer).isEmpty();
                assertThat(questions()).hasSize(1);
            }
        }
    }

    @Test
    void aTimeLimitThatIsMissingOrTooOldIsToldToo() throws IOException {
        List<String> shell = List.of(AgentTools.program("dash").toString());
        String granted = "echo \"$*\"";
        // busybox before 1.34
        AgentTools.in(folder)
                .tool(
                        "timeout",
                        "echo \"timeout: invalid option -- 'k'\" >&2; echo 'Usage: timeout SECS PROG' >&2; exit 1");
        try (Agent agent = agent(LB1, shell, granted)) {
            assertThat(lacking(LB1, agent.frame())).get().asString().contains("lb1 does not know the option -k");
        }
        Files.delete(folder.resolve("timeout"));
        try (Agent agent = agent(LB1, shell, "echo 'sudo: timeout: command not found' >&2; exit 1")) {
            assertThat(lacking(LB1, agent.frame())).get().asString().startsWith("lb1 has no 'timeout'");
        }
    }

    @Test
    void aHostWithoutATimeLimitSaysSoAlsoToRoot() throws IOException {
        AgentTools tools = AgentTools.only(folder, "mawk", "cat", "sleep");
        tools.ipvsadm(UnaryOperator.identity());
        try (Agent agent = tools.agent(LB1, List.of(AgentTools.program("dash").toString()), director())) {
            assertThat(lacking(LB1, agent.frame())).get().asString().startsWith("lb1 has no 'timeout'");
            assertThat(agent.frame("frame").section(SectionKind.RIGHTS).lines()).containsExactly("missing");
        }
    }
}
