package dev.headroom.backend.inventory;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.StringReader;

/**
 * Hands out text so that no read ends within a pair of surrogates: SnakeYAML Engine 3.0.1 reads the second one past
 * the end of its full buffer and fails.
 */
final class WholeCharacters extends PushbackReader {
    WholeCharacters(String text) {
        super(new StringReader(text));
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        if (count > 1 && Character.isHighSurrogate(into[offset + count - 1])) {
            unread(into[offset + count - 1]);
            return count - 1;
        }
        return count;
    }
}
