package dev.headroom.backend.link;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.ma2scf.model.ServiceId;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What others than this master have changed of late, as sentences and as fields. The journal has all. Pure. */
final class ChangesText {
    /** So many are told in sentences, and no older ones. */
    private static final int MOST = 3;

    private static final Duration LATELY = Duration.ofHours(1);

    private ChangesText() {}

    /** One sentence for each of the newest, with its time. */
    static Stream<String> newest(ControlState state) {
        return state.continuity().changes().stream()
                .filter(entry -> !entry.at().isBefore(state.snapshot().takenAt().minus(LATELY)))
                .limit(MOST)
                .map(entry -> "At %s: %s".formatted(entry.at().truncatedTo(ChronoUnit.SECONDS), entry.text()));
    }

    /** For programs, the newest first. */
    static void add(ObjectNode root, ControlState state) {
        ArrayNode changes = root.putArray("changedByOthers");
        state.continuity().changes().forEach(entry -> add(changes, entry));
    }

    private static void add(ArrayNode changes, JournalEntry entry) {
        if (entry.detail() instanceof Detail.OfChange(var what, var service, var before, var after, var author)) {
            changes.addObject()
                    .put("at", entry.at().toString())
                    .put("changed", what)
                    .put("service", service.map(ServiceId::name).orElse(""))
                    .put("before", before.what())
                    .put("after", after.what())
                    .put("likely", StateText.word(author.who()))
                    .put("because", author.because());
        }
    }
}
