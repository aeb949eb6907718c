package dev.headroom.backend.agent;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.FramePrinter;
import dev.headroom.backend.parse.Golden;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteShell;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** A director that takes its time, in virtual time, and in which a fault can be planted. */
final class VirtualHost implements RemoteShell {
    /** Where a fault can be planted. */
    enum Seam {
        OPEN,
        SEND,
        NEXT,
        CLOSE
    }

    /** Called at each seam; throws what it likes. */
    @FunctionalInterface
    interface Planted {
        void at(Seam seam);
    }

    private final DirectorId id;
    private final VirtualTime time;
    private final Duration delay;
    private final Planted planted;
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger triedAgain = new AtomicInteger();

    VirtualHost(DirectorId id, VirtualTime time, Duration delay, Planted planted) {
        this.id = id;
        this.time = time;
        this.delay = delay;
        this.planted = planted;
    }

    @Override
    public HostId host() {
        return id;
    }

    @Override
    public RemoteResult run(CommandLine command, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RemoteStream open(CommandLine command, Duration deadline) {
        planted.at(Seam.OPEN);
        opened.incrementAndGet();
        return new Slow();
    }

    @Override
    public void tryAgain() {
        triedAgain.incrementAndGet();
    }

    @Override
    public void close() {}

    private String frame() {
        List<Section> sections = new ArrayList<>();
        String uptime = "%d.00 1.00".formatted(time.instant().getEpochSecond());
        sections.add(new Section(SectionKind.UPTIME, "", List.of(uptime), 0));
        sections.addAll(Golden.directorFrame().sections());
        sections.add(new Section(SectionKind.PROBES, "", List.of(), 0));
        return FramePrinter.print(new Frame(1, "director", sections));
    }

    private final class Slow implements RemoteStream {
        private final Queue<Event> coming = new ArrayDeque<>();
        private Instant due = Instant.MIN;

        @Override
        public void send(String text) {
            planted.at(Seam.SEND);
            due = time.instant().plus(delay);
            frame().lines().forEach(line -> coming.add(new Event.Line(line)));
        }

        @Override
        public Event next(Duration patience) {
            planted.at(Seam.NEXT);
            Duration left = Duration.between(time.instant(), due);
            if (coming.isEmpty() || left.compareTo(patience) > 0) {
                time.pass(patience);
                return new Event.Silent();
            }
            if (left.isPositive()) {
                time.pass(left);
            }
            return coming.remove();
        }

        @Override
        public void close() {
            planted.at(Seam.CLOSE);
        }
    }
}
