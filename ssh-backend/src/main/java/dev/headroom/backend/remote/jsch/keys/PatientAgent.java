package dev.headroom.backend.remote.jsch.keys;

import com.jcraft.jsch.AgentConnector;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agent that is not waited for without end: JSch's connectors have no time limit. Each question runs on a thread of
 * its own, which ends when the line to the agent is cut. See decision 0122.
 */
final class PatientAgent implements AgentConnector {
    private static final Logger LOG = LoggerFactory.getLogger(PatientAgent.class);

    /** The length and the type of the question for the keys; a request for a signature is longer. */
    private static final int LISTING_BYTES = 5;

    private final AgentConnector agent;
    private final Path address;
    private final AgentPatience patience;
    private final Supplier<Duration> signing;
    private final Runnable cut;

    /**
     * @param signing how long a signature may take, asked for when it is needed
     * @param cut ends the connection to the agent, and with it each question; must not block
     */
    PatientAgent(AgentConnector agent, Path address, AgentPatience patience, Supplier<Duration> signing, Runnable cut) {
        this.agent = agent;
        this.address = address;
        this.patience = patience;
        this.signing = signing;
        this.cut = cut;
    }

    private interface Question<T> {
        T ask() throws AgentProxyException;
    }

    @Override
    public String getName() {
        return agent.getName();
    }

    @Override
    public boolean isAvailable() {
        try {
            return listing(agent::isAvailable);
        } catch (AgentProxyException _) {
            return false;
        }
    }

    @Override
    public void query(Buffer buffer) throws AgentProxyException {
        Question<Boolean> question = () -> {
            agent.query(buffer);
            return true;
        };
        if (buffer.getLength() <= LISTING_BYTES) {
            listing(question);
        } else {
            Duration limit = signing.get();
            within(
                    limit,
                    question,
                    "the agent at %s did not sign within %s; it may wait for a person (a pinentry, a confirmation or a touch)"
                            .formatted(address, words(limit)));
        }
    }

    private <T> T listing(Question<T> question) throws AgentProxyException {
        String silence = "the agent at %s did not answer within %s".formatted(address, words(patience.listing()));
        if (patience.isResting(address)) {
            throw new SilentAgentException(silence);
        }
        try {
            T answer = within(patience.listing(), question, silence);
            patience.answered(address);
            return answer;
        } catch (SilentAgentException e) {
            if (patience.silent(address)) { // where another key serves, no sentence of a host says it
                LOG.warn("{}: hosts are logged in to without its keys", silence);
            }
            throw e;
        }
    }

    private <T> T within(Duration limit, Question<T> question, String silence) throws AgentProxyException {
        var answer = new CompletableFuture<T>();
        Thread.ofPlatform().daemon().name("headroom-agent").start(() -> {
            try {
                answer.complete(question.ask());
            } catch (Throwable e) { // an error of JSch too: the thread that waits handles it
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            cut.run();
            throw new SilentAgentException(silence);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            cut.run();
            throw new SilentAgentException("the wait for the agent at %s was broken off".formatted(address));
        } catch (ExecutionException e) {
            throw new AgentProxyException(String.valueOf(e.getCause()), e);
        }
    }

    private static String words(Duration limit) {
        return limit.toMillis() < 1000 ? limit.toMillis() + " ms" : Math.round(limit.toMillis() / 1000.0) + " s";
    }
}
