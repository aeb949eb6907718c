package dev.headroom.simulation.schedule;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Who;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who has changed what in truth, against what the journals of masters tell of changes by others. One thread. */
final class Authorship {
    /** A reading is asked for that much before it is taken. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    private final List<Touch> touches = new ArrayList<>();

    /**
     * @param installation empty for another than a master
     * @param what empty for all of the host
     */
    private record Touch(Duration at, HostId host, String what, String installation) {
        boolean isOf(String told) {
            return told.endsWith(" on " + host.name()) && (what.isEmpty() || told.equals(what));
        }
    }

    void ran(Duration now, Sent sent) {
        touches.add(new Touch(
                now, sent.action().host(), words(sent.action()), sent.by().installation()));
    }

    /** Another than a master, or a fault, changed something on the host. */
    void changed(Duration now, HostId host) {
        // Only the newest of a host counts, and what has a flaw is told of all the time.
        touches.removeIf(touch -> touch.what().isEmpty() && touch.host().equals(host));
        touches.add(new Touch(now, host, "", ""));
    }

    /** What is wrong about the entry. */
    Optional<String> wrong(Duration now, String installation, JournalEntry entry) {
        if (!(entry.detail() instanceof Detail.OfChange(var what, var _, var before, var _, var author))
                || author.who() == Who.OUR_INSTALLATION) {
            return Optional.empty();
        }
        Instant read = before.readAt().orElse(entry.at());
        Duration since = now.minus(Duration.between(read, entry.at())).minus(SLACK);
        List<Touch> recent = touches.stream()
                .filter(touch -> touch.at().compareTo(since) >= 0 && touch.isOf(what))
                .toList();
        return !recent.isEmpty()
                        && recent.stream()
                                .allMatch(touch -> touch.installation().equals(installation))
                ? Optional.of(entry.text())
                : Optional.empty();
    }

    private static String words(Action action) {
        return switch (action) {
            case TableAction table -> "%s in %s on %s".formatted(table.endpoint(), table.service(), table.director());
            case ContainerAction on -> words(on.container());
        };
    }

    private static String words(ContainerId container) {
        return "%s on %s".formatted(container.name(), container.server());
    }
}
