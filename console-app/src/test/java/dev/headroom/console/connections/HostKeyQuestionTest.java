package dev.headroom.console.connections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.HostKeyNotice;
import dev.headroom.backend.control.HostKeyNotice.Kind;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.simulation.stage.HostStages;
import dev.headroom.simulation.stage.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An unknown key is a question, a changed and a revoked one are none. */
class HostKeyQuestionTest {
    private final List<String> trusted = new ArrayList<>();
    private final CompletableFuture<Optional<String>> outcome = new CompletableFuture<>();
    private final ConnectionsViewModel model = new ConnectionsViewModel(new HostRequests() {
        @Override
        public void tryAgain(HostId host) {
            trusted.add("again " + host.name());
        }

        @Override
        public CompletableFuture<Optional<String>> trust(HostId host, String fingerprint) {
            trusted.add(host.name() + " " + fingerprint);
            return outcome;
        }
    });

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theThreeStatesLookDifferent(Kind kind) {
        model.show(with(kind, "SHA256:one"), Stages.NOW);
        ConnectionsRow row = model.rows().getFirst();
        assertThat(row.badge().word())
                .isEqualTo(
                        switch (kind) {
                            case UNKNOWN -> "Key unknown";
                            case CHANGED -> "Key changed";
                            case REVOKED -> "Key revoked";
                        });
        assertThat(row.unknownKey().isPresent()).isEqualTo(kind == Kind.UNKNOWN);
    }

    @Test
    void onlyTheKeyThatWasShownIsTrusted() {
        model.show(with(Kind.UNKNOWN, "SHA256:one"), Stages.NOW);
        model.askAboutKey(model.rows().getFirst());
        assertThat(model.question().get()).isPresent();
        assertThat(trusted).isEmpty();
        model.trust();
        assertThat(trusted).containsExactly("rs6 SHA256:one");
        assertThat(model.question().get()).isEmpty();
        assertThat(model.rows().getFirst().retry()).isEqualTo(ConnectionsRow.Retry.ASKED);
    }

    /** The operator does not see what the program says on a terminal. */
    @Test
    void aKeyThatCouldNotBeAddedIsToldInTheRowUntilTheHostIsKnown() {
        model.show(with(Kind.UNKNOWN, "SHA256:one"), Stages.NOW);
        model.askAboutKey(model.rows().getFirst());
        model.trust();
        outcome.complete(Optional.of("The key of rs6 is not added: no space left."));
        for (int i = 1; i < 9; i++) {
            model.show(with(Kind.UNKNOWN, "SHA256:one"), Stages.NOW.plusSeconds(i));
            assertThat(model.rows().getFirst().sentence()).startsWith("The key of rs6 is not added: no space left. ");
        }
        model.show(HostStages.refused(), Stages.NOW.plusSeconds(9));
        model.show(with(Kind.UNKNOWN, "SHA256:one"), Stages.NOW.plusSeconds(10));
        assertThat(model.rows().getFirst().sentence()).doesNotContain("not added");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aQuestionGoesWhenTheHostShowsAnotherKey(Kind then) {
        model.show(with(Kind.UNKNOWN, "SHA256:one"), Stages.NOW);
        model.askAboutKey(model.rows().getFirst());
        model.show(with(Kind.UNKNOWN, "SHA256:one"), Stages.NOW.plusSeconds(1));
        assertThat(model.question().get()).isPresent();
        model.show(with(then, "SHA256:two"), Stages.NOW.plusSeconds(2));
        assertThat(model.question().get()).isEmpty();
        model.trust();
        assertThat(trusted).isEmpty();
    }

    private static ControlState with(Kind kind, String fingerprint) {
        ControlState state = HostStages.refused();
        List<HostStatus> hosts = state.observation().hosts().stream()
                .map(host -> host.host().name().equals("rs6")
                        ? host.with(
                                Optional.of(new HostKeyNotice(kind, "192.0.2.16", "ssh-ed25519", fingerprint, "+-+")))
                        : host)
                .toList();
        return state.retold(
                new Observation(state.observation().snapshot(), hosts),
                state.verdicts(),
                state.proposals(),
                state.notices());
    }
}
