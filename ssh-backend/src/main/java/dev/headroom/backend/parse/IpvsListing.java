package dev.headroom.backend.parse;

import dev.headroom.backend.parse.IpvsRow.Layout;
import dev.headroom.backend.parse.IpvsRow.Subject;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.NotUnderstood;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One {@code ipvsadm -Ln} listing, line by line: a line that is not understood costs its own service or destination,
 * not the listing.
 *
 * @param tool the command that printed it
 * @param rows by the service or destination that they describe, in the listing's order
 * @param unread the lines that are not understood
 * @param named what these lines say that they are about
 */
record IpvsListing(String tool, Map<Subject, IpvsRow> rows, List<NotUnderstood> unread, Set<IpvsListing.Named> named) {

    /** What a line that is not understood says of its subject; empty for what it does not say. */
    record Named(Optional<VirtualAddress> service, Optional<Endpoint> destination) {}

    /**
     * Reads a listing. An empty table may end after its version line; lines without a known title before them are not
     * understood.
     */
    static IpvsListing parse(Layout layout, Section section) {
        Reader reader = new Reader(layout);
        for (Line line : section.read()) {
            reader.accept(line);
        }
        reader.finish();
        Set<Named> named = new HashSet<>();
        reader.unread.forEach(line -> named.add(new Named(line.service(), line.destination())));
        return new IpvsListing(section.command(), reader.rows, reader.unread, named);
    }

    Optional<IpvsRow> row(Subject key) {
        return Optional.ofNullable(rows.get(key));
    }

    /**
     * Whether the listing certainly has no line about {@code key}: neither a row nor a line that is not understood
     * and may be about it.
     */
    boolean isWithout(Subject key) {
        Optional<VirtualAddress> service = Optional.of(key.service());
        return !rows.containsKey(key)
                && !named.contains(new Named(service, key.destination()))
                && !named.contains(new Named(service, Optional.empty()))
                && !named.contains(new Named(Optional.empty(), key.destination()))
                && !named.contains(new Named(Optional.empty(), Optional.empty()));
    }

    /** Reads the lines from top to bottom: a destination belongs to the service above it. */
    private static final class Reader {
        private final Layout layout;
        private final Map<Subject, IpvsRow> rows = new LinkedHashMap<>();
        private final List<NotUnderstood> unread = new ArrayList<>();
        private Optional<VirtualAddress> service = Optional.empty();
        private Optional<ParseException> before = Optional.empty();
        private boolean titled;

        Reader(Layout layout) {
            this.layout = layout;
        }

        void accept(Line line) {
            String first = line.words().getFirst();
            if (titled && first.equals("->")) {
                destination(line);
            } else if (titled) {
                service(line);
            } else if (first.equals("Prot")) {
                if (!String.join(" ", line.words()).equals(layout.title())) {
                    throw line.surprise("the title line '" + layout.title() + "'");
                }
                titled = true;
            } else if (!line.text().startsWith("IP Virtual Server version ")) {
                ParseException surprise = line.surprise("'IP Virtual Server version …'");
                before = before.or(() -> Optional.of(surprise));
                unread.add(NotUnderstood.of(line.text(), surprise.getMessage()));
            }
        }

        /** Refuses lines without a title: they are another tool's output, not an empty table. */
        void finish() {
            if (!titled && before.isPresent()) {
                throw before.get();
            }
        }

        private void service(Line line) {
            service = Optional.empty();
            try {
                IpvsRow row = IpvsRow.ofService(line);
                service = Optional.of(row.service());
                if (layout == Layout.STATS) {
                    row.requireCells(layout.columns());
                }
                keep(row);
            } catch (ParseException e) {
                unread.add(new NotUnderstood(service, Optional.empty(), line.text(), e.getMessage()));
            }
        }

        private void destination(Line line) {
            List<String> words = line.words();
            if (words.size() >= 2 && words.get(1).equals("RemoteAddress:Port")) {
                return;
            }
            Optional<Endpoint> endpoint = Optional.empty();
            try {
                VirtualAddress owner = service.orElseThrow(() -> line.surprise("a virtual service first"));
                if (words.size() < 2) {
                    throw line.surprise("a destination");
                }
                endpoint = Optional.of(line.endpoint(words.get(1)));
                IpvsRow row = IpvsRow.ofDestination(line, owner, endpoint.get());
                row.requireCells(layout.columns());
                keep(row);
            } catch (ParseException e) {
                unread.add(new NotUnderstood(service, endpoint, line.text(), e.getMessage()));
            }
        }

        private void keep(IpvsRow row) {
            if (rows.putIfAbsent(row.key(), row) != null) {
                throw row.line().surprise("each service and destination once");
            }
        }
    }
}
