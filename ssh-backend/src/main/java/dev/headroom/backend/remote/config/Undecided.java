package dev.headroom.backend.remote.config;

import dev.headroom.backend.remote.config.Keyword.Effect;
import dev.headroom.backend.remote.config.OpenSshConfig.NotFollowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The settings under conditions that only ssh can evaluate. One matters only if the host would end with other settings
 * when its condition holds than when it does not. Used within one method call. See decision 0002.
 */
final class Undecided {
    /** The settings with which criteria of Match are compared. */
    private static final Map<String, Keyword> COMPARED =
            Map.of("host", Keyword.HOST_NAME, "user", Keyword.USER, "tagged", Keyword.TAG);

    private final Set<Keyword> given;
    private final List<Open> all = new ArrayList<>();
    private final List<Open> certain = new ArrayList<>();

    private record Open(Said said, ConfigLine condition) {
        boolean decides() {
            return said.keyword().effect() == Effect.DECIDES;
        }

        NotFollowed told() {
            return new NotFollowed(
                    condition.text(),
                    condition.place(),
                    "Only ssh can evaluate that condition, and '%s' depends on it: say it in a Host block above, or in the cluster file."
                            .formatted(said.text()));
        }
    }

    /** @param given of these no line of the files counts, whatever it says */
    Undecided(Set<Keyword> given) {
        this.given = given;
    }

    /** A setting that nothing before it closes. */
    void add(Said said, ConfigLine condition, Gathering before) {
        if (given.contains(said.keyword())) {
            return;
        }
        Open open = new Open(said, condition);
        if (!said.keyword().adds()) {
            all.add(open);
        } else if (!before.isSameWith(said)) { // a later line with the same file would change the order
            certain.add(open);
        }
    }

    /** A further Match is judged by what is known so far, which may depend on what is open. */
    void judged(List<String> criteria) {
        List<Keyword> compared = criteria.stream()
                .map(word -> COMPARED.get(word.toLowerCase(Locale.ROOT).replaceFirst("^!", "")))
                .filter(Objects::nonNull)
                .toList();
        all.stream().filter(open -> compared.contains(open.said().keyword())).forEach(certain::add);
    }

    Optional<NotFollowed> refusal(Gathering end) {
        return mattering(end).filter(Open::decides).map(Open::told).findFirst();
    }

    List<NotFollowed> notes(Gathering end) {
        return mattering(end).filter(open -> !open.decides()).map(Open::told).toList();
    }

    private Stream<Open> mattering(Gathering end) {
        return Stream.concat(certain.stream(), all.stream().filter(open -> !end.isSameWith(open.said())));
    }
}
