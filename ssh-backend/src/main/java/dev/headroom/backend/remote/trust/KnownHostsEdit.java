package dev.headroom.backend.remote.trust;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The change of one known_hosts file that makes a key trusted, worked out on its bytes: every byte that is not about the
 * host stays. Pure.
 *
 * @param before the content
 * @param removed the lines, or names of lines, that go
 * @param kept lines about the host with another key that this change does not touch, each with the reason
 * @param after the content without the removed lines
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record KnownHostsEdit(byte[] before, List<Removed> removed, List<String> kept, byte[] after) {
    KnownHostsEdit {
        removed = List.copyOf(removed);
        kept = List.copyOf(kept);
    }

    /**
     * A line that goes.
     *
     * @param line counted from 1
     * @param text as it is written
     * @param remains what stays of it, empty if nothing does
     */
    record Removed(int line, String text, Optional<String> remains) {}

    /** Takes away what trusts another key than {@code key} under {@code name}; lines with a marker stay. */
    static KnownHostsEdit replacing(byte[] content, String name, byte[] key) {
        List<Removed> removed = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        ByteArrayOutputStream after = new ByteArrayOutputStream();
        int line = 0;
        for (int start = 0; start < content.length; ) {
            int end = start;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            end = Math.min(content.length, end + 1);
            byte[] bytes = Arrays.copyOfRange(content, start, end);
            after.writeBytes(line(++line, bytes, name, key, removed, kept));
            start = end;
        }
        return new KnownHostsEdit(content, removed, kept, after.toByteArray());
    }

    private static byte[] line(
            int number, byte[] bytes, String name, byte[] key, List<Removed> removed, List<String> kept) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Optional<KnownHostsEntry> other = KnownHostsEntry.parse(number, text.stripTrailing())
                .filter(entry -> entry.marker() == KnownHostsEntry.Marker.TRUSTED)
                .filter(entry -> !entry.isKey(key) && entry.names().match(name));
        if (other.isEmpty()) {
            return bytes;
        }
        String shown = text.strip();
        HostNames names = other.get().names();
        if (names instanceof HostNames.Patterns && names.plain().isEmpty()) {
            kept.add("line %d has a pattern that stands for other hosts too: %s".formatted(number, shown));
            return bytes;
        }
        String field = shown.split("[ \t]", 2)[0];
        String rest = Arrays.stream(field.split(","))
                .filter(one -> !one.equalsIgnoreCase(name) && !one.isEmpty())
                .collect(Collectors.joining(","));
        if (names instanceof HostNames.Hashed || rest.isEmpty()) {
            removed.add(new Removed(number, shown, Optional.empty()));
            return new byte[0];
        }
        String remains = text.replaceFirst(Pattern.quote(field), Matcher.quoteReplacement(rest));
        removed.add(new Removed(number, shown, Optional.of(remains.strip())));
        return remains.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The content with a further line at its end. */
    static byte[] added(byte[] content, String line) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(content);
        if (content.length > 0 && content[content.length - 1] != '\n') {
            bytes.write('\n');
        }
        bytes.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
