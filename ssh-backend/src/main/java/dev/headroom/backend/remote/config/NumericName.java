package dev.headroom.backend.remote.config;

import dev.headroom.backend.parse.NumericIpv6;
import java.net.Inet4Address;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells a numeric address from a name, and writes both as ssh does before it connects. Pure. */
final class NumericName {
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|0[xX][0-9A-Fa-f]+");

    private NumericName() {}

    static boolean isNumeric(String name) {
        return name.indexOf(':') >= 0 || NUMBERS.matcher(name).matches();
    }

    /**
     * A name in small letters; an address in its usual form: {@code 127.1} is {@code 127.0.0.1}. What has a colon or a
     * percent sign and is no address stays as it is, and so does an address of another family.
     *
     * @param family the value of AddressFamily
     */
    static String canonical(String name, String family) {
        int zone = name.indexOf('%');
        try {
            if (isNumeric(name) && family.equals(name.indexOf(':') >= 0 ? "inet" : "inet6")) {
                return name;
            }
            if (name.indexOf(':') >= 0) {
                return zone < 0
                        ? NumericIpv6.canonical(name)
                        : NumericIpv6.canonical(name.substring(0, zone)) + name.substring(zone);
            }
            return NUMBERS.matcher(name).matches()
                    ? Inet4Address.ofPosixLiteral(name).getHostAddress()
                    : zone < 0 ? name.toLowerCase(Locale.ROOT) : name;
        } catch (IllegalArgumentException _) {
            return name;
        }
    }
}
