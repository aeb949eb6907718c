package dev.headroom.backend.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The script that a host's own shell runs for us. It is sent at each connection: nothing stays on the host. */
final class AgentScript {
    private AgentScript() {}

    static String text() {
        try (InputStream in = AgentScript.class.getResourceAsStream("agent.sh")) {
            if (in == null) {
                throw new IllegalStateException("agent.sh is missing from the program.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
