package dev.headroom.backend.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What was found of the chain of a journal. Immutable.
 *
 * @param files that were read, oldest first
 * @param lines whole lines in them
 * @param chained lines with a place in the chain
 * @param lastNumber of the last line in the chain; 0 where none has begun
 * @param lastHash SHA-256 of that line; who keeps it elsewhere can tell later that nothing before it was changed
 * @param remarks sentences about what is no fault, such as a half line that a crash has left
 * @param fault the first bad record; empty where the chain is whole
 */
public record Verification(
        List<Path> files,
        long lines,
        long chained,
        long lastNumber,
        String lastHash,
        List<String> remarks,
        Optional<Fault> fault) {
    public Verification {
        files = List.copyOf(files);
        remarks = List.copyOf(remarks);
    }

    /**
     * A record that is not as a master wrote it.
     *
     * @param line in the file, from 1; for a file that cannot be read the line behind the last that could
     * @param sentence what is wrong with it
     */
    public record Fault(Path file, long line, String sentence) {
        @Override
        public String toString() {
            return "%s:%d: %s".formatted(file, line, sentence);
        }
    }
}
