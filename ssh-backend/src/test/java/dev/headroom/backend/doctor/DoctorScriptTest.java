package dev.headroom.backend.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.command.Sudoers;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.script.ScriptFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script in the shells of real hosts. */
@EnabledOnOs(OS.LINUX)
class DoctorScriptTest {
    private static final String SCRIPT = ScriptFile.read(Interviewer.class, "doctor.sh");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox sh"})
    void itTellsOfTheHostAndOfItsClock(String shell) throws Exception {
        List<String> words = new ArrayList<>(List.of(shell.split(" ")));
        Assumptions.assumeTrue(
                Files.exists(Path.of("/bin", words.getFirst())) || Files.exists(Path.of("/usr/bin", words.getFirst())),
                shell + " is not installed");
        words.addAll(List.of("-s", "--", "server", "root"));
        Process process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = process.outputWriter(StandardCharsets.UTF_8);
                var in = process.inputReader(StandardCharsets.UTF_8)) {
            out.write(SCRIPT);
            out.flush();
            FactsReader reader = new FactsReader();
            assertThat(in.readLine()).isEqualTo("@doctor 1");
            for (String line = in.readLine(); line != null && !line.equals("@ready"); line = in.readLine()) {
                reader.accept(line);
            }
            HostFacts facts = reader.facts();
            assertThat(facts.kernel()).startsWith("Linux ");
            assertThat(facts.user()).isEqualTo(System.getProperty("user.name"));
            assertThat(facts.boot()).isPresent();
            assertThat(facts.network().setting("net/ipv4/conf/all/arp_ignore")).isPresent();
            assertThat(facts.loans()).isPresent();
            out.write("now\n");
            out.flush();
            assertThat(in.readLine()).matches("@now \\d+(\\.\\S+)?");
            out.write("quit\n");
        }
        assertThat(process.waitFor()).isZero();
    }

    /** It needs no right that a master does not need. */
    @ParameterizedTest
    @ValueSource(strings = {"director", "server"})
    void itAsksSudoOnlyForWhatTheSudoersOfReadingPermit(String role) throws Exception {
        Path asked = folder.resolve("asked");
        for (String tool : List.of("ipvsadm", "lxc-ls", "sudo")) {
            Path file = Files.writeString(folder.resolve(tool), "#!/bin/sh\necho \"$*\" >>'%s'\n".formatted(asked));
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        Path script = Files.writeString(folder.resolve("doctor.sh"), SCRIPT);
        ProcessBuilder builder = new ProcessBuilder("sh", "-s", "--", role, "sudo")
                .redirectInput(script.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PATH", folder + ":/usr/bin:/bin");
        assertThat(builder.start().waitFor()).isZero();
        String permitted = (role.equals("director") ? Sudoers.DIRECTOR : Runtimes.USUAL.rights()).mayRead();
        assertThat(Files.readAllLines(asked)).isNotEmpty().allSatisfy(words -> {
            assertThat(words).startsWith("-n ");
            assertThat(permitted + ", ").contains("bin/" + words.substring(3).replace(",", "\\,") + ", ");
        });
    }

    /** A configuration of keepalived holds passwords; included files count. */
    @Test
    void ofTheConfigurationOfKeepalivedItTellsOnlyTheServices() throws Exception {
        Files.writeString(folder.resolve("more.conf"), "virtual_server fwmark 7 {\n}\n");
        Path config = Files.writeString(folder.resolve("keepalived.conf"), """
            vrrp_instance VI_1 {
              authentication {
                auth_type PASS
                auth_pass secret1
              }
              virtual_ipaddress { 192.0.2.100/24 }
            }
            include more.conf
            virtual_server_group WEB {
              192.0.2.100 443
            }
            virtual_server 192.0.2.100 80 {
              lb_algo wrr
              real_server 192.0.2.11 80 {
                MISC_CHECK { misc_path "/usr/bin/check -p secret2" }
              }
            }
            """);
        String said = run(config);
        assertThat(said.lines())
                .containsExactlyInAnyOrder(
                        "read keepalived " + config,
                        "config keepalived virtual_server_group WEB {",
                        "config keepalived   192.0.2.100 443",
                        "config keepalived virtual_server 192.0.2.100 80 {",
                        "config keepalived   real_server 192.0.2.11 80 {",
                        "config keepalived virtual_server fwmark 7 {");
    }

    @ParameterizedTest
    @CsvSource({
        "1000, KillUserProcesses=yes KillExcludeUsers=root, logins end",
        "1000, KillUserProcesses=no KillExcludeUsers=root, ''",
        "0, KillUserProcesses=yes KillExcludeUsers=root, ''",
        "0, KillUserProcesses=yes KillExcludeUsers=, logins end"
    })
    void itTellsWhetherWhatALoginLeavesRunningIsEnded(String user, String logind, String told) throws Exception {
        Files.createDirectories(folder.resolve("systemd"));
        assertThat(
                        run("id() { echo %s; }; loginctl() { printf '%%s\\n' %s; }; bounded=; HEADROOM_SYSTEMD='%s/systemd'; logins\n"
                                        .formatted(user, logind, folder))
                                .strip())
                .isEqualTo(told);
    }

    /** Runs the function for keepalived as if a process had been started with this file. */
    private String run(Path config) throws IOException, InterruptedException {
        return run("keepalived $$\n", "-f", config.toString());
    }

    private String run(String calls, String... arguments) throws IOException, InterruptedException {
        String functions = SCRIPT.substring(0, SCRIPT.lastIndexOf("doctor; exit 0"));
        Path file = Files.writeString(folder.resolve("test.sh"), functions + calls);
        List<String> words = new ArrayList<>(List.of("sh", file.toString()));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
