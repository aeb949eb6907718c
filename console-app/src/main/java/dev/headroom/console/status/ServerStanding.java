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

    /** In maintenance, and without readings, as long as it is switched off. */
    private static final Badge OUT = new Badge("Out, not read", Tone.MUTED);

    /** What is said of a server in maintenance. */
    public static final String TAKEN_OUT = "An operator has taken it out for maintenance.";
    /** What is said of a server in maintenance that is not empty yet. */
    public static final String TOO_EARLY =
            "An operator has taken it out for maintenance, but it still gets new clients.";

    static ServerStanding of(StateIndex index, RealServer server, Instant now) {
        Optional<ServerAssessment> judged = index.server(server.id());
        Optional<Duration> age = server.load().age(now);
        Standing standing = judged.map(ServerAssessment::standing).orElse(Standing.UNREAD);
        List<String> evidence = judged.map(ServerAssessment::evidence).orElse(List.of());
        boolean out = index.isOut(server.id());
        boolean told = out || (server.inMaintenance() && standing != Standing.FAILED);
        Badge badge = told ? server.isMeasured() ? MAINTENANCE : OUT : badge(standing, age);
        return new ServerStanding(standing, badge, sentence(standing, evidence, server, out), age);
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
    private static String sentence(Standing standing, List<String> evidence, RealServer server, boolean out) {
        List<String> said = switch (standing) {
            case CALM -> List.of();
            case WARM, HOT, STALE, UNREAD, FAILED -> evidence;
        };
        Stream<String> maintenance = server.inMaintenance() ? Stream.of(out ? TAKEN_OUT : TOO_EARLY) : Stream.empty();
        return Stream.of(maintenance, said.stream(), Shortages.of(server).stream())
                .flatMap(sentences -> sentences)
                .collect(Collectors.joining(" "));
    }

    /** Whether it has the usual standing, which needs no word. */
    public boolean isUsual() {
        return standing == Standing.CALM && badge.tone() == Tone.NEUTRAL;
    }

    /** Whether an operator has taken it out, and that it does not answer is no alarm. */
    public boolean isOut() {
        return badge.equals(MAINTENANCE) || badge.equals(OUT);
    }

    /** Whether it has failed, and that is an alarm. */
    public boolean hasFailed() {
        return badge.tone() == Tone.DANGER;
    }
}
