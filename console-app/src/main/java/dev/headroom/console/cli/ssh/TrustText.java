package dev.headroom.console.cli.ssh;

import dev.headroom.backend.HostKeys.Found;
import dev.headroom.backend.remote.trust.KnownHostsWriter.Change;
import dev.headroom.backend.remote.trust.ShownKey;
import java.util.List;
import java.util.stream.Collectors;

/** The words about a key that an operator may trust. */
final class TrustText {
    private TrustText() {}

    static String shown(Found.NotTrusted found) {
        ShownKey key = found.key();
        return "%s%n  %s %s%n%s%n%s"
                .formatted(
                        found.known()
                                .map(place ->
                                        "The key of %s (%s) has CHANGED: %s has another. Another machine may answer in its place."
                                                .formatted(found.whose(), found.address(), place))
                                .orElseGet(() ->
                                        "The key of %s (%s) is not known.".formatted(found.whose(), found.address())),
                        key.type(),
                        key.fingerprint(),
                        key.picture().lines().map(line -> "  " + line).collect(Collectors.joining("\n")),
                        "Compare it with that machine's own, at its console: for f in /etc/ssh/ssh_host_*_key.pub; do"
                                + " ssh-keygen -lvf $f; done");
    }

    /** What {@code --replace} would do. */
    static String wouldChange(Change change) {
        return lines("With --replace these lines would go:", change.removed())
                + lines("These lines trust another key of it and would stay:", change.kept())
                + "The new key would be written to %s.".formatted(change.file());
    }

    static String change(Change change) {
        return lines("These lines go:", change.removed())
                + lines("These lines trust another key of it and stay; change them yourself:", change.kept())
                + "The key belongs in %s.".formatted(change.file());
    }

    private static String lines(String title, List<String> lines) {
        return lines.isEmpty()
                ? ""
                : title + "\n" + lines.stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
    }
}
