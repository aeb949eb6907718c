package dev.headroom.backend.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.act.ActionCommands;
import dev.headroom.backend.fuzz.Hostile;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.runtime.ContainerRuntime;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.ContainerAction.StartContainer;
import dev.headroom.ma2scf.plan.ContainerAction.StopContainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * No name changes the argument list of a command: it is refused before anything is sent, or the tool gets it to the
 * letter, whichever shell the login user has.
 */
class ArgumentListFuzzTest {
    private static final int NAMES = 8;
    private static final Installation OURS = new Installation("0123abcd-4567", "shop");
    private static final ServerId RS1 = new ServerId("rs1");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> TOOLS =
            List.of("sudo", "timeout", "lxc-start", "lxc-stop", "lxc-info", "ipvsadm", "bash", "tool");

    /** Prints its arguments, each ended by NUL. */
    private static final String STUB = "#!/bin/sh\nprintf '%s\\0' \"${0##*/}\" \"$@\"\n";

    /** Runs each line of standard input as sshd would, by the login user's shell; 1 ends what each prints. */
    private static final String SSHD =
            "while IFS= read -r text; do \"$1\" -c \"$text\" </dev/null 2>&1; printf '\\1'; done";

    private static Path folder = Path.of("");

    /** A command, with the argument list that its tool must get. */
    private record Sent(CommandLine command, List<String> intended) {
        static Sent plain(CommandLine command) {
            return new Sent(command, command.arguments());
        }
    }

    @BeforeContainer
    static void tools() throws IOException {
        folder = Files.createTempDirectory("headroom-arguments");
        for (String tool : TOOLS) {
            Path stub = Files.writeString(folder.resolve(tool), STUB);
            assertThat(stub.toFile().setExecutable(true)).isTrue();
        }
    }

    @AfterContainer
    static void remove() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    @Property(tries = 12)
    void everyToolGetsTheListThatIsMeant(@ForAll long seed) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no sh here");
        Hostile hostile = new Hostile(seed, List.of("web-1"));
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            String name = hostile.name();
            commands(name, hostile.name()).forEach(made -> accepted(made).ifPresent(sent::add));
        }
        for (String shell : List.of("dash", "bash", "busybox")) {
            runIn(shell, shell, sent);
        }
        List<Sent> some = sent.stream().filter(_ -> hostile.below(4) == 0).toList();
        for (String shell : List.of("rbash", "zsh", "fish", "tcsh", "csh", "mksh")) {
            runIn(shell, "dash", some);
        }
    }

    /** Every command that Headroom sends, with names in all places that take one. */
    private static List<Supplier<Sent>> commands(String name, String other) {
        ContainerRuntime runtime = Runtimes.USUAL;
        ActionCommands actions = ActionCommands.withUsualRuntime(Map.of(RS1, Privilege.SUDO), OURS);
        return List.of(
                () -> Sent.plain(CommandLine.of("tool", name, other, "--" + name, "a=" + other)),
                () -> Sent.plain(Privilege.SUDO.apply(runtime.state(name))),
                () -> Sent.plain(Privilege.ROOT.applyWithin(LIMIT, runtime.start(name))),
                () -> Sent.plain(Privilege.SUDO.applyWithin(LIMIT, runtime.stop(name))),
                () -> loan(
                        LoanCommands.start(OURS, name, CommandLine.of("tool", other)), CommandLine.of("tool", other)),
                () -> loan(
                        LoanCommands.start(new Installation(name, other), "a", CommandLine.of("tool", other)),
                        CommandLine.of("tool", other)),
                () -> loan(
                        actions.command(new StartContainer(new ContainerId(RS1, name)))
                                .orElseThrow(),
                        Privilege.SUDO.applyWithin(runtime.limit(), runtime.start(name))),
                () -> Sent.plain(ProbeCommands.connect(new Endpoint(name, 80))),
                () -> Sent.plain(IpvsCommands.delete(
                        new VirtualAddress.Socket(Protocol.TCP, new Endpoint(name, 80)), new Endpoint(other, 80))),
                () -> Sent.plain(IpvsCommands.add(
                        new VirtualAddress.FirewallMark(7, true),
                        new DestinationSpec(
                                new Endpoint("fd00::1", 80),
                                new ForwardingMethod.Masquerading(),
                                new Weight(1),
                                Thresholds.NONE))));
    }

    private static Sent loan(CommandLine whole, CommandLine tool) {
        return new Sent(whole, tool.arguments());
    }

    private static Optional<Sent> accepted(Supplier<Sent> made) {
        try {
            return Optional.of(made.get());
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    private static void runIn(String login, String sh, List<Sent> sent) throws Exception {
        Path shell = Path.of("/usr/bin", login);
        Path inner = Path.of("/usr/bin", sh);
        if (!Files.isExecutable(shell) || !Files.isExecutable(inner) || sent.isEmpty()) {
            return;
        }
        Path bin = Files.createDirectories(folder.resolve("sh-" + sh));
        if (!Files.exists(bin.resolve("sh"))) {
            Files.createSymbolicLink(bin.resolve("sh"), inner);
        }
        ProcessBuilder builder = new ProcessBuilder(
                "/bin/sh",
                "-c",
                SSHD,
                "sshd",
                login.equals("busybox") ? bin.resolve("sh").toString() : shell.toString());
        builder.redirectErrorStream(true);
        builder.environment().put("PATH", bin + ":" + folder + ":/usr/bin:/bin");
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("HEADROOM_RUN", folder.resolve("run").toString());
        Path texts = folder.resolve("texts");
        Files.write(texts, sent.stream().map(one -> one.command().toShell()).toList(), StandardCharsets.UTF_8);
        builder.redirectInput(texts.toFile());
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(TestPatience.millis(), TimeUnit.MILLISECONDS))
                .isTrue();
        List<String> answers = List.of(printed.split("\1", -1));
        assertThat(answers).as(login).hasSize(sent.size() + 1);
        for (int i = 0; i < sent.size(); i++) {
            assertThat(List.of(answers.get(i).split("\0", -1)))
                    .as("%s: %s", login, sent.get(i).command().toShell())
                    .isEqualTo(Stream.concat(got(login, sent.get(i).intended()), Stream.of(""))
                            .toList());
        }
    }

    /** The list that some stub gets: some builds of busybox prefer a timeout of their own, which runs the rest. */
    private static Stream<String> got(String login, List<String> intended) throws IOException, InterruptedException {
        boolean builtIn = login.equals("busybox") && intended.getFirst().equals("timeout") && prefersItsOwn();
        return intended.stream().skip(!builtIn ? 0 : intended.get(1).equals("-k") ? 4 : 2);
    }

    private static boolean prefersItsOwn() throws IOException, InterruptedException {
        ProcessBuilder asked = new ProcessBuilder("/bin/busybox", "sh", "-c", "timeout 9 true");
        asked.environment().put("PATH", "/nowhere");
        return asked.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** What no shell can be told, or what a tool could take for an option or a path, is refused before anything is sent. */
    @Test
    void aNameThatNoCommandCanHoldIsRefused() {
        for (String name : List.of("a\0b", "a\nb", "\ud800", "\udc00a")) {
            assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.of("tool", name));
        }
        for (String name :
                List.of("-rf", "--help", "", ".", "..", "../x", "a/b", "a\nb", "a b", "$(x)", "x".repeat(65))) {
            assertThatIllegalArgumentException().isThrownBy(() -> Runtimes.USUAL.start(name));
            assertThatIllegalArgumentException().isThrownBy(() -> Runtimes.USUAL.stop(name));
            assertThatIllegalArgumentException().isThrownBy(() -> Runtimes.USUAL.state(name));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LoanCommands.start(OURS, name, CommandLine.of("true")));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LoanCommands.stop(OURS, name, CommandLine.of("true")));
            assertThatIllegalArgumentException().isThrownBy(() -> new StopContainer(new ContainerId(RS1, name)));
            assertThatIllegalArgumentException().isThrownBy(() -> AgentCommands.server(Privilege.ROOT, LIMIT, name));
        }
    }
}
