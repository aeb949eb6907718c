package dev.headroom.simulation;

import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.simulation.ipvs.IpvsadmCommand;
import dev.headroom.simulation.shell.ShellWords;
import dev.headroom.simulation.shell.SimulatedExec;
import dev.headroom.simulation.shell.ToolResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs commands on one simulated host, as a POSIX shell and the real tools would. The login user may run every tool,
 * with {@code sudo -n} or without. A killed host throws; a frozen or cut-off host answers after the fault is over.
 */
final class SimulatedHost implements SimulatedExec {
    private static final int NOT_FOUND = 127;
    private static final int SYNTAX = 2;
    /** The exit code of ipvsadm where the kernel refuses. */
    private static final int REFUSED = 255;

    /** The options of ipvsadm that change destinations. */
    private static final Set<String> CHANGES = Set.of("-a", "-e", "-d");

    private static final Set<String> SUDO = Set.of("sudo", "-n", "--");

    private final SimulatedCluster cluster;
    private final HostId id;

    SimulatedHost(SimulatedCluster cluster, HostId id) {
        this.cluster = cluster;
        this.id = id;
    }

    HostId id() {
        return id;
    }

    @Override
    public int run(String commandText, InputStream in, OutputStream out, OutputStream err) throws IOException {
        if (!cluster.alive(id)) {
            throw new ConnectException("No route to host");
        }
        cluster.awaitReachable(id);
        Optional<List<String>> split = ShellWords.split(commandText);
        if (split.isEmpty()) {
            write(err, "sh: 1: Syntax error: a simulated host takes one simple command at a time\n");
            return SYNTAX;
        }
        List<String> words = split.get();
        boolean script = words.size() >= 5 && words.subList(0, 3).equals(List.of("sh", "-s", "--"));
        if (script) {
            return AgentSession.run(cluster, this, words.get(3), in, out, err);
        }
        boolean reads = words.contains("ipvsadm") && (words.contains("-R") || words.contains("--restore"));
        String input = reads ? new String(in.readAllBytes(), StandardCharsets.UTF_8) : "";
        ToolResult result = tool(words, input);
        cluster.awaitReachable(id);
        write(out, result.output());
        write(err, result.error());
        return result.exitCode();
    }

    static void write(OutputStream stream, String text) throws IOException {
        stream.write(text.getBytes(StandardCharsets.UTF_8));
        stream.flush();
    }

    /** Runs one tool. */
    ToolResult tool(List<String> words, String input) throws IOException {
        if (words.isEmpty()) {
            return ToolResult.of("");
        }
        if (words.size() > 3 && words.subList(0, 2).equals(List.of("sh", "-c"))) {
            Optional<ToolResult> fenced = SimulatedLease.run(cluster, this, words);
            if (fenced.isPresent()) {
                return fenced.get();
            }
            Optional<ToolResult> armed = SimulatedLease.arm(cluster, this, words);
            if (armed.isPresent()) {
                return armed.get();
            }
        }
        if (words.size() > 3 && words.subList(0, 2).equals(List.of("sh", "-c")) && id instanceof ServerId) {
            return SimulatedLoan.run(cluster, this, words.get(2), words.subList(4, words.size()));
        }
        if (words.getFirst().equals("timeout")) {
            return tool(withoutLimit(words), input);
        }
        if (words.getFirst().equals("sudo")) {
            return sudo(words.stream().dropWhile(SUDO::contains).toList(), input);
        }
        return run(words, input)
                .orElseGet(() -> ToolResult.failed(NOT_FOUND, "sh: 1: " + words.getFirst() + ": not found"));
    }

    /**
     * The command of {@code timeout -k SECONDS SECONDS COMMAND...}: a simulated command ends at once, so the limits
     * do not matter.
     */
    private static List<String> withoutLimit(List<String> words) {
        int limit = words.size() > 1 && words.get(1).equals("-k") ? 3 : 1;
        return words.subList(Math.min(limit + 1, words.size()), words.size());
    }

    private ToolResult sudo(List<String> words, String input) throws IOException {
        if (words.isEmpty()) {
            return ToolResult.failed(1, "usage: sudo -h | -K | -k | -V");
        }
        if (words.getFirst().equals("timeout")) {
            return tool(words, input);
        }
        return run(words, input)
                .orElseGet(() -> ToolResult.failed(1, "sudo: " + words.getFirst() + ": command not found"));
    }

    /** Runs a tool; empty where the host has no such tool. */
    private Optional<ToolResult> run(List<String> words, String input) throws IOException {
        String path = words.getFirst();
        String tool = path.substring(path.lastIndexOf('/') + 1);
        List<String> arguments = words.subList(1, words.size());
        if (tool.equals("ipvsadm") && id instanceof DirectorId) {
            return Optional.of(cluster.with(w -> ipvsadm(w.director(id).orElseThrow(), arguments, input)));
        }
        if (LxcCommand.knows(tool) && id instanceof ServerId) {
            return Optional.of(LxcCommand.run(cluster, this, tool, arguments));
        }
        return everyHost(tool, arguments);
    }

    private static ToolResult ipvsadm(SimulatedDirector director, List<String> arguments, String input) {
        return director.refuses() && arguments.stream().anyMatch(CHANGES::contains)
                ? ToolResult.failed(REFUSED, "Memory allocation problem")
                : IpvsadmCommand.run(director.table(), arguments, input);
    }

    /** Runs a tool that directors and servers both have. */
    private Optional<ToolResult> everyHost(String tool, List<String> arguments) {
        return switch (tool) {
            case "true", ":" -> Optional.of(ToolResult.of(""));
            case "false" -> Optional.of(new ToolResult(1, "", ""));
            case "echo" -> Optional.of(ToolResult.of(String.join(" ", arguments) + "\n"));
            case "hostname" -> Optional.of(ToolResult.of(id.name() + "\n"));
            case "uname" -> Optional.of(ToolResult.of(uname(arguments) + "\n"));
            case "nproc" ->
                Optional.of(ToolResult.of(cluster.with(w -> w.life(id).cores()) + "\n"));
            case "cat" -> Optional.of(cat(arguments));
            default -> Optional.empty();
        };
    }

    private String uname(List<String> arguments) {
        String flags = String.join("", arguments);
        StringBuilder text = new StringBuilder(flags.isEmpty() || flags.contains("s") ? "Linux " : "");
        text.append(flags.contains("n") ? id.name() + " " : "");
        text.append(flags.contains("r") ? "6.1.0-simulated " : "");
        text.append(flags.contains("m") ? "x86_64 " : "");
        return text.toString().strip();
    }

    private ToolResult cat(List<String> paths) {
        StringBuilder output = new StringBuilder();
        StringBuilder error = new StringBuilder();
        for (String path : paths) {
            Optional<String> text = file(path);
            text.ifPresent(output::append);
            if (text.isEmpty()) {
                error.append("cat: ").append(path).append(": No such file or directory\n");
            }
        }
        return new ToolResult(error.isEmpty() ? 0 : 1, output.toString(), error.toString());
    }

    Optional<String> file(String path) {
        return cluster.with(w -> SimulatedProc.read(w, id, path));
    }
}
