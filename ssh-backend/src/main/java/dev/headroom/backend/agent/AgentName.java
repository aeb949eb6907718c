package dev.headroom.backend.agent;

import java.security.SecureRandom;

/**
 * The random name by which an agent is found and ended on its host. Any process that knows the name can end the
 * agent, so it must not be predictable. See decision 0011.
 */
final class AgentName {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    private AgentName() {}

    static String fresh() {
        StringBuilder name = new StringBuilder("headroom-");
        for (int i = 0; i < LENGTH; i++) {
            name.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return name.toString();
    }
}
