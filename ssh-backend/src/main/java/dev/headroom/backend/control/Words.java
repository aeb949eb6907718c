package dev.headroom.backend.control;

import java.util.Locale;

/** Enum constants as an operator reads them. */
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
