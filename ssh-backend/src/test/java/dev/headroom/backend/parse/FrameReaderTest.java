package dev.headroom.backend.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    @Test
    void cutsFramesOutOfAStream() {
        List<Frame> frames = read("""
                Welcome to lb1
                @@frame 1 director
                @@section uptime
                1.00 1.00
                @@status 0
                @@section address web-1
                no such thing

                @@status 3
                @@end 1
                @@frame 2 director
                @@end 2
                """);
        assertThat(frames)
                .containsExactly(
                        new Frame(
                                1,
                                "director",
                                List.of(
                                        new Section("uptime", "", List.of("1.00 1.00"), 0),
                                        new Section("address", "web-1", List.of("no such thing", ""), 3))),
                        new Frame(2, "director", List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@@frame 1 director\nloose text",
                "@@frame 1 director\n@@end 2",
                "@@frame one director\n@@end one",
                "@@frame 1\n@@end 1",
                "@@frame 1 director\n@@section uptime\n@@end 1",
                "@@frame 1 director\n@@section uptime\n@@status well",
                "@@frame 1 director\n@@section uptime\n@@section stat"
            })
    void refusesBrokenFrames(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ParseException.class).hasMessageContaining("agent");
    }

    @Test
    void missesSections() {
        assertThatThrownBy(() -> new Frame(3, "director", List.of()).section("stat"))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("stat");
    }

    @Test
    void readsProbes() {
        Section section = new Section(
                "probes",
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
        assertThatThrownBy(() -> Probes.parse(new Section("probes", "", List.of("tcp:10.0.0.1:80 ajar"), 0)))
                .isInstanceOf(ParseException.class);
    }

    private static List<Frame> read(String text) {
        FrameReader reader = new FrameReader();
        return text.lines().map(reader::accept).flatMap(Optional::stream).toList();
    }
}
