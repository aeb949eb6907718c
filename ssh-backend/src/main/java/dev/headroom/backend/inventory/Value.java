package dev.headroom.backend.inventory;

import dev.headroom.backend.parse.NumericIpv6;
import dev.headroom.backend.remote.SafeName;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.ServiceCheck;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How one kind of value is written in a cluster file.
 *
 * @param expected names the kind in an error sentence
 * @param example a value of the kind
 * @param reader empty for a text that is not of the kind; throws IllegalArgumentException with a sentence for a text
 * that is
 *     of the kind and out of bounds
 */
record Value<T>(String expected, String example, Function<String, Optional<T>> reader) {
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,3})?) ?%");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}) ?(ms|s|m|h)");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(?:\\.\\d{1,12})?");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,12}) ?([kMGT]?)");
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.%a-z]*");
    private static final Pattern NUMERIC_V4 = Pattern.compile("[0-9.]+");
    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern V4_AND_PORT = Pattern.compile("[0-9.]+:(\\d{1,5})");
    private static final Pattern SOCKET =
            Pattern.compile("(?i)(tcp|udp|sctp)\\s+(?:\\[([0-9a-f:.]+)]|([0-9.]+)):(\\d{1,5})");
    private static final Pattern MARK = Pattern.compile("(?i)fwm(6?)\\s+(\\d{1,10})");

    static final Value<Utilization> UTILIZATION =
            new Value<>("a percentage", "80%", text -> percent(text).map(Utilization::new));
    static final Value<Double> SHARE = new Value<>("a percentage", "15%", Value::percent);
    static final Value<Boolean> TRUTH = new Value<>("true or false", "true", text -> switch (text) {
        case "true" -> Optional.of(true);
        case "false" -> Optional.of(false);
        default -> Optional.empty();
    });
    static final Value<String> HOST_ADDRESS = new Value<>(
            "a host name or a numeric address without brackets",
            "192.0.2.2",
            text -> Optional.of(text).filter(t -> ADDRESS.matcher(t).matches()).map(Value::address));
    static final Value<String> USER = new Value<>(
            "a user name as ssh takes it, without a leading '-' and without signs that a shell understands",
            "headroom",
            text -> Optional.of(text).filter(SafeName::isUser));
    static final Value<VirtualAddress> VIRTUAL = new Value<>(
            "a protocol (tcp, udp, sctp), a numeric address and a port, or a firewall mark (fwm 7)",
            "tcp 192.0.2.100:80",
            text -> socket(text).or(() -> mark(text)));
    static final Value<ServiceCheck> CHECK = new Value<>(
            "a protocol (tcp, udp, sctp), alone or with a port or ADDRESS:PORT",
            "tcp 8080",
            text -> Optional.of(ServiceCheck.parse(text)));
    static final Value<ContainerPattern> PATTERN =
            new Value<>("a pattern of container names", "\"web-*\"", text -> Optional.of(new ContainerPattern(text)));

    Optional<T> parse(String text) {
        return reader.apply(text);
    }

    /** Any text that the constructor of a type accepts. */
    static <T> Value<T> named(String example, Function<String, T> type) {
        return new Value<>("a name", example, text -> Optional.of(type.apply(text)));
    }

    static Value<String> text(String expected, String example) {
        return new Value<>(expected, example, text -> Optional.of(text).filter(t -> !t.isBlank()));
    }

    static Value<Integer> whole(int least, int most, int example) {
        return new Value<>(
                "a whole number from %d to %d".formatted(least, most),
                Integer.toString(example),
                text -> Optional.of(text)
                        .filter(t -> WHOLE.matcher(t).matches())
                        .map(Integer::valueOf)
                        .filter(n -> n >= least && n <= most));
    }

    /**
     * A number above 0 without sign or exponent, for an exponent such as 1e9 is more likely a mistake than an amount.
     */
    static Value<Double> amount(String expected, String example) {
        return new Value<>(
                expected,
                example,
                text -> Optional.of(text)
                        .filter(t -> AMOUNT.matcher(t).matches())
                        .map(Double::valueOf)
                        .filter(n -> n > 0));
    }

    /** A number of bytes; k, M, G and T are powers of 1024, as in the kernel's files. */
    static Value<Long> bytes(String example) {
        return new Value<>("a whole number of bytes, or of k, M, G or T of 1024", example, Value::bytesOf);
    }

    static Value<Duration> duration(String example) {
        return new Value<>("a time with its unit (ms, s, m or h)", example, Value::time);
    }

    static <E extends Enum<E>> Value<E> oneOf(Class<E> type, E example) {
        List<E> all = Arrays.asList(type.getEnumConstants());
        return new Value<>(
                "one of " + all.stream().map(Value::spelled).collect(Collectors.joining(", ")),
                spelled(example),
                text -> all.stream().filter(e -> spelled(e).equals(text)).findFirst());
    }

    /** Refuses what ssh would take for another address, such as 010.0.0.11, which is 8.0.0.11. */
    private static String address(String text) {
        Matcher withPort = V4_AND_PORT.matcher(text);
        if (withPort.matches()) {
            throw new IllegalArgumentException(
                    "A port is written apart from the address: ssh: { port: %s }.".formatted(withPort.group(1)));
        }
        if (NUMERIC_V4.matcher(text).matches() && !V4.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "The address must have four numbers from 0 to 255 without leading zeros.");
        }
        if (text.contains(":")) {
            NumericIpv6.canonical(text.split("%", 2)[0]);
        }
        return text;
    }

    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Double> percent(String text) {
        Matcher matcher = PERCENT.matcher(text);
        return matcher.matches()
                ? Optional.of(new BigDecimal(matcher.group(1)).movePointLeft(2).doubleValue())
                : Optional.empty();
    }

    private static Optional<Long> bytesOf(String text) {
        Matcher matcher = BYTES.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int power = matcher.group(2).isEmpty() ? 0 : 1 + "kMGT".indexOf(matcher.group(2));
        BigInteger bytes = new BigInteger(matcher.group(1)).shiftLeft(10 * power);
        return bytes.bitLength() < Long.SIZE - 1 ? Optional.of(bytes.longValue()) : Optional.empty();
    }

    private static Optional<Duration> time(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    default -> Duration.ofHours(amount);
                });
    }

    private static Optional<VirtualAddress> socket(String text) {
        Matcher matcher = SOCKET.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String address = matcher.group(2) == null ? matcher.group(3) : NumericIpv6.canonical(matcher.group(2));
        int port = Integer.parseInt(matcher.group(4));
        if (port == 0) {
            throw new IllegalArgumentException("The port must be within 1..65535.");
        }
        Protocol protocol = Protocol.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
        return Optional.of(new VirtualAddress.Socket(protocol, new Endpoint(address, port)));
    }

    private static Optional<VirtualAddress> mark(String text) {
        Matcher matcher = MARK.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new VirtualAddress.FirewallMark(
                        Long.parseLong(matcher.group(2)), matcher.group(1).equals("6")))
                : Optional.empty();
    }
}
