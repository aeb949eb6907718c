package dev.headroom.console.status;

import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.TimeText;
import dev.headroom.console.fx.Tone;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.sharing.ServerAssessment;
import dev.headroom.ma2scf.sharing.ServerAssessment.Standing;
import dev.headroom.ma2scf.sharing.facts.Shortages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The core's judgement of a real server, in one word with its tone.
 *
 * @param sentence the evidence and what it lacks; empty for a server without trouble
 * @param age the age of its readings; empty if it was never read
 */
public record ServerStanding(Standing standing, Badge badge, String sentence, Optional<Duration> age) {

    /** Whoever works on it knows how it is. */
    private static final Badge MAINTENANCE = new Badge("Maintenance", Tone.MUTED);

    static ServerStanding of(Optional<ServerAssessment> judged, RealServer server, Instant now) {
        Optional<Duration> age = server.load().age(now);
        Standing standing = judged.map(ServerAssessment::standing).orElse(Standing.UNREAD);
        List<String> evidence = judged.map(ServerAssessment::evidence).orElse(List.of());
        Badge badge = server.inMaintenance() ? MAINTENANCE : badge(standing, age);
        return new ServerStanding(standing, badge, sentence(standing, evidence, server), age);
    }

    private static Badge badge(Standing standing, Optional<Duration> age) {
        return switch (standing) {
            case CALM -> new Badge("Calm", Tone.NEUTRAL);
            case WARM -> new Badge("Warm", Tone.NEUTRAL);
            case HOT -> Standings.HOT;
            case STALE ->
                new Badge("Stale" + age.map(a -> " " + TimeText.length(a)).orElse(""), Tone.MUTED);
            case UNREAD -> new Badge("Never read", Tone.MUTED);
            case FAILED -> new Badge("Failed", Tone.DANGER);
        };
    }

    /** The evidence, and what the server lacks although its use may be usual. */
    private static String sentence(Standing standing, List<String> evidence, RealServer server) {
        List<String> said = switch (standing) {
            case CALM -> List.of();
            case WARM, HOT, STALE, UNREAD, FAILED -> evidence;
        };
        return Stream.concat(said.stream(), Shortages.of(server).stream()).collect(Collectors.joining(" "));
    }

    /** Whether it has the usual standing, which needs no word. */
    public boolean isUsual() {
        return standing == Standing.CALM && !badge.equals(MAINTENANCE);
    }
}
