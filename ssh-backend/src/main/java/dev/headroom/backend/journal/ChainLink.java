package dev.headroom.backend.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The place of a line of the journal in its chain: the first two fields of the line. Immutable. See decision 0110.
 *
 * @param number of the line, from 1, over all files of the journal
 * @param before the SHA-256 of the bytes of the line before, without its line break; {@link #NOTHING} where there is
 * none
 */
record ChainLink(long number, String before) {
    /** Stands for the line before the first one. */
    static final String NOTHING = "0".repeat(64);

    private static final byte[] NUMBER = "{\"n\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BEFORE = ",\"before\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 18;

    /** The last whole line of a journal: its number, 0 where it has no place in a chain, and its SHA-256. */
    record Head(long number, String hash) {
        static final Head NONE = new Head(0, NOTHING);

        /** The place of the line that follows. */
        ChainLink next() {
            return new ChainLink(number + 1, hash);
        }
    }

    /** The line of {@code json}, an object with a field at least, at this place. */
    String join(String json) {
        return "{\"n\":%d,\"before\":\"%s\",%s".formatted(number, before, json.substring(1));
    }

    /** The place that a line names; empty for a line without a place, as older versions wrote it. */
    static Optional<ChainLink> of(byte[] line, int start, int length) {
        int end = start + length;
        if (!begins(line, start, end, NUMBER)) {
            return Optional.empty();
        }
        long number = 0;
        int i = start + NUMBER.length;
        int first = i;
        while (i < end && line[i] >= '0' && line[i] <= '9' && i - first < DIGITS) {
            number = 10 * number + line[i] - '0';
            i++;
        }
        int hash = i + BEFORE.length;
        boolean whole = i > first
                && number > 0
                && begins(line, i, end, BEFORE)
                && hash + NOTHING.length() + 2 <= end
                && line[hash + NOTHING.length()] == '"'
                && line[hash + NOTHING.length() + 1] == ',';
        return whole
                ? Optional.of(
                        new ChainLink(number, new String(line, hash, NOTHING.length(), StandardCharsets.ISO_8859_1)))
                : Optional.empty();
    }

    static Optional<ChainLink> of(ByteLines.Line line) {
        return of(line.array(), line.start(), line.length());
    }

    /** Where the fields behind this place begin: the length in bytes of what {@link #join} puts in front. */
    static int length(ChainLink link) {
        return NUMBER.length + Long.toString(link.number()).length() + BEFORE.length + NOTHING.length() + 2;
    }

    static String hash(ByteLines.Line line) {
        return hash(line.array(), line.start(), line.length());
    }

    static String hash(byte[] bytes, int start, int length) {
        MessageDigest digest = sha256();
        digest.update(bytes, start, length);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static boolean begins(byte[] line, int from, int end, byte[] with) {
        if (from + with.length > end) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if (line[from + i] != with[i]) {
                return false;
            }
        }
        return true;
    }
}
