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
