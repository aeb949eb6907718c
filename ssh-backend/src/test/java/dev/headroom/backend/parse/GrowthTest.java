package dev.headroom.backend.parse;

import dev.headroom.backend.fuzz.Watched;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** The work of reading a host's text grows with the text, and not with its square: a host decides how long its text is. */
class GrowthTest {
    private static final int LINES = 20_000;
    private static final int LETTERS = 500_000;

    @Test
    void ofTablesWithManyServices() {
        table("services", i -> "-A -t %s -s wrr".formatted(socket(i)), i -> "TCP  %s wrr".formatted(socket(i)));
    }

    @Test
    void ofTablesWithManyDestinations() {
        table(
                "destinations",
                i -> i == 0 ? "-A -t 10.9.9.9:80 -s wrr" : "-a -t 10.9.9.9:80 -r %s -g -w 1".formatted(socket(i)),
                i -> i == 0 ? "TCP  10.9.9.9:80 wrr" : "  -> %s Route 1 0 0".formatted(socket(i)));
    }

    @Test
    void ofTablesThatAreNotUnderstood() {
        table(
                "rubbish",
                i -> i == 0 ? "-A -t 10.9.9.9:80" : "-A -t %s --rubbish".formatted(socket(i)),
                i -> "TCP  %s wrr".formatted(socket(i)));
        table("other rubbish", i -> "-A -t %s -s wrr".formatted(socket(i)), i -> "rubbish " + i);
    }

    @Test
    void ofTablesThatLackEntries() {
        table(
                "missing",
                i -> "-A -t %s -s wrr".formatted(socket(i)),
                i -> "TCP  %s wrr".formatted(socket(i + (1 << 22))));
    }

    private static void table(String what, IntFunction<String> rule, IntFunction<String> row) {
        Watched.growsLinearly(what, size -> Field.director(many(size, rule), many(size, row)), LINES, GrowthTest::read);
    }

    private static void read(Frame frame) {
        try {
            IpvsTableParser.parse(frame);
        } catch (ParseException e) {
            // as good as a table: it is the work that counts
        }
    }

    private static List<String> many(int size, IntFunction<String> line) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            lines.add(line.apply(i));
        }
        return lines;
    }

    private static String socket(int number) {
        return "10.%d.%d.%d:80".formatted(number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff);
    }

    @Test
    void ofLongLines() {
        for (String word : List.of(
                " ",
                "a",
                "a ",
                "1",
                "1 ",
                ") ",
                "1 (a) ",
                ":",
                "a:",
                ".",
                "-",
                ", ",
                "\u2028",
                "@@",
                ":: ",
                "10.0.0.1:80 ",
                "-t ",
                "(x) ")) {
            for (String begin : List.of(
                    "",
                    "cpu ",
                    "eth0:",
                    "TCP 10.0.0.1:80 ",
                    "-A ",
                    "1 (",
                    "MemTotal: ",
                    "usage_usec ",
                    "headroom-loan 1 ")) {
                Watched.growsLinearly(
                        "'" + begin + "' and '" + word + "'",
                        size -> begin + word.repeat(size / word.length()),
                        LETTERS / 20,
                        GrowthTest::readLine);
            }
        }
    }

    private static void readLine(String line) {
        Section section = new Section(SectionKind.STAT, "", List.of(line, line), 0);
        for (Watched.Parser parser : List.<Watched.Parser>of(
                () -> ProcFiles.cpu(section),
                () -> ProcFiles.memory(section),
                () -> ProcFiles.uptime(section),
                () -> ProcFiles.usage(section),
                () -> ProcFiles.listeningPorts(section),
                () -> NetworkCounters.bytes(section),
                () -> LoanMarker.parse(section),
                () -> Probes.parse(section),
                () -> UdpTimeout.parse(section),
                () -> IpvsRules.parse(section),
                () -> IpvsListing.parse(IpvsRow.Layout.LIST, section))) {
            Watched.parse(line, parser, Set.of(ParseException.class));
        }
    }
}
