package dev.headroom.backend.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private static final Frame FRAME = new Frame(
            1,
            "server",
            List.of(
                    new Section(SectionKind.UPTIME, "", List.of("1.00 1.00"), 0),
                    new Section(
                            SectionKind.CONTAINERS,
                            "",
                            List.of("web-1 RUNNING", "@@close containers"),
                            List.of("a warning", "@@end 1 1"),
                            3,
                            Duration.ofSeconds(35)),
                    new Section(SectionKind.ADDRESS, "web 1", List.of(), 0)));

    @Test
    void cutsFramesOutOfAStream() {
        String text = "Welcome to lb1\nno newline" + FramePrinter.print(FRAME) + "\n@@frame 2 director\n@@end 2 0\n";
        assertThat(read(text)).containsExactly(FRAME, new Frame(2, "director", List.of()));
    }

    @Test
    void aFrameThatLostAPartIsNone() {
        List<String> whole = FramePrinter.print(FRAME).lines().toList();
        for (int i = 2; i < whole.size(); i++) {
            List<String> cut = new ArrayList<>(whole);
            cut.remove(i);
            assertThat(framesOf(cut))
                    .as("without line %d, '%s'", i, whole.get(i))
                    .isEmpty();
        }
    }

    @Test
    void aFrameWithoutAWholeSectionIsNone() {
        String text = FramePrinter.print(FRAME).replace("@@section 0 0 0 1 uptime\n1.00 1.00\n@@close uptime\n", "");
        assertThatThrownBy(() -> read(text)).hasMessageContaining("the end of frame 1 with 2 sections");
    }

    @Test
    void whatStandsAgainIsWhatTheFrameBeforeHad() {
        String text = FramePrinter.print(FRAME) + """
                @@frame 2 server
                @@again 40 containers
                @@again 3 address
                @@section 0 0 0 1 address web-2
                lxc.net.0.ipv4.address = 10.0.0.2/24
                @@close address web-2
                @@again 0 nothing
                @@end 2 4
                @@frame 3 server
                @@again 7 address
                @@section 3 0 0 0 address web-2
                @@close address web-2
                @@end 3 2
                """;
        List<Frame> frames = read(text);
        Section containers = frames.get(1).section(SectionKind.CONTAINERS);
        assertThat(containers.lines())
                .isEqualTo(FRAME.section(SectionKind.CONTAINERS).lines());
        assertThat(containers.status()).isEqualTo(3);
        assertThat(containers.age()).isEqualTo(Duration.ofSeconds(40));
        assertThat(frames.get(1).section(SectionKind.UPTIME, "")).isEmpty();
        assertThat(frames.get(2).section(SectionKind.CONTAINERS, "")).isEmpty();
        assertThat(frames.get(2)
                        .section(SectionKind.ADDRESS, "web 1")
                        .orElseThrow()
                        .age())
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(frames.get(2)
                        .section(SectionKind.ADDRESS, "web-2")
                        .orElseThrow()
                        .status())
                .isEqualTo(3);
    }

    @Test
    void standardErrorIsNotData() {
        Section section = read(FramePrinter.print(FRAME)).getFirst().section(SectionKind.CONTAINERS);
        assertThat(section.read()).extracting(Line::text).containsExactly("web-1 RUNNING", "@@close containers");
        assertThat(section.error()).first().asString().contains("a warning");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@@frame 1 director\nloose text",
                "@@frame 1 director\n\n",
                "@@frame 1 director\n@@end 2 0",
                "@@frame 1 director\n@@end 1",
                "@@frame 1 director\n@@end 1 1",
                "@@frame one director\n@@end one 0",
                "@@frame 1\n@@end 1 0",
                "@@frame 1 director\n@@again containers\n@@end 1 1",
                "@@frame 1 director\n@@again 1 containers\n@@end 1 0",
                "@@frame 1 director\n@@section uptime",
                "@@frame 1 director\n@@section 0 0 0 uptime",
                "@@frame 1 director\n@@section 0 0 0 -1 uptime",
                "@@frame 1 director\n@@section 0 0 0 0 uptime\n@@section 0 0 0 0 stat",
                "@@frame 1 director\n@@section 0 0 0 1 uptime\n1.00 1.00\n1.00 1.00\n@@close uptime",
                "@@frame 1 director\n@@section 0 0 999999999 999999999 uptime"
            })
    void refusesBrokenFrames(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ParseException.class).hasMessageContaining("agent");
    }

    /** One line of a tool that printed in between closed the connection: the next question needed a new login. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "@@frame 1 director\nloose text\n@@end 1 0",
                "@@frame 1 director\n@@section 0 0 0 1 uptime\n1.00 1.00\nloose\n@@close uptime\n@@end 1 1",
                "@@frame 1 director\n@@section 0 0 0 1 uptime\n@@close uptime\n@@again 3 address\n@@end 1 2",
                "@@frame one director\n@@section 0 0 0 0 uptime\n@@close uptime\n@@end 1 1",
                "@@frame 1 director\n@@section 0 0 999999999 999999999 uptime\n@@end 1 1",
                "@@frame 1 director\n@@section 0 0 0 -1 uptime\n@@frame 1 director\n@@end 1 0",
                "@@frame 1 director\n@@section 0 0 0 0 x\nloose\n@@frame 7 director\n@@end 7 0"
            })
    void aBrokenFrameCostsItselfOnly(String text) {
        Told told = tell(text + "\n" + FramePrinter.print(new Frame(2, "director", FRAME.sections())));
        assertThat(told.failures()).hasSize(1);
        assertThat(told.frames()).containsExactly(new Frame(2, "director", FRAME.sections()));
        assertThat(told.reader().usable()).isTrue();
    }

    @Test
    void aFrameThatLostALineCostsItselfOnly() {
        List<String> whole = FramePrinter.print(FRAME).lines().toList();
        for (int i = 2; i < whole.size() - 1; i++) {
            List<String> cut = new ArrayList<>(whole);
            cut.remove(i);
            Told told = tell(String.join("\n", cut) + "\n@@frame 2 server\n@@end 2 0\n@@frame 3 server\n@@end 3 0");
            assertThat(told.failures()).as("without '%s'", whole.get(i)).hasSize(1);
            assertThat(told.frames()).last().isEqualTo(new Frame(3, "server", List.of()));
        }
    }

    /** Else the agent would wait for the next question, and the reader for the frame. */
    @Test
    void aFrameWhoseBeginningWasLostIsKnownByItsEnd() {
        Told told = tell("@@frame 1 server\n@@end 1 0\n@@fra 2\n@@end 2 0\n@@frame 3 server\n@@end 3 0");
        assertThat(told.failures()).hasSize(1);
        assertThat(told.frames()).extracting(Frame::number).containsExactly(1L, 3L);
    }

    /** The sections of a broken frame are not known, so none of them can be repeated; nor older ones, by mistake. */
    @Test
    void nothingIsRepeatedFromBeforeABrokenFrame() {
        Told told = tell(FramePrinter.print(FRAME)
                + "@@frame 2 server\nloose\n@@end 2 0\n@@frame 3 server\n@@again 5 containers\n@@end 3 1");
        assertThat(told.failures()).hasSize(1);
        assertThat(told.frames()).containsExactly(FRAME, new Frame(3, "server", List.of()));
    }

    @Test
    void whatFailsAgainAndAgainIsNoLongerRead() {
        String broken = "@@frame %d server\nloose\n";
        Told twice = tell(broken.formatted(1) + broken.formatted(2) + "@@frame 3 server\n@@end 3 0\n"
                + broken.formatted(4) + broken.formatted(5));
        assertThat(twice.failures()).hasSize(4);
        assertThat(twice.reader().usable()).isTrue();
        Told thrice = tell(broken.formatted(1) + broken.formatted(2) + broken.formatted(3));
        assertThat(thrice.reader().usable()).isFalse();
    }

    @Test
    void whatIsLeftOfABrokenFrameHasALimit() {
        Told told = tell("@@frame 1 server\nloose\n" + "noise\n".repeat(200_001));
        assertThat(told.failures()).hasSize(2);
        assertThat(told.reader().usable()).isFalse();
    }

    /** What a reader made of a text, line by line. */
    private record Told(FrameReader reader, List<Frame> frames, List<ParseException> failures) {}

    private static Told tell(String text) {
        Told told = new Told(new FrameReader(), new ArrayList<>(), new ArrayList<>());
        text.lines().forEach(line -> {
            try {
                told.reader().accept(line).ifPresent(told.frames()::add);
            } catch (ParseException e) {
                told.failures().add(e);
            }
        });
        return told;
    }

    @Test
    void missesSections() {
        assertThatThrownBy(() -> new Frame(3, "director", List.of()).section(SectionKind.STAT))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("stat");
    }

    @Test
    void readsProbes() {
        Section section = new Section(
                SectionKind.PROBES,
                "",
                List.of("tcp:10.0.0.1:80 open", "tcp:[fd00::1]:443 refused", "udp:10.0.0.2:80 silent"),
                0);
        assertThat(Probes.parse(section))
                .isEqualTo(Map.of(
                        ProbeTarget.tcp(new Endpoint("10.0.0.1", 80)),
                        ProbeResult.OPEN,
                        ProbeTarget.tcp(new Endpoint("fd00::1", 443)),
                        ProbeResult.REFUSED,
                        new ProbeTarget(Protocol.UDP, new Endpoint("10.0.0.2", 80)),
                        ProbeResult.SILENT));
        assertThat(Probes.parse(new Section(
                        SectionKind.PROBES, "", List.of("tcp:10.0.0.1:80 ajar", "nohup: ignoring input"), 0)))
                .isEmpty();
    }

    private static List<Frame> read(String text) {
        FrameReader reader = new FrameReader();
        return text.lines().map(reader::accept).flatMap(Optional::stream).toList();
    }

    /** The frames that come before the first surprise. */
    private static List<Frame> framesOf(List<String> lines) {
        FrameReader reader = new FrameReader();
        List<Frame> frames = new ArrayList<>();
        try {
            lines.forEach(line -> reader.accept(line).ifPresent(frames::add));
        } catch (ParseException e) {
            assertThat(e).hasMessageContaining("agent");
        }
        return frames;
    }
}
