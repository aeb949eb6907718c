package dev.headroom.backend.remote.secrets;

import java.util.Optional;

/** The way to the operator: a terminal, a window, or none. */
public interface SecretPrompt {
    /**
     * Asks, and waits as long as the operator takes. It is called by one thread at a time, never by that of a window.
     * The caller wipes the answer.
     *
     * @param remark on an earlier answer, such as that it was wrong; may be empty
     * @return empty if the operator gives no answer
     */
    Optional<char[]> ask(SecretQuestion question, String remark);

    /** Why the operator cannot be asked at all, the end of a sentence; empty if there is a way. */
    Optional<String> silence();

    /** No way to the operator. */
    static SecretPrompt nobody(String why) {
        return new SecretPrompt() {
            @Override
            public Optional<char[]> ask(SecretQuestion question, String remark) {
                return Optional.empty();
            }

            @Override
            public Optional<String> silence() {
                return Optional.of(why);
            }
        };
    }
}
