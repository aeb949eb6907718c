package dev.headroom.backend.parse;

import dev.headroom.backend.parse.ProcFiles.AgentTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a host says of itself: what seldom changes (the release of its kernel, versions of programs, settings of IPVS, what its sync daemons
 * do; see decision 0103), and what the agent takes of it. Pure.
 *
 * @param values by the file or command that says so; what could not be read is absent
 * @param age the time since the oldest of them was read
 * @param agent the agent's account of itself; empty where the host does not tell it
 */
public record HostFacts(SortedMap<String, String> values, Duration age, Optional<AgentTime> agent) {
    /** Nothing is known. */
    public static final HostFacts NONE = new HostFacts(new TreeMap<>(), Duration.ZERO, Optional.empty());

    /** By this name a director tells which health checkers run on it, {@code none} where it could look and saw none. */
    private static final String CHECKERS = "health checkers";

    /** By this name a director tells who is logged in at a terminal. */
    private static final String LOGINS = "logins";

    private static final String FILES = "/proc/sys/";
    private static final int MOST = 64;
    private static final int LONGEST = 160;

    public HostFacts {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** What the sections of one host that tell facts meant last. Not thread-safe. */
    public record Memory(
            Repeated<Map<String, String>> files,
            Repeated<Map<String, String>> versions,
            Repeated<Map<String, String>> writers) {
        /** Nothing known yet. */
        public Memory() {
            this(new Repeated<>(), new Repeated<>(), new Repeated<>());
        }
    }

    /** What a frame says. */
    public static HostFacts of(Frame frame, Memory memory) {
        Optional<Section> files = frame.section(SectionKind.FACTS, "");
        Optional<Section> versions = frame.section(SectionKind.VERSIONS, "");
        SortedMap<String, String> values = new TreeMap<>();
        files.ifPresent(section -> values.putAll(memory.files().of(section, s -> facts(s, FILES, ""))));
        versions.ifPresent(section -> values.putAll(memory.versions().of(section, s -> facts(s, "", " --version"))));
        frame.section(SectionKind.WRITERS, "")
                .ifPresent(section -> values.putAll(memory.writers().of(section, HostFacts::writers)));
        frame.section(SectionKind.IPVS_DAEMON, "")
                .filter(Section::succeeded)
                .ifPresent(section -> values.put(section.command(), clipped(joined(section.read()))));
        Duration age = Stream.of(files, versions)
                .flatMap(Optional::stream)
                .map(Section::age)
                .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        return new HostFacts(values, age, frame.section(SectionKind.AGENT, "").flatMap(ProcFiles::agent));
    }

    private static Map<String, String> facts(Section section, String begin, String end) {
        Map<String, String> values = new TreeMap<>();
        section.read().forEach(line -> fact(line, begin, end, values));
        return Map.copyOf(values);
    }

    /** Lines {@code checkers NAME...} and {@code login NAME...}, as {@code who} prints it. */
    private static Map<String, String> writers(Section section) {
        Map<String, String> values = new TreeMap<>();
        List<String> logins = new ArrayList<>();
        for (Line line : section.read()) {
            List<String> words = line.words();
            String rest = String.join(" ", words.subList(1, words.size()));
            if (words.getFirst().equals("checkers") && !rest.isEmpty()) {
                values.put(CHECKERS, clipped(rest));
            } else if (words.getFirst().equals("login") && !rest.isEmpty()) {
                logins.add(rest);
            }
        }
        if (!logins.isEmpty()) {
            values.put(LOGINS, clipped(String.join("; ", logins)));
        }
        return Map.copyOf(values);
    }

    private static String joined(List<Line> lines) {
        return lines.isEmpty()
                ? "no sync daemon"
                : String.join(
                        "; ", lines.stream().map(line -> line.text().strip()).toList());
    }

    /** Puts a line {@code NAME VALUE...}; one that is none says nothing. */
    private static void fact(Line line, String begin, String end, Map<String, String> values) {
        List<String> words = line.words();
        String name = words.getFirst();
        if (words.size() > 1 && name.startsWith(begin) && isName(name) && values.size() < MOST) {
            values.put(name + end, clipped(String.join(" ", words.subList(1, words.size()))));
        }
    }

    private static boolean isName(String name) {
        return name.length() <= LONGEST
                && name.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || "/._-".indexOf(c) >= 0);
    }

    private static String clipped(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
