package dev.headroom.backend.remote.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserHomesTest {
    private static final Path HOME = Path.of("/home/me");

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void aTildeWithANameIsThatUsersHome() throws IOException {
        var homes = new UserHomes(Files.writeString(folder.resolve("passwd"), """
                root:x:0:0:root:/root:/bin/bash
                operator:x:1000:1000:An operator,,,:/srv/op:/bin/sh
                damaged:x:1
                nohome:x:1001:1001:::/bin/sh
                """));
        assertThat(homes.expanded("~operator/.ssh/key", HOME)).contains("/srv/op/.ssh/key");
        assertThat(homes.expanded("~operator", HOME)).contains("/srv/op");
        assertThat(homes.expanded("~/.ssh/key", HOME)).contains("/home/me/.ssh/key");
        assertThat(homes.expanded("~", HOME)).contains("/home/me");
        assertThat(homes.expanded("/a/~operator", HOME)).contains("/a/~operator");
        assertThat(homes.expanded("~nohome/x", HOME)).isEmpty();
        assertThat(homes.expanded("~damaged/x", HOME)).isEmpty();
        assertThat(homes.expanded("~%u/x", HOME)).isEmpty();
        assertThat(new UserHomes(folder.resolve("gone")).expanded("~root/x", HOME))
                .isEmpty();
    }

    @Test
    void aUserWhoIsNotKnownIsNamed() {
        assertThat(UserHomes.remedy("~nosuchuser/x")).contains("no user 'nosuchuser'", "ssh connects to nothing here");
    }
}
