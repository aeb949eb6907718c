package dev.headroom.backend.remote.secrets;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks the operator, one question at a time, each once for all hosts. Passwords are kept until it is
 * closed, which wipes them. A question that the operator left unanswered is asked again only after {@link #askAgain()}.
 * Safe for several threads at once; a thread may wait until the operator has answered another. See decision 0087.
 */
public final class Secrets implements AutoCloseable {
    private static final String WRONG = "That was not right.";

    private final SecretPrompt prompt;
    private final ReentrantLock asking = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SecretQuestion, char[]> kept = new HashMap<>();
    private final Set<SecretQuestion> unanswered = new HashSet<>();
    private long answers;

    public Secrets(SecretPrompt prompt) {
        this.prompt = prompt;
    }

    /** Never asks. */
    public static Secrets ofNobody() {
        return new Secrets(SecretPrompt.nobody("nobody can be asked here"));
    }

    /** Why the operator is not asked this, the end of a sentence; empty if it may be asked. */
    public Optional<String> silence(SecretQuestion question) {
        return prompt.silence()
                .or(() -> locked(() -> unanswered.contains(question))
                        ? Optional.of("you were asked for it and gave no right answer")
                        : Optional.empty());
    }

    /** Whether the operator can be asked at all. */
    public Optional<String> silence() {
        return prompt.silence();
    }

    /**
     * Asks until an answer is right, at most so many times. It first looks whether another thread got the answer in the
     * meantime.
     *
     * @param known whether the answer is not needed any more; called before each question
     * @param right whether an answer is right; must not keep the array, which is wiped
     */
    public boolean ask(SecretQuestion question, int tries, Known known, Predicate<char[]> right) {
        asking.lock();
        try {
            String remark = "";
            for (int i = 0; i < tries; i++) {
                if (known.isKnown()) {
                    return true;
                }
                if (silence(question).isPresent()) {
                    return false;
                }
                Optional<char[]> answer = prompt.ask(question, remark);
                if (answer.isEmpty()) {
                    break;
                }
                try {
                    if (right.test(answer.get())) {
                        answered();
                        return true;
                    }
                } finally {
                    Arrays.fill(answer.get(), '\0');
                }
                remark = WRONG;
            }
            leave(question);
            return false;
        } finally {
            asking.unlock();
        }
    }

    /** Whether an answer is known. */
    @FunctionalInterface
    public interface Known {
        boolean isKnown();
    }

    /**
     * Asks once for what the host judges; a password is kept until the host refuses it. Empty if the operator gives no
     * answer. The caller wipes it.
     *
     * @param again whether the host has refused the answer before
     */
    public Optional<char[]> askOnce(SecretQuestion question, boolean again) {
        asking.lock();
        try {
            Optional<char[]> had = again ? Optional.empty() : kept(question);
            if (had.isPresent() || silence(question).isPresent()) {
                return had;
            }
            Optional<char[]> answer = prompt.ask(question, again ? WRONG : "");
            if (answer.isEmpty()) {
                leave(question);
            } else if (question instanceof SecretQuestion.Password) {
                keep(question, answer.get());
            }
            return answer;
        } finally {
            asking.unlock();
        }
    }

    /** The operator gave no right answer, and is not asked again by itself. */
    public void leave(SecretQuestion question) {
        locked(() -> unanswered.add(question));
    }

    private void keep(SecretQuestion question, char[] answer) {
        locked(() -> {
            wipe(kept.put(question, answer.clone()));
            answers++;
            return true;
        });
    }

    /** Forgets an answer that a host refuses. */
    public void forget(SecretQuestion question) {
        locked(() -> {
            wipe(kept.remove(question));
            return true;
        });
    }

    private Optional<char[]> kept(SecretQuestion question) {
        lock.lock();
        try {
            return Optional.ofNullable(kept.get(question)).map(char[]::clone);
        } finally {
            lock.unlock();
        }
    }

    /** The operator wants to be asked again. */
    public void askAgain() {
        locked(() -> {
            unanswered.clear();
            return true;
        });
    }

    /** A number that changes with each right answer: what was refused before may be let in now. */
    public long answers() {
        lock.lock();
        try {
            return answers;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        locked(() -> {
            kept.values().forEach(Secrets::wipe);
            kept.clear();
            return true;
        });
    }

    private void answered() {
        locked(() -> {
            answers++;
            return true;
        });
    }

    private boolean locked(Known work) {
        lock.lock();
        try {
            return work.isKnown();
        } finally {
            lock.unlock();
        }
    }

    private static void wipe(char @Nullable [] secret) {
        if (secret != null) {
            Arrays.fill(secret, '\0');
        }
    }
}
