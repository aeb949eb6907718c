package dev.headroom.console.cli.doctor;

import dev.headroom.backend.Examination;
import dev.headroom.ma2scf.model.HostId;
import java.io.PrintWriter;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says on standard error how far an examination is: of a few hosts what became of each, of many in about ten lines, besides
 * those that cannot be asked. Safe for several threads at once.
 */
final class TerminalProgress implements Examination.Progress {
    /** So many hosts are told one by one. */
    private static final int FEW = 20;

    private static final int LINES = 10;

    /** So many hosts that cannot be asked are named. */
    private static final int MOST_NAMED = 20;

    private final PrintWriter err;
    private int told;
    private int named;

    TerminalProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public synchronized void begins(int all) {
        say("asking %s of itself …".formatted(all == 1 ? "the host" : "each of %d hosts".formatted(all)));
    }

    @Override
    public synchronized void asked(HostId host, boolean answered, int done, int all) {
        int part = done * LINES / all;
        boolean further = part > told; // threads may come late with a smaller number
        told = Math.max(told, part);
        if (all <= FEW || (!answered && named++ < MOST_NAMED)) {
            say("%s %s (%d of %d)"
                    .formatted(host.name(), answered ? "has told of itself" : "could not be asked", done, all));
        } else if (further) {
            say("%d of %d hosts have told of themselves or could not be asked".formatted(done, all));
        }
    }

    @Override
    public synchronized void reading(Set<HostId> awaited) {
        say("reading tables, containers and rights of %s …"
                .formatted(
                        awaited.size() <= FEW
                                ? awaited.stream().map(HostId::name).collect(Collectors.joining(", "))
                                : awaited.size() + " hosts"));
    }

    private void say(String text) {
        err.println("headroom: " + text);
        err.flush();
    }
}
