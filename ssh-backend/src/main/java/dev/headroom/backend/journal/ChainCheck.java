package dev.headroom.backend.journal;

import dev.headroom.backend.journal.ChainLink.Head;
import dev.headroom.backend.journal.Verification.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows the chain through the lines of a journal up to the first fault. One thread, one object for one journal. See
 * decision 0110.
 *
 * <p>A line that was cut off is told from one that was inserted by two facts: it is no whole object, and the line after
 * it goes on from the line before it, because no master was told that the cut one was written.
 */
final class ChainCheck {
    private static final int REMARKS = 20;

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
            remark("The lines up to %d are not here: older files were taken away.".formatted(link.number() - 1));
            head = new Head(link.number() - 1, link.before());
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
        before = head;
        bytes = next.bytes();
        head = new Head(link.number(), ChainLink.hash(next));
        lines++;
        chained++;
        known.filter(k -> k.number() == head.number() && !k.hash().equals(head.hash()) && !isCutOff())
                .ifPresent(_ -> fault("was changed after it was written"));
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
        if (torn > REMARKS) {
            remarks.add("%d lines in all were cut off.".formatted(torn));
        }
        return new Verification(files, lines, chained, head.number(), head.hash(), remarks, fault);
    }
}
