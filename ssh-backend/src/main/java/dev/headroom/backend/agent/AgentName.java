package dev.headroom.backend.agent;

import java.security.SecureRandom;

/** What an agent calls itself on its host. Whoever knows the name may end the agent, so nobody must be able to guess it. */
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
