package dev.headroom.backend.remote.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.fuzz.Hostile;
import dev.headroom.backend.fuzz.Watched;
import dev.headroom.backend.remote.config.OpenSshConfig.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever ssh_config holds, a lookup gives settings or a refusal, or the file cannot be read. */
class HostileConfigFuzzTest {
    private static final int INPUTS = 10;
    private static final List<String> FILES = List.of("""
        Host lb1 "lb two" *.example.org !secret.example.org
            HostName=192.0.2.2
            User = "root"
            Port 2222
            IdentityFile ~/.ssh/%r@%h # the key
            ProxyJump a@b:22,[fd00::1]:2222
        Match originalhost rs1,rs2 user x
            HostKeyAlias real
            ConnectTimeout 10
            ServerAliveInterval 5
            Ciphers +aes128-ctr
        Include ~/.ssh/other.conf conf.d/*
        Match host 192.0.2.* !localuser nobody exec "true"
            ProxyCommand nc %h %p
        """, """
        Host *
         UserKnownHostsFile ~/a "~/b c"
         IdentitiesOnly yes
         IdentityAgent ${SSH_AUTH_SOCK}
         AddressFamily inet6
         BindAddress 10.0.0.1
         CertificateFile ~/c
        """);
    private static Path home = Path.of("");

    @BeforeContainer
    static void folder() throws IOException {
        home = Files.createTempDirectory("headroom-fuzz");
        Files.createDirectories(home.resolve(".ssh"));
    }

    @AfterContainer
    static void remove() throws IOException {
        Files.deleteIfExists(home.resolve(".ssh/config"));
        Files.deleteIfExists(home.resolve(".ssh"));
        Files.deleteIfExists(home);
    }

    @Property
    void ofConfigurations(@ForAll long seed) throws IOException {
        Hostile hostile = new Hostile(seed, FILES);
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = hostile.bytes();
            Files.write(home.resolve(".ssh/config"), bytes);
            Watched.parse(
                    new String(bytes, StandardCharsets.UTF_8),
                    () -> {
                        OpenSshConfig config = OpenSshConfig.read(home, home.resolve("none"));
                        for (String name : List.of("lb1", "rs1", "x.example.org", hostile.name())) {
                            use(config.lookup(Query.of(name, "me")));
                        }
                    },
                    Set.of(IOException.class));
        }
    }

    private static void use(HostSettings settings) {
        assertThat(settings.hostName()).isNotNull();
        assertThat(settings.word(Keyword.USER)).isNotNull();
        assertThat(settings.proxy()).isNotNull();
        assertThat(settings.refusal()).isNotNull();
        assertThat(settings.notes()).isNotNull();
    }

    /** Found by the property: no file has such a name, and ssh goes on; Headroom ended in an exception. */
    @Example
    void anIncludeOfAnImpossibleNameIncludesNothing() throws IOException {
        Files.writeString(home.resolve(".ssh/config"), "Include a\0b\nHost *\n User root\n");
        assertThat(OpenSshConfig.read(home, home.resolve("none"))
                        .lookup(Query.of("lb1", "me"))
                        .word(Keyword.USER))
                .contains("root");
    }
}
