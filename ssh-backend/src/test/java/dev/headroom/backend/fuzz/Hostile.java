package dev.headroom.backend.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws texts that a hostile or broken host could print, or that a file of others could hold: most are recordings of
 * real tools with a few damages, the others are made of words that parsers know. The same seed draws the same texts.
 */
public final class Hostile {
    private static final int LONG_LINE = 1 << 20;

    /** Words that change what the text around them means to a terminal, a shell, a tool or a parser. */
    private static final List<String> WORDS = List.of(
            "\0",
            "\u001b[2J",
            "\u001b]0;owned\u0007",
            "\u009b31m",
            "\u202e",
            "\u2066",
            "\u200b",
            "\ufeff",
            "\u2028",
            "\u2029",
            "\u0085",
            "\r",
            "\r\n",
            "\n\n",
            "\t",
            "\u000b",
            "\u001c",
            "\ufffd",
            "\ud800",
            "\udc00",
            "\ud83d\ude00",
            "\u0130",
            "\uff10\u0661",
            "-",
            "--",
            "-n",
            "--help",
            "-rf",
            "=",
            "=ls",
            "~",
            "~root",
            "*",
            "?",
            "[a-z]",
            "{a,b}",
            "$(reboot)",
            "`reboot`",
            "${IFS}",
            "$0",
            ";",
            "&",
            "|",
            ">x",
            "<x",
            "'",
            "\"",
            "'\\''",
            "\\",
            "!!",
            "#",
            "%s%n",
            "0",
            "-1",
            "+1",
            "1e9",
            "0x10",
            "007",
            "2147483647",
            "2147483648",
            "4294967295",
            "4294967296",
            "9223372036854775807",
            "9223372036854775808",
            "999999999999999999",
            "18446744073709551615",
            "99999999999999999999999999999999999999",
            "1.5",
            ".5",
            "1.",
            "NaN",
            "Infinity",
            "65535",
            "65536",
            "256.1.1.1",
            "10.0.0.1:80",
            "[fd00::1]:443",
            "::",
            "::ffff:1.2.3.4",
            "1::2::3",
            "fe80::1%eth0",
            "0.0.0.0:0",
            "10.0.0.1:99999",
            "TCP",
            "UDP",
            "SCTP",
            "FWM",
            "->",
            "Prot",
            "-A",
            "-a",
            "-t",
            "-u",
            "-f",
            "-r",
            "-w",
            "-x",
            "-y",
            "-p",
            "-s",
            "-6",
            "--tun-type",
            "gue",
            "-i",
            "wrr",
            "persistent",
            "(sh-fallback,",
            "(x)",
            "Route",
            "Local",
            "NAME",
            "STATE",
            "AUTOSTART",
            "IPV4",
            "RUNNING",
            "10.0.3.7,",
            "@@frame 1 server",
            "@@section 0 0 0 1 stat",
            "@@close stat",
            "@@again 0 stat",
            "@@end 1 1",
            "@@section 0 0 2147483647 2147483647 stat",
            "cpu",
            "usage_usec",
            "MemTotal:",
            "eth0:",
            "Host *",
            "Match all",
            "Include ~/x",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "null",
            "&a",
            "*a",
            "<<: *a",
            "---",
            "!!java.lang.Runtime",
            "@cert-authority",
            "@revoked",
            "|1|",
            "ssh-ed25519");

    /** Numbers at the edges of the types that hold them. */
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "00",
            "65535",
            "65536",
            "2147483647",
            "2147483648",
            "4294967295",
            "4294967296",
            "999999999999999",
            "999999999999999999",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999999999999999999999",
            "1.5",
            "0x7f",
            "\uff11");

    private final SplittableRandom random;
    private final List<String> recordings;

    /** @param recordings the texts that most draws begin with; not empty */
    public Hostile(long seed, List<String> recordings) {
        this.random = new SplittableRandom(seed);
        this.recordings = List.copyOf(recordings);
    }

    /** A number from 0 to {@code bound}, exclusive. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** One of some. */
    public <T> T of(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** A recording with up to eight damages, or words without one. */
    public String text() {
        StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? words(200) : of(recordings));
        for (int damages = random.nextInt(9); damages > 0; damages--) {
            damage(text);
        }
        return text.toString();
    }

    /** The lines of such a text, as the shell hands them on: cut at line feeds only. */
    public List<String> lines() {
        return List.of(text().split("\n", -1));
    }

    /** A text of up to {@code most} words in a row, each followed by a blank, a line feed or nothing. */
    public String words(int most) {
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(most); count > 0; count--) {
            text.append(of(WORDS)).append(of(List.of(" ", " ", " ", "\n", "")));
        }
        return text.toString();
    }

    /** A name that a container, a host or a file could have where nothing forbids it: seldom a tame one. */
    public String name() {
        return switch (random.nextInt(4)) {
            case 0 -> of(List.of("web-1", "a", "A.b_c-9", "x".repeat(64), "0"));
            case 1 -> of(WORDS);
            case 2 -> "web" + of(WORDS) + "1";
            default -> of(WORDS) + of(WORDS) + of(WORDS);
        };
    }

    /** The bytes of such a text, some of them no UTF-8. */
    public byte[] bytes() {
        return bytes(text().getBytes(StandardCharsets.UTF_8));
    }

    /** Some bytes with up to eight of them changed, and perhaps cut off. */
    public byte[] bytes(byte[] whole) {
        byte[] bytes = random.nextInt(4) == 0
                ? java.util.Arrays.copyOf(whole, random.nextInt(whole.length + 1))
                : whole.clone();
        for (int damages = bytes.length == 0 ? 0 : random.nextInt(9); damages > 0; damages--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (bytes[at] ^ 1 << random.nextInt(8));
        }
        return bytes;
    }

    private void damage(StringBuilder text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(40));
        switch (random.nextInt(12)) {
            case 0 -> text.delete(from, to);
            case 1 -> text.setLength(from);
            case 2 -> text.insert(from, text.substring(from, to));
            case 3, 4, 5 -> text.insert(from, of(WORDS));
            case 6, 7 -> replaceWord(text, from);
            case 8 -> flip(text, from);
            case 9 -> splice(text, from);
            case 10 -> repeatLine(text, from);
            default -> insertMany(text, from);
        }
    }

    /** Replaces the word at a place: of a column, a number, a name. */
    private void replaceWord(StringBuilder text, int at) {
        int from = at;
        int to = at;
        while (from > 0 && text.charAt(from - 1) > ' ') {
            from--;
        }
        while (to < text.length() && text.charAt(to) > ' ') {
            to++;
        }
        boolean number = to > from && Character.isDigit(text.charAt(from)) && random.nextInt(3) > 0;
        text.replace(from, to, of(number ? NUMBERS : WORDS));
    }

    private void flip(StringBuilder text, int at) {
        if (at < text.length()) {
            text.setCharAt(at, (char) (text.charAt(at) ^ 1 << random.nextInt(random.nextInt(4) == 0 ? 16 : 7)));
        }
    }

    private void splice(StringBuilder text, int at) {
        String other = of(recordings);
        text.setLength(at);
        text.append(other, random.nextInt(other.length() + 1), other.length());
    }

    private void repeatLine(StringBuilder text, int at) {
        int from = text.lastIndexOf("\n", Math.max(0, at - 1)) + 1;
        int to = text.indexOf("\n", at);
        text.insert(from, text.substring(from, to < from ? text.length() : to + 1));
    }

    /** Many times the same word; seldom as many as make a line of a megabyte. */
    private void insertMany(StringBuilder text, int at) {
        String word = of(WORDS);
        int most = random.nextInt(500) == 0 ? LONG_LINE : 300;
        text.insert(at, word.repeat(1 + random.nextInt(most) / word.length()));
    }
}
