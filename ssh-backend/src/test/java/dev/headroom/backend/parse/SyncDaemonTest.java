package dev.headroom.backend.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SyncDaemonTest {
    @Test
    void readsWhatTheDaemonDoes() {
        assertThat(daemon()).isEqualTo(SyncDaemon.NONE);
        assertThat(daemon("master sync daemon (mcast=eth0, syncid=1)")).isEqualTo(SyncDaemon.SENDS);
        assertThat(daemon(
                        "backup sync daemon (mcast=ens18, syncid=2, maxlen=1472, group=224.0.0.81, port=8848, ttl=1)"))
                .isEqualTo(SyncDaemon.RECEIVES);
        assertThat(daemon(
                        "master sync daemon (mcast=ens18, syncid=1, maxlen=1472, group=224.0.0.81, port=8848, ttl=1)",
                        "backup sync daemon (mcast=ens18, syncid=2, maxlen=1472, group=224.0.0.81, port=8848, ttl=1)"))
                .isEqualTo(SyncDaemon.SENDS_AND_RECEIVES);
    }

    @Test
    void whatIsNotSaidIsUnknown() {
        assertThat(SyncDaemon.parse(Optional.empty())).isEqualTo(SyncDaemon.UNKNOWN);
        assertThat(SyncDaemon.parse(Optional.of(
                        new Section(SectionKind.IPVS_DAEMON, "", List.of("sudo: a password is required"), 1))))
                .isEqualTo(SyncDaemon.UNKNOWN);
        assertThat(daemon("third sync daemon")).isEqualTo(SyncDaemon.UNKNOWN);
    }

    private static SyncDaemon daemon(String... lines) {
        return SyncDaemon.parse(Optional.of(new Section(SectionKind.IPVS_DAEMON, "", List.of(lines), 0)));
    }
}
