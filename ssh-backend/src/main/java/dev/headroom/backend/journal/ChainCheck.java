package dev.headroom.backend.journal;

import dev.headroom.backend.journal.ChainLink.Head;
import dev.headroom.backend.journal.Verification.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows the chain through the lines of a journal up to the first fault. One thread, one object for one journal. See
 * decision 0110.
 *
 * <p>A line that was cut off is told from one that was inserted by two facts: it is no whole object, and the line after
 * it goes on from the line before it, because no master was told that the cut one was written.
 */
final class ChainCheck {
    private static final int REMARKS = 20;
    private static final byte[] TIME = "\"at\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REMOVED =
            "\",\"kind\":\"%s\"".formatted(Gist.REMOVED).getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_TIME = 60;
    private static final Pattern UNTIL = Pattern.compile("\"until\":(\\d{1,18}),\"hash\":\"([0-9a-f]{64})\"");

    private final List<String> remarks = new ArrayList<>();
    private final Optional<Head> known;
    private Optional<Fault> fault = Optional.empty();
    private Path file = Path.of("");
    private long line;
    private long lines;
    private long chained;
    private long torn;
    /** The last whole line, and the one before it: the last may turn out to be cut off. */
    private Head head = Head.NONE;

    private Head before = Head.NONE;
    private byte[] bytes = {};
    private boolean begun;
    /** The last line of the files that are not here. */
    private Optional<Head> gone = Optional.empty();
    /** What the journal says of that. */
    private Optional<String> removal = Optional.empty();

    /** @param known the last line as remembered when the reading began */
    ChainCheck(Optional<Head> known) {
        this.known = known;
    }

    /** Reads a file up to the first fault. */
    void read(Path next, JournalFiles.Source source) {
        if (fault.isPresent()) {
            return;
        }
        file = next;
        line = 0;
        try (ByteLines in = source.open()) {
            for (Optional<ByteLines.Line> l = in.next(); l.isPresent() && fault.isEmpty(); l = in.next()) {
                line++;
                take(l.get());
            }
        } catch (IOException e) {
            line++;
            fault("cannot be read (%s)".formatted(FileTrouble.of(e)));
        }
    }

    private void take(ByteLines.Line next) {
        Optional<ChainLink> link = ChainLink.of(next);
        if (link.isPresent()) {
            if (!begun) {
                begin(link.get(), next);
            }
            if (fault.isEmpty()) {
                follow(link.get(), next);
            }
        } else if (next.tooLong() || Gist.of(next).isEmpty()) {
            torn++;
            remark("%s:%d: no whole line; a crash or a full disk has cut it off, and no entry is missing."
                    .formatted(file, line));
        } else if (begun) {
            fault("has no place in the chain: an older version or another program wrote it");
        } else {
            lines++;
            head = new Head(0, ChainLink.hash(next));
        }
    }

    private void begin(ChainLink link, ByteLines.Line next) {
        begun = true;
        if (lines > 0) {
            remark("The chain begins at %s:%d; the %d lines before it are of an older version and cannot be proven."
                    .formatted(file, line, lines));
        } else if (link.number() > 1 && Gist.of(next).filter(Gist::rotates).isPresent()) {
            head = new Head(link.number() - 1, link.before());
            gone = Optional.of(head);
        }
    }

    private void follow(ChainLink link, ByteLines.Line next) {
        if (!link.equals(head.next()) && link.equals(before.next()) && isCutOff()) {
            cutOff();
        }
        if (!link.equals(head.next())) {
            fault(link);
            return;
        }
        if (gone.isPresent() && removal.isEmpty() && isRemoval(link, next)) {
            removal = removal(link, next.text(), gone.get());
        }
        before = head;
        bytes = next.bytes();
        head = new Head(link.number(), ChainLink.hash(next));
        lines++;
        chained++;
        known.filter(k -> k.number() == head.number() && !k.hash().equals(head.hash()) && !isCutOff())
                .ifPresent(_ -> fault("was changed after it was written"));
    }

    /** Whether the line tells that files were removed: few lines are looked at closer. */
    private static boolean isRemoval(ChainLink link, ByteLines.Line line) {
        int kind = ChainLink.length(link) + TIME.length;
        int end = Math.min(line.length(), kind + LONGEST_TIME) - REMOVED.length;
        for (int i = kind; i < end; i++) {
            if (line.array()[line.start() + i] == '"') {
                return Arrays.equals(
                        line.array(), line.start() + i, line.start() + i + REMOVED.length, REMOVED, 0, REMOVED.length);
            }
        }
        return false;
    }

    private static Optional<String> removal(ChainLink link, String line, Head gone) {
        Matcher told = UNTIL.matcher(line);
        return told.find()
                        && Long.parseLong(told.group(1)) == gone.number()
                        && told.group(2).equals(gone.hash())
                ? Optional.of("line %d tells that a master removed them, as it was to keep them no longer"
                        .formatted(link.number()))
                : Optional.empty();
    }

    private boolean isCutOff() {
        return chained > 0 && Gist.of(bytes, 0, bytes.length).isEmpty();
    }

    private void cutOff() {
        torn++;
        lines--;
        chained--;
        head = before;
        remark("%s: a line with the number %d was cut off by a crash or a full disk; no entry is missing."
                .formatted(file, head.number() + 1));
        bytes = new byte[0];
    }

    private void fault(ChainLink link) {
        long due = head.number() + 1;
        if (link.number() > due) {
            fault(
                    due == link.number() - 1
                            ? "the line with the number %d is missing before it".formatted(due)
                            : "the lines with the numbers %d to %d are missing before it"
                                    .formatted(due, link.number() - 1));
        } else if (link.number() < due) {
            fault("has the number %d where %d is due: lines were inserted, repeated or swapped"
                    .formatted(link.number(), due));
        } else if (line > 1) {
            line--;
            fault("was changed after it was written: the line after it holds another hash of it");
        } else {
            fault("holds another hash of the line before it, the last of the file before: that one was changed");
        }
    }

    private void fault(String sentence) {
        fault = Optional.of(new Fault(file, line, sentence));
    }

    private void remark(String sentence) {
        if (remarks.size() < REMARKS) {
            remarks.add(sentence);
        }
    }

    /** What was found, after the last file. */
    Verification result(List<Path> files) {
        if (fault.isEmpty() && isCutOff()) {
            cutOff();
        }
        if (fault.isEmpty()) {
            known.filter(k -> k.number() > head.number()).ifPresent(k -> {
                line++;
                fault("the last lines, with the numbers %d to %d, are missing"
                        .formatted(head.number() + 1, k.number()));
            });
        }
        gone.ifPresent(last -> remarks.addFirst("The lines up to %d are not here: %s."
                .formatted(
                        last.number(),
                        removal.orElse("older files were taken away, and no line tells that a master removed them"))));
        if (torn > REMARKS) {
            remarks.add("%d lines in all were cut off.".formatted(torn));
        }
        return new Verification(files, lines, chained, head.number(), head.hash(), remarks, fault);
    }
}
