package dev.headroom.backend.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.fleet.AnyConfiguration.Asked;
import dev.headroom.backend.fleet.SshG.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;

/** Random configurations: what counts is what {@code ssh -G} prints of the same file. */
class SshGPropertyTest {
    /** Why Headroom may refuse what ssh -G prints: ssh refuses it when it connects, or versions of ssh differ. */
    private static final String KNOWN =
            "That jump host would be reached through itself|There are more than 10 jumps|not with %C behind a jump host";

    /** The folder with the files that may be included. */
    private record Prepared(Path folder, SshG ssh) {
        static Prepared make() {
            try {
                Path folder = Files.createTempDirectory("headroom");
                Path included = Files.createDirectories(folder.resolve("conf.d"));
                Files.writeString(
                        included.resolve("10-first.conf"), "Host web1 web\n  Port 1001\nMatch user root\n  User x\n");
                Files.writeString(
                        included.resolve("20-second.conf"),
                        "IdentityFile /second\nMatch final host *.org\n  Port 1002\n");
                return new Prepared(included, SshG.in(folder));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Provide
    Arbitrary<Asked> configurations() {
        return AnyConfiguration.any();
    }

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void saysWhatSshSays(@ForAll("configurations") Asked asked) throws Exception {
        isTheSame(asked);
    }

    @Property(tries = 20_000, shrinking = ShrinkingMode.BOUNDED)
    @Tag("nightly")
    void saysWhatSshSaysAllNight(@ForAll("configurations") Asked asked) throws Exception {
        isTheSame(asked);
    }

    private static void isTheSame(Asked asked) throws IOException, InterruptedException {
        if (!SshG.canRun()) {
            return;
        }
        Prepared prepared =
                Store.getOrCreate("prepared", Lifespan.RUN, Prepared::make).get();
        String config = asked.config().replace("DIR", prepared.folder().toString());
        switch (prepared.ssh().compare(config, asked.host())) {
            case Outcome.Compared compared ->
                assertThat(compared.differences())
                        .as("%s of%n%s", asked.host(), config)
                        .isEmpty();
            case Outcome.Refused refused ->
                assertThat(refused.sentence())
                        .as("%s of%n%s", asked.host(), config)
                        .containsPattern(KNOWN);
            case Outcome.OnlyOurs ours -> throw new AssertionError(ours.said() + " of\n" + config);
        }
    }
}
