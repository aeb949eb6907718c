package dev.headroom.backend.remote.jsch.line;

import dev.headroom.backend.remote.Printable;
import java.io.IOException;
import java.io.Reader;

/** The last line of a text, however long the text and its lines are. */
final class LastLine {
    private LastLine() {}

    /**
     * The last line that is not blank, printable; empty if there is none. Reads to the end.
     *
     * @param longest the number of characters that are kept of a line
     */
    static String of(Reader reader, int longest) throws IOException {
        String last = "";
        var line = new StringBuilder();
        int c = reader.read();
        while (c >= 0) {
            if (c == '\n' || c == '\r') {
                last = line.toString().isBlank() ? last : line.toString();
                line.setLength(0);
            } else if (line.length() < longest) {
                line.append((char) c);
            }
            c = reader.read();
        }
        return Printable.of((line.toString().isBlank() ? last : line.toString()).strip());
    }
}
