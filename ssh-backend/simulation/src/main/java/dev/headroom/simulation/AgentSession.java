package dev.headroom.simulation;

import dev.headroom.backend.parse.SectionKind;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.simulation.shell.FrameText;
import dev.headroom.simulation.shell.ToolResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Answers in place of the agent's script, which it recognizes by its first and its last line and does not run. It
 * prints one frame unasked, and then one for each line {@code frame …}, in the script's layout.
 */
final class AgentSession {
    /** The script's first line. */
    static final String FIRST_LINE = "# headroom agent 2";

    private static final Set<String> LAST_LINES = Set.of("# headroom agent end", "agent; exit 0");
    private static final int NOT_A_SCRIPT = 2;
    private static final int STRAIN_SECONDS = 5;

    private final SimulatedCluster cluster;
    private final SimulatedHost host;
    private final String role;
    private final OutputStream out;
    private long count;
    private long strainedAt = -STRAIN_SECONDS;
    private boolean seldomTold;

    private AgentSession(SimulatedCluster cluster, SimulatedHost host, String role, OutputStream out) {
        this.cluster = cluster;
        this.host = host;
        this.role = role;
        this.out = out;
    }

    /** Answers until the client sends {@code quit} or closes its side; returns the exit code. */
    static int run(
            SimulatedCluster cluster,
            SimulatedHost host,
            String role,
            InputStream in,
            OutputStream out,
            OutputStream err)
            throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String first = lines.readLine();
        if (first == null) {
            return 0;
        }
        if (first.equals(DoctorSession.FIRST_LINE)) {
            return DoctorSession.run(cluster, host, role, lines, out);
        }
        if (!first.equals(FIRST_LINE)) {
            SimulatedHost.write(err, "sh: this simulated host runs no scripts but Headroom's\n");
            return NOT_A_SCRIPT;
        }
        String line = first;
        while (line != null && !LAST_LINES.contains(line)) {
            line = lines.readLine();
        }
        if (line != null) {
            new AgentSession(cluster, host, role, out).speak(lines);
        }
        return 0;
    }

    private void speak(BufferedReader triggers) throws IOException {
        frame(List.of());
        String line = triggers.readLine();
        while (line != null && !line.strip().equals("quit")) {
            List<String> words = List.of(line.strip().split("\\s+"));
            if (words.getFirst().equals("frame")) {
                frame(words.subList(1, words.size()));
            }
            line = triggers.readLine();
        }
    }

    private void frame(List<String> question) throws IOException {
        cluster.awaitReachable(host.id());
        count++;
        FrameText text = new FrameText(count, role);
        List<String> words = question.stream()
                .dropWhile(word -> word.equals("fresh") || word.equals("whole"))
                .toList();
        int lease = Math.min(SimulatedLease.words(words), words.size());
        if (lease > 0) {
            SimulatedLease.tell(cluster, host, words.subList(0, lease), text);
        }
        switch (role) {
            case "director" -> director(text, words.subList(lease, words.size()));
            case "server" -> server(text);
            default -> {}
        }
        SimulatedHost.write(out, text.end());
    }

    private void director(FrameText text, List<String> targets) throws IOException {
        files(text, SectionKind.UPTIME, "", "/proc/uptime");
        files(text, SectionKind.STAT, "", "/proc/stat");
        files(text, SectionKind.MEMINFO, "", "/proc/meminfo");
        tool(text, SectionKind.IPVS_RULES, "", "ipvsadm", "-Sn");
        tool(text, SectionKind.IPVS_LIST, "", "ipvsadm", "-Ln");
        tool(text, SectionKind.IPVS_STATS, "", "ipvsadm", "-Ln", "--stats", "--exact");
        tool(text, SectionKind.IPVS_THRESHOLDS, "", "ipvsadm", "-Ln", "--thresholds");
        tool(text, SectionKind.IPVS_PERSISTENT, "", "ipvsadm", "-Ln", "--persistent-conn");
        tool(text, SectionKind.IPVS_DAEMON, "", "ipvsadm", "-Ln", "--daemon");
        tool(text, SectionKind.IPVS_TIMEOUT, "", "ipvsadm", "-Ln", "--timeout");
        seldom(text, List.of("ipvsadm"));
        StringBuilder probes = new StringBuilder();
        targets.forEach(target -> probes.append(probe(target)));
        text.section(SectionKind.PROBES, "", ToolResult.of(probes.toString()));
    }

    /** The line about one probe; empty where a director could not know the outcome. */
    private String probe(String text) {
        try {
            return cluster.probe(ProbeTarget.parse(text))
                    .map(result -> text + ' ' + result.name().toLowerCase(Locale.ROOT) + '\n')
                    .orElse("");
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private void server(FrameText text) throws IOException {
        ToolResult list = host.tool(List.of("lxc-ls", "-f", "-F", "name,state,autostart,pid,ipv4,ipv6"), "");
        text.section(SectionKind.CONTAINERS, "", list);
        List<String> names =
                host.tool(List.of("lxc-ls", "-1"), "").output().lines().toList();
        for (String name : names) {
            tool(text, SectionKind.ADDRESS, name, "lxc-info", "-n", name, "-c", "lxc.net.0.ipv4.address");
        }
        files(text, SectionKind.UPTIME, "", "/proc/uptime");
        files(text, SectionKind.STAT, "", "/proc/stat");
        files(text, SectionKind.MEMINFO, "", "/proc/meminfo");
        files(text, SectionKind.NETDEV, "", "/proc/net/dev");
        text.section(SectionKind.UPLINK, "", ToolResult.of(speed()));
        seldom(text, List.of());
        Map<String, String> running = new LinkedHashMap<>();
        for (String name : names) {
            String pid = host.tool(List.of("lxc-info", "-n", name, "-p", "-H"), "")
                    .output()
                    .strip();
            if (!pid.isEmpty()) {
                running.put(name, pid);
                files(text, SectionKind.CPU, name, "/sys/fs/cgroup/lxc.payload." + name + "/cpu.stat");
                files(text, SectionKind.MEMORY, name, "/sys/fs/cgroup/lxc.payload." + name + "/memory.current");
                files(text, SectionKind.LISTENING, name, "/proc/" + pid + "/net/tcp", "/proc/" + pid + "/net/tcp6");
                marked(text, name);
            }
        }
        strains(text, running);
    }

    private String speed() {
        return host.file("/sys/class/net/eth0/speed")
                .map(speed -> speed.strip() + " eth0\n")
                .orElse("");
    }

    /** What shows overload, of the host and of its running containers: their names and first processes. */
    private void strains(FrameText text, Map<String, String> running) {
        String uptime = host.file("/proc/uptime").orElse("0.00 0.00\n");
        long now = (long) Double.parseDouble(uptime.split(" ", -1)[0]);
        if (now >= strainedAt && now - strainedAt < STRAIN_SECONDS) {
            text.again(SectionKind.STRAIN, now - strainedAt);
            return;
        }
        strainedAt = now;
        strain(text, "", uptime, "", "/proc/pressure/%s", "/proc/net/netstat");
        running.forEach((name, pid) -> {
            String group = "/sys/fs/cgroup/lxc.payload." + name;
            strain(text, name, uptime, group + "/cpu.stat", group + "/%s.pressure", "/proc/" + pid + "/net/netstat");
        });
    }

    private void strain(
            FrameText text, String container, String uptime, String limits, String pressure, String network) {
        StringBuilder content = new StringBuilder("uptime " + uptime);
        quote(content, limits, "", line -> line.startsWith("nr_periods") || line.contains("throttled"));
        for (String resource : List.of("cpu", "memory", "io")) {
            quote(content, pressure.formatted(resource), resource + " ", _ -> true);
        }
        List<String> rows = host.file(network).stream().flatMap(String::lines).toList();
        if (rows.size() >= 2) {
            content.append("from ").append(network).append('\n');
            List<String> titles = List.of(rows.get(0).split(" ", -1));
            List<String> values = List.of(rows.get(1).split(" ", -1));
            for (String title : List.of("ListenOverflows", "ListenDrops")) {
                content.append(title)
                        .append(' ')
                        .append(values.get(titles.indexOf(title)))
                        .append('\n');
            }
        }
        text.section(SectionKind.STRAIN, container, ToolResult.of(content.toString()));
    }

    private void quote(StringBuilder content, String path, String name, Predicate<String> wanted) {
        host.file(path).ifPresent(file -> {
            content.append("from ").append(path).append('\n');
            file.lines()
                    .filter(wanted)
                    .forEach(line -> content.append(name).append(line).append('\n'));
        });
    }

    /** What is told once. */
    private void seldom(FrameText text, List<String> programs) throws IOException {
        if (seldomTold) {
            text.again(SectionKind.VERSIONS, 0);
            text.again(SectionKind.FACTS, 0);
            return;
        }
        seldomTold = true;
        StringBuilder versions = new StringBuilder();
        for (String program : programs) {
            versions.append(program)
                    .append(' ')
                    .append(host.tool(List.of(program, "--version"), "").output());
        }
        text.section(SectionKind.VERSIONS, "", ToolResult.of(versions.toString()));
        StringBuilder facts = new StringBuilder();
        Stream.concat(
                        Stream.of("/proc/sys/kernel/osrelease"),
                        StrainPrinter.settings().stream().map("/proc/sys/net/ipv4/vs/"::concat))
                .forEach(path -> host.file(path)
                        .ifPresent(value -> facts.append(path).append(' ').append(value)));
        text.section(SectionKind.FACTS, "", ToolResult.of(facts.toString()));
    }

    private void marked(FrameText text, String name) {
        String mark = cluster.with(w -> w.server(host.id())
                .map(server -> server.marks().getOrDefault(name, ""))
                .orElse(""));
        if (!mark.isEmpty()) {
            text.section(SectionKind.LOAN, name, ToolResult.of(mark + "\n"));
            text.section(SectionKind.ESTABLISHED, name, ToolResult.of("  sl  local_address rem_address st\n"));
        }
    }

    private void tool(FrameText text, SectionKind kind, String container, String... command) throws IOException {
        text.section(kind, container, host.tool(Arrays.asList(command), ""));
    }

    /** Adds files that the script reads without a tool, of some only the part that it needs. */
    private void files(FrameText text, SectionKind kind, String container, String... paths) {
        StringBuilder content = new StringBuilder();
        for (String path : paths) {
            content.append(host.file(path).orElse(""));
        }
        String shown = content.toString();
        if (kind == SectionKind.STAT) {
            shown = until(shown, "intr");
        } else if (kind == SectionKind.MEMINFO) {
            shown = until(shown, "SwapCached");
        }
        boolean readable = !shown.isEmpty();
        text.section(
                kind,
                container,
                new ToolResult(readable ? 0 : 1, shown, readable ? "" : "cannot read " + paths[0] + "\n"));
    }

    private static String until(String text, String lineStart) {
        int end = text.indexOf("\n" + lineStart);
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
