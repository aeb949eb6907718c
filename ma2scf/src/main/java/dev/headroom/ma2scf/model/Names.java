package dev.headroom.ma2scf.model;

import java.util.regex.Pattern;

/** The one rule for names of hosts, services and containers: what is safe in a file name, a table and a command. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private Names() {}

    static boolean fits(String name) {
        return NAME.matcher(name).matches();
    }

    static String checked(String kind, String name) {
        if (!fits(name)) {
            throw new IllegalArgumentException(
                    "The %s name '%s' must be 1 to 64 letters, digits, '.', '_' or '-', and begin with a letter or digit."
                            .formatted(kind, name));
        }
        return name;
    }
}
