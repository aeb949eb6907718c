package dev.headroom.backend.doctor;

import dev.headroom.backend.command.DoctorCommands;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.remote.RemoteShell;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.backend.remote.RemoteStream.Event;
import dev.headroom.backend.remote.Said;
import dev.headroom.backend.script.ScriptFile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Asks one host by {@code doctor.sh}: one channel, and two round trips in it, the second of which measures the host's clock.
 * The calls block, so make them on virtual threads.
 */
public final class Interviewer {
    private static final String BEGINS = "@doctor 1";
    private static final String ENDS = "@ready";
    private static final Pattern TIME = Pattern.compile("@now (\\d{1,12})(\\.\\d{1,9})?.*");
    private static final int MOST_LINES = 200_000;

    private final InstantSource clock;
    private final Duration patience;

    /**
     * @param clock a steady clock, whose instants are this computer's time
     * @param patience how long a host may take, once it is logged in to
     */
    public Interviewer(InstantSource clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /** Asks the host behind a shell. Never throws for a failure of the host or the network. */
    public Answer ask(RemoteShell shell, Privilege privilege) {
        try (RemoteStream stream = shell.open(DoctorCommands.ask(shell.host(), privilege), patience)) {
            stream.send(ScriptFile.read(Interviewer.class, "doctor.sh"));
            return new Interview(shell.host().name(), stream).answer();
        }
    }

    /** One conversation. */
    private final class Interview {
        private final String host;
        private final RemoteStream stream;
        private final Instant until = clock.instant().plus(patience);
        private final FactsReader facts = new FactsReader();
        private String outside = "";
        private boolean begun;

        Interview(String host, RemoteStream stream) {
            this.host = host;
            this.stream = stream;
        }

        Answer answer() {
            for (int lines = 0; lines < MOST_LINES; lines++) {
                switch (stream.next(left())) {
                    case Event.Line(String text) -> {
                        if (text.equals(ENDS) && begun) {
                            return new Answer.Told(facts.facts(), time());
                        }
                        take(text);
                    }
                    case Event.Ended(int exitCode, String error) -> {
                        Said words = Said.of(error.lines(), Stream.of(outside));
                        return new Answer.Silent(
                                "What the sshd of %s started for the login user ended with exit code %d before it told of the host: %s %s"
                                        .formatted(host, exitCode, words.ending(), words.needed())
                                        .strip());
                    }
                    case Event.Failed(var failure) -> {
                        return new Answer.Silent(failure.sentence());
                    }
                    case Event.Silent() -> {
                        if (!left().isPositive()) {
                            return new Answer.Silent(
                                    begun
                                            ? "%s was logged in to, but did not tell of itself within %d s. It may be overloaded; try again."
                                                    .formatted(host, patience.toSeconds())
                                            : Said.mute(host, patience));
                        }
                    }
                }
            }
            return new Answer.Silent("%s told more than %d lines of itself.".formatted(host, MOST_LINES));
        }

        private void take(String text) {
            if (begun) {
                facts.accept(text);
            } else if (text.endsWith(BEGINS)) {
                begun = true;
            } else if (!text.isBlank()) {
                outside = text.strip();
            }
        }

        private Optional<ClockOffset> time() {
            Instant asked = clock.instant();
            stream.send("now\n");
            return stream.next(left()) instanceof Event.Line(String text)
                    ? offset(asked, text, clock.instant())
                    : Optional.empty();
        }

        private static Optional<ClockOffset> offset(Instant asked, String text, Instant answered) {
            Matcher told = TIME.matcher(text);
            if (!told.matches()) {
                return Optional.empty();
            }
            boolean whole = told.group(2) == null;
            Instant moment = Instant.ofEpochSecond(
                    Long.parseLong(told.group(1)),
                    whole
                            ? 0
                            : new BigDecimal("0" + told.group(2))
                                    .movePointRight(9)
                                    .longValue());
            return Optional.of(ClockOffset.of(asked, moment, whole, answered));
        }

        private Duration left() {
            Duration left = Duration.between(clock.instant(), until);
            return left.isNegative() ? Duration.ZERO : left;
        }
    }
}
