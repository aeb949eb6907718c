package dev.headroom.planted.dice.backend.command;

import java.util.UUID;

final class ThrowsDice {
    private ThrowsDice() {}

    static String id() {
        return UUID.randomUUID().toString();
    }
}
