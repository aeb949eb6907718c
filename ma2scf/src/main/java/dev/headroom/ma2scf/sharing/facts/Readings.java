package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import java.util.Optional;

/** Why a reading may not be acted on. */
public final class Readings {
    private Readings() {}

    /** For a server that is not measured: the reason of its load, else of its containers. */
    public static String reason(RealServer server) {
        return reason(server.load()).or(() -> reason(server.containers())).orElse("no reading");
    }

    private static Optional<String> reason(Reading<?> reading) {
        return switch (reading) {
            case Reading.Fresh<?> _ -> Optional.empty();
            case Reading.Stale<?>(var _, var _, String reason) -> Optional.of(reason);
            case Reading.Missing<?>(String reason) -> Optional.of(reason);
        };
    }
}
