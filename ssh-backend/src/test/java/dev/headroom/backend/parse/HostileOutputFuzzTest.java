package dev.headroom.backend.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.fuzz.Hostile;
import dev.headroom.backend.fuzz.Recordings;
import dev.headroom.backend.fuzz.Watched;
import dev.headroom.ma2scf.model.Strain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a host prints, its parsers give a value within its bounds or the typed failure, for bounded memory. */
class HostileOutputFuzzTest {
    private static final int INPUTS = 3;
    private static final List<String> RECORDINGS = Recordings.all();
    private static final List<SectionKind> LISTINGS = List.of(
            SectionKind.IPVS_RULES,
            SectionKind.IPVS_LIST,
            SectionKind.IPVS_STATS,
            SectionKind.IPVS_THRESHOLDS,
            SectionKind.IPVS_PERSISTENT);

    @Property
    void ofStreams(@ForAll long seed) {
        Hostile hostile = new Hostile(seed, List.of(FramePrinter.print(Golden.directorFrame())));
        for (int i = 0; i < INPUTS; i++) {
            String text = hostile.text();
            Watched.parse(text, () -> frames(text), Set.of(ParseException.class));
        }
    }

    /** Whatever a host printed: a sound answer to a later question is read, or the reader says that it gives up. */
    @Property
    void ofStreamsThatGoOn(@ForAll long seed) {
        Hostile hostile = new Hostile(seed, List.of(FramePrinter.print(Golden.directorFrame())));
        List<Section> sections = Golden.directorFrame().sections();
        for (int i = 0; i < INPUTS; i++) {
            FrameReader reader = new FrameReader();
            long answers = answers(reader, hostile.text()).size();
            boolean sound = false;
            // An open section takes the lines of sound frames for its own, as many as it has announced.
            for (int question = 0; question < 10_000 && reader.usable() && !sound; question++) {
                Frame frame = new Frame(answers + 1, "director", sections);
                List<Optional<Frame>> read = answers(reader, FramePrinter.print(frame));
                answers += read.size();
                sound = read.contains(Optional.of(frame));
            }
            assertThat(sound || !reader.usable()).isTrue();
        }
    }

    /** The frames that a text ends, empty for each that fails. */
    private static List<Optional<Frame>> answers(FrameReader reader, String text) {
        List<Optional<Frame>> answers = new ArrayList<>();
        for (String line : text.lines().toList()) {
            try {
                reader.accept(line).ifPresent(frame -> answers.add(Optional.of(frame)));
            } catch (ParseException e) {
                assertThat(e.getMessage()).hasSizeLessThan(1_200);
                answers.add(Optional.empty());
            }
            if (!reader.usable()) {
                break;
            }
        }
        return answers;
    }

    static List<Frame> frames(String text) {
        FrameReader reader = new FrameReader();
        return text.lines().flatMap(line -> reader.accept(line).stream()).toList();
    }

    @Property
    void ofTables(@ForAll long seed) {
        Hostile hostile = new Hostile(seed, Recordings.of("n"));
        Frame whole = Golden.directorFrame();
        for (int i = 0; i < INPUTS; i++) {
            SectionKind damaged = hostile.of(LISTINGS);
            List<String> lines = hostile.below(3) == 0
                    ? hostile.lines()
                    : new Hostile(
                                    seed + i,
                                    List.of(String.join(
                                            "\n", whole.section(damaged).lines())))
                            .lines();
            Frame frame = changed(whole, damaged, lines);
            Watched.parse(String.join("\n", lines), () -> IpvsTableParser.parse(frame), Set.of(ParseException.class));
        }
    }

    private static Frame changed(Frame whole, SectionKind kind, List<String> lines) {
        List<Section> sections = new ArrayList<>();
        whole.sections().forEach(s -> sections.add(s.kind() == kind ? new Section(kind, "", lines, 0) : s));
        return new Frame(1, "director", sections);
    }

    @Property
    void ofUptime(@ForAll long seed) {
        values(
                seed,
                "uptime",
                SectionKind.UPTIME,
                s -> assertThat(ProcFiles.uptime(s)).isGreaterThanOrEqualTo(Duration.ZERO));
    }

    @Property
    void ofProcessorTime(@ForAll long seed) {
        values(seed, "stat", SectionKind.STAT, s -> {
            ProcFiles.CpuTimes times = ProcFiles.cpu(s);
            assertThat(times.waiting()).isBetween(0L, times.idle());
            assertThat(times.idle()).isBetween(0L, times.total());
            assertThat(times.cores()).isPositive();
        });
    }

    @Property
    void ofMemory(@ForAll long seed) {
        values(
                seed,
                "meminfo",
                SectionKind.MEMINFO,
                s -> ProcFiles.memory(s)
                        .ifPresent(memory -> assertThat(memory.available()).isBetween(0L, memory.total())));
    }

    @Property
    void ofControlGroups(@ForAll long seed) {
        values(
                seed,
                "cpu.stat",
                SectionKind.CPU,
                s -> assertThat(ProcFiles.usage(s)).isGreaterThanOrEqualTo(Duration.ZERO));
        values(
                seed,
                "memory",
                SectionKind.MEMORY,
                s -> assertThat(ProcFiles.memoryInUse(s)).isNotNegative());
    }

    @Property
    void ofSockets(@ForAll long seed) {
        values(
                seed,
                "net-tcp",
                SectionKind.LISTENING,
                s -> assertThat(ProcFiles.listeningPorts(s))
                        .allSatisfy(port -> assertThat(port).isBetween(0, 65_535)));
        values(
                seed,
                "net-tcp",
                SectionKind.ESTABLISHED,
                s -> assertThat(LoanMarker.established(s)).isNotNull());
    }

    @Property
    void ofInterfaces(@ForAll long seed) {
        values(
                seed,
                "net-dev",
                SectionKind.NETDEV,
                s -> assertThat(NetworkCounters.bytes(s)).isNotNegative());
    }

    @Property
    void ofSignsOfOverload(@ForAll long seed) {
        Duration uptime = Duration.ofSeconds(2_000);
        List<String> strain = List.of("""
                uptime 1000.25 1.00
                from /proc/pressure/cpu
                cpu some avg10=82.77 avg60=88.49 avg300=62.14 total=479
                cpu full avg10=0.00 avg60=0.00 avg300=0.00 total=0
                from /sys/fs/cgroup/x/cpu.stat
                nr_periods 40
                nr_throttled 30
                throttled_usec 139381
                ListenOverflows 7
                ListenDrops 9
                """);
        Optional<StrainCounts> earlier = StrainCounts.parse(new Section(
                SectionKind.STRAIN,
                "",
                List.of("uptime 1.00 1.00", "nr_periods 1", "nr_throttled 1", "ListenDrops 1"),
                0));
        values(
                new Hostile(seed, strain),
                SectionKind.STRAIN,
                s -> StrainCounts.parse(s).ifPresent(counts -> {
                    Strain known = counts.since(earlier, uptime);
                    known.throttled().ifPresent(share -> assertThat(share).isBetween(0.0, 1.0));
                    known.cpu()
                            .ifPresent(pressure -> assertThat(pressure.some()).isBetween(0.0, 1.0));
                    assertThat(known.sources()).hasSizeLessThan(9).allMatch(source -> source.matches("[!-~]{1,200}"));
                }));
        values(
                new Hostile(seed, List.of("1000 eth0\n")),
                SectionKind.UPLINK,
                s -> HostSigns.uplink(s)
                        .ifPresent(uplink -> assertThat(uplink.bytes()).isBetween(1.0, 1e14)));
        List<String> facts = List.of("/proc/sys/kernel/osrelease 6.1.0\n/proc/sys/net/ipv4/vs/sync_threshold 3\t50\n");
        values(
                new Hostile(seed, facts),
                SectionKind.FACTS,
                s -> assertThat(HostFacts.of(
                                        new Frame(1, "server", List.of(new Section(s.kind(), "", s.lines(), 0))),
                                        new HostFacts.Memory())
                                .values())
                        .hasSizeLessThan(65)
                        .allSatisfy((name, value) -> assertThat(value).hasSizeLessThan(161)));
    }

    @Property
    void ofDaemonsAndTimeouts(@ForAll long seed) {
        values(
                seed,
                "daemon",
                SectionKind.IPVS_DAEMON,
                s -> assertThat(SyncDaemon.parse(Optional.of(s))).isNotNull());
        values(
                seed,
                "timeout",
                SectionKind.IPVS_TIMEOUT,
                s -> UdpTimeout.parse(s)
                        .ifPresent(timeout -> assertThat(timeout).isGreaterThanOrEqualTo(Duration.ZERO)));
    }

    @Property
    void ofMarkersAndProbes(@ForAll long seed) {
        List<String> marks = List.of("headroom-loan 1 abc demo 123.45\n"
                + Recordings.of("container-stat").getFirst());
        values(
                new Hostile(seed, marks),
                SectionKind.LOAN,
                s -> assertThat(LoanMarker.parse(s).installation()).isNotEmpty());
        List<String> probes = List.of("tcp:10.0.0.1:80 open\nudp:[fd00::1]:53 silent\nsctp:10.0.0.2:9 refused\n");
        values(
                new Hostile(seed, probes),
                SectionKind.PROBES,
                s -> assertThat(Probes.parse(s)).isNotNull());
    }

    @Property
    void ofAddresses(@ForAll long seed) {
        Hostile hostile = new Hostile(seed, List.of("fd00::1", "2001:db8:0:0:1:0:0:1", "::ffff:10.0.0.1", "::"));
        for (int i = 0; i < INPUTS; i++) {
            String text = hostile.text();
            Watched.parse(
                    text,
                    () -> assertThat(NumericIpv6.canonical(NumericIpv6.canonical(text)))
                            .isEqualTo(NumericIpv6.canonical(text)),
                    Set.of(IllegalArgumentException.class));
        }
    }

    private static void values(long seed, String recording, SectionKind kind, Consumer<Section> parser) {
        values(new Hostile(seed, Recordings.of(recording)), kind, parser);
        values(new Hostile(seed, RECORDINGS), kind, parser);
    }

    private static void values(Hostile hostile, SectionKind kind, Consumer<Section> parser) {
        for (int i = 0; i < INPUTS; i++) {
            List<String> lines = hostile.lines();
            Section section = new Section(kind, hostile.below(4) == 0 ? hostile.name() : "", lines, hostile.below(3));
            Watched.parse(String.join("\n", lines), () -> parser.accept(section), Set.of(ParseException.class));
        }
    }
}
