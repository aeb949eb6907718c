package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The running lab, read without Headroom: with an ssh client of its own. */
final class Lab {
    private static final List<String> SERVERS = List.of("rs1", "rs2", "rs3");

    private Lab() {}

    /** Skips a test class where no lab runs; the build has said why in a line of its own. */
    static final class Runs implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return state().isPresent()
                    ? ConditionEvaluationResult.enabled("the lab is up")
                    : ConditionEvaluationResult.disabled("no lab is up here: see ssh-backend/src/lab/README.md");
        }
    }

    private static Optional<Path> state() {
        return Optional.ofNullable(System.getenv("HEADROOM_LAB_STATE"))
                .map(Path::of)
                .filter(folder -> Files.exists(folder.resolve("cluster.yaml")));
    }

    /** Of the machine, as measured when the lab came up. */
    static Pace pace() {
        return Pace.read(state().orElseThrow());
    }

    static Path clusterFile() {
        return state().orElseThrow().resolve("cluster.yaml");
    }

    /** Everything as it was when the lab came up, whatever a test has left behind; past Headroom, and fails if it cannot be done. */
    static void reset() {
        lab(List.of("reset"));
    }

    /** {@code ipvsadm -Sn} of a director, as the lab's own client reads it. */
    static String table(String director) {
        return ssh(director, "ipvsadm -Sn | sort");
    }

    /** Names and states of all containers on all real servers. */
    static String containers() {
        return onEachServer(
                server -> ssh(server, "lxc-ls -f -F NAME,STATE | sort | sed 's/ *$//; s/^/" + server + " /'"));
    }

    /** Commands that could change something, from the record that each host keeps by itself. */
    static String changes(String host) {
        return ssh(host, "grep -vE ' ipvsadm( --version| -Sn| -Ln| -S | -L |$)' /var/log/tool-record; test $? -le 1");
    }

    static String allChanges() {
        return changes("lb1") + onEachServer(Lab::changes);
    }

    /** At once: a connection costs a server that is held back a second. */
    private static String onEachServer(UnaryOperator<String> question) {
        return SERVERS.parallelStream().map(question).collect(Collectors.joining());
    }

    static String ssh(String host, String command) {
        return lab(List.of("ssh", host, command));
    }

    static void fault(String kind, String host) {
        lab(List.of("fault", kind, host));
    }

    /** Connects to a port of a guest that waits for that. */
    static void knock(String host, int port) {
        int number = Integer.parseInt(host.substring(2)) + (host.startsWith("lb") ? 1 : 10);
        try {
            TestPatience.until(host + " accepts a connection at port " + port, () -> connects(number, port), () -> "");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean connects(int number, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("10.99.0." + number, port), 5_000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static String lab(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of("src", "lab", "lab").toAbsolutePath().toString());
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(pace().later().toSeconds(), TimeUnit.SECONDS))
                    .as("%s ended", arguments)
                    .isTrue();
            assertThat(process.exitValue())
                    .as("exit code of %s: %s", arguments, output)
                    .isZero();
            return output;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
