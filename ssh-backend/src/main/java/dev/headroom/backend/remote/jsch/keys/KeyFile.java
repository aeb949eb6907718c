package dev.headroom.backend.remote.jsch.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the bytes of a private key file before JSch reads them: JSch trusts every length in the file, and allocates
 * 2 GB where one bit is damaged. See decision 0031.
 */
final class KeyFile {
    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern ARMOUR =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*)PRIVATE KEY-----([^-]*)-----END", Pattern.DOTALL);
    private static final String FIRST = "-----BEGIN OPENSSH PRIVATE KEY-----";
    private static final String LAST = "-----END OPENSSH PRIVATE KEY-----";
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    /** The cipher, and how the passphrase becomes its key: name and settings. */
    private static final int NAMES = 3;

    private static final int CONSTRUCTED = 0x20;
    private static final int LONG_FORM = 0x80;
    private static final int TOO_LONG = LONG_FORM + 5;
    private static final int DEEPEST = 8;

    private KeyFile() {}

    /**
     * The bytes of the file.
     *
     * @throws IOException if it cannot be read, or is no whole key file
     */
    static byte[] read(Path file) throws IOException {
        byte[] content;
        if (!Files.isRegularFile(file)) { // a pipe would be waited for
            throw new IOException("it is no regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes((int) KeyFiles.LARGEST + 1);
        }
        if (content.length > KeyFiles.LARGEST) {
            throw new IOException("it has more than %d bytes".formatted(KeyFiles.LARGEST));
        }
        String text = new String(content, StandardCharsets.ISO_8859_1);
        Matcher armour = ARMOUR.matcher(text);
        if (armour.find() && armour.group(1).strip().equals("OPENSSH")) {
            asBySsh(text);
        }
        if (armour.reset().find()
                && !armour.group(2)
                        .contains(":")) { // with headers inside, the key is encrypted and not checked further
            check(decoded(armour.group(2)), armour.group(1).strip());
        }
        return content;
    }

    /**
     * Refuses a key of OpenSSH's own form whose frame ssh does not read: it compares the first line, with its end, at the
     * beginning of the file, and the last line with both ends. Forms of OpenSSL it takes with any ends of line.
     */
    private static void asBySsh(String text) throws IOException {
        if (text.startsWith(FIRST + "\n") && text.contains("\n" + LAST + "\n")) {
            return;
        }
        boolean ofWindows = text.contains(FIRST + "\r\n") || text.contains(LAST + "\r\n");
        String why = ofWindows
                ? "its lines end as those of Windows do (CR LF): dos2unix mends it"
                : !text.startsWith(FIRST + "\n")
                        ? "something stands before its first line or behind it, so delete that"
                        : "its last line has no end of line or something beside it, so correct that line";
        throw new IOException("ssh does not read it either: " + why);
    }

    /** The public key in a private one of OpenSSH's own form, where it stands unencrypted. */
    static Optional<Blob> publicPart(Path file) {
        try {
            Matcher armour = ARMOUR.matcher(new String(read(file), StandardCharsets.ISO_8859_1));
            if (!armour.find() || !armour.group(1).strip().equals("OPENSSH")) {
                return Optional.empty();
            }
            ByteBuffer bytes = ByteBuffer.wrap(decoded(armour.group(2)));
            bytes.position(MAGIC.length);
            for (int i = 0; i < NAMES; i++) {
                string(bytes);
            }
            bytes.getInt(); // the number of keys, which read() has checked
            return string(bytes).map(part -> {
                byte[] key = new byte[part.remaining()];
                part.get(key);
                return new Blob(key);
            });
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static byte[] decoded(String text) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("it is damaged: no base 64", e);
        }
    }

    private static void check(byte[] bytes, String kind) throws IOException {
        boolean whole = switch (kind) {
            case "OPENSSH" -> openSsh(ByteBuffer.wrap(bytes));
            case "ENCRYPTED" -> true;
            default -> bytes.length > 0 && der(ByteBuffer.wrap(bytes), 0, kind.isEmpty());
        };
        if (!whole) {
            throw new IOException("it is damaged: a length in it points outside of it");
        }
    }

    private static boolean openSsh(ByteBuffer bytes) {
        byte[] magic = new byte[MAGIC.length];
        if (bytes.remaining() < magic.length) {
            return false;
        }
        bytes.get(magic);
        Optional<ByteBuffer> cipher = string(bytes);
        boolean head = Arrays.equals(magic, MAGIC)
                && cipher.isPresent()
                && string(bytes).isPresent()
                && string(bytes).isPresent()
                && bytes.remaining() >= 4
                && bytes.getInt() == 1
                && string(bytes).filter(KeyFile::strings).isPresent();
        Optional<ByteBuffer> secret = head ? string(bytes) : Optional.empty();
        boolean readable = cipher.filter(name ->
                        StandardCharsets.US_ASCII.decode(name).toString().equals("none"))
                .isPresent();
        return secret.filter(part -> !readable || secrets(part)).isPresent();
    }

    /** Whether the private part is whole: two equal numbers, then strings, then a padding of 1, 2, 3 and so on. */
    private static boolean secrets(ByteBuffer part) {
        if (part.remaining() < 8) {
            return false;
        }
        int check = part.getInt();
        if (check != part.getInt()) {
            return false;
        }
        while (part.hasRemaining() && !isPadding(part)) {
            if (string(part).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPadding(ByteBuffer part) {
        for (int i = 0; i < part.remaining(); i++) {
            if (part.get(part.position() + i) != i + 1) {
                return false;
            }
        }
        return true;
    }

    private static boolean strings(ByteBuffer part) {
        while (part.hasRemaining()) {
            if (string(part).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** The string that begins here, if it ends within the bytes. */
    private static Optional<ByteBuffer> string(ByteBuffer bytes) {
        if (bytes.remaining() < 4) {
            return Optional.empty();
        }
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            return Optional.empty();
        }
        ByteBuffer result = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return Optional.of(result);
    }

    /**
     * Whether each tag, length and value of DER lies within the one around it.
     *
     * @param wraps whether it is PKCS #8, whose second level holds another key's DER in a string of octets; octets
     *     elsewhere are a number, which may begin as DER does
     */
    private static boolean der(ByteBuffer bytes, int depth, boolean wraps) {
        while (bytes.hasRemaining()) {
            int tag = bytes.get() & 0xff;
            long length = length(bytes);
            if (length < 0 || length > bytes.remaining()) {
                return false;
            }
            ByteBuffer inner = bytes.slice(bytes.position(), (int) length);
            bytes.position(bytes.position() + (int) length);
            if (isNested(tag, inner, wraps && depth == 1) && (depth >= DEEPEST || !der(inner, depth + 1, wraps))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The length of a value, from one byte, or from up to four bytes that the first byte announces; negative where it
     * is cut off or too long.
     */
    private static long length(ByteBuffer bytes) {
        int first = bytes.hasRemaining() ? bytes.get() & 0xff : TOO_LONG;
        if (first < LONG_FORM) {
            return first;
        }
        if (first == LONG_FORM || first >= TOO_LONG) {
            return -1;
        }
        long length = 0;
        for (int i = LONG_FORM; i < first && bytes.hasRemaining(); i++) {
            length = length << 8 | (bytes.get() & 0xff);
        }
        return length;
    }

    private static boolean isNested(int tag, ByteBuffer inner, boolean mayWrap) {
        boolean wrapped = mayWrap && tag == OCTETS && inner.hasRemaining() && (inner.get(0) & 0xff) == SEQUENCE;
        return (tag & CONSTRUCTED) != 0 || wrapped;
    }
}
