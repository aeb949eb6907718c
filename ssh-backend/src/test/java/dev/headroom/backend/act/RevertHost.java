package dev.headroom.backend.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.LeaseCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A director as a folder: fakes of {@code ipvsadm} and {@code sleep} stand in its path, and its {@code sh} is a shell of this machine.
 * Each sleep lasts no time, sets the host's uptime on by 5 s and runs a hook, which may change what is there; so all that a process does
 * that waits is known. A process ends at its 90th sleep at the latest. A new one begins anew in the same folder.
 */
final class RevertHost {
    static final String HOLDER = "0123-4567.k2x9ab";
    static final String OTHERS = "9999-0000.zzzzzz";

    private static final String IPVSADM = """
        #!/bin/sh
        # Lines of the table: ENDPOINT WEIGHT PERSISTENT ACTIVE INACTIVE
        has() { grep -q "^$1 " "$HOST/table"; }
        without() { grep -v "^$1 " "$HOST/table"; }
        if [ "$1" = -Ln ]; then
            [ ! -e "$HOST/broken" ] || exit 1
            printf '%s\\n' 'IP Virtual Server version 1.2.1 (size=4096)' 'Prot LocalAddress:Port Weight PersistConn'
            printf '%s\\n' '  -> RemoteAddress:Port' 'TCP  192.0.2.99:80 wlc' '  -> 10.0.0.3:80 7 7 7 7' 'TCP  192.0.2.100:80 wlc'
            while read -r line; do echo "  -> $line"; done < "$HOST/table"
            printf '%s\\n' 'UDP  192.0.2.100:80 wlc' '  -> 10.0.0.3:80 7 7 7 7'
            exit
        fi
        taken=locked
        flock -n "$HOST/loans/.lease.shop" true && taken=unlocked
        echo "$1 $5 $8 $taken" >> "$HOST/log"
        case $1 in
            -e) has "$5" || exit 2; next=$(sed "s/^$5 [0-9]*/$5 $8/" "$HOST/table") ;;
            -d) has "$5" || exit 2; next=$(without "$5") ;;
            *) exit 2 ;;
        esac
        printf '%s\\n' "$next" > "$HOST/table"
        """;

    private static final String SLEEP = """
        #!/bin/sh
        n=0
        [ ! -e "$HOST/sleeps" ] || read -r n < "$HOST/sleeps"
        n=$((n + 1))
        echo $n > "$HOST/sleeps"
        [ $n -lt 90 ] || exit 1
        read -r now rest < "$HOST/uptime"
        echo "$((${now%.*} + 5)).00 1.00" > "$HOST/uptime"
        . "$HOST/hook"
        """;

    /** Each address accepts connections that no line of the file {@code dead} names. */
    private static final String BASH = """
        #!/bin/sh
        address=${2#*/dev/tcp/}
        echo "$address" >> "$HOST/connects"
        ! grep -qxF "$address" "$HOST/dead"
        """;

    private final Path folder;
    private final String shell;
    private int status;

    RevertHost(Path folder, List<String> shell) throws IOException {
        this.folder = folder;
        this.shell = String.join(" ", shell);
        Files.createDirectories(folder.resolve("loans"));
        Files.createDirectories(folder.resolve("bin"));
        tool("ipvsadm", IPVSADM);
        tool("sleep", SLEEP);
        tool("bash", BASH);
        tool("sh", "#!" + shell.getFirst() + "\nexec " + this.shell + " \"$@\"\n");
        write("uptime", "1000.00 1.00\n");
        write("hook", "");
        write("log", "");
        write("dead", "");
        lease(7, HOLDER);
        renewed(HOLDER, 1000);
        Files.deleteIfExists(folder.resolve("sleeps"));
        Files.deleteIfExists(folder.resolve("loans/.reverted.shop.P3"));
        Files.deleteIfExists(folder.resolve("loans/.order.shop"));
    }

    /** {@code dash}, {@code bash} and {@code busybox ash}, where they are. */
    static Stream<List<String>> shells() {
        return Stream.of(List.of("/bin/dash"), List.of("/bin/bash"), List.of("/bin/busybox", "ash"))
                .filter(shell -> Files.isExecutable(Path.of(shell.getFirst())));
    }

    void tool(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("bin").resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    void lease(long epoch, String holder) throws IOException {
        write("loans/.lease.shop", "headroom-lease 1 %d %s 30 900 ann@laptop\n".formatted(epoch, holder));
    }

    void renewed(String holder, long uptime) throws IOException {
        write("loans/.renewed.shop." + holder, uptime + "\n");
    }

    /** Shell that each sleep runs, with the number of the sleep in {@code $n}, the uptime in {@code $HOST/uptime}. */
    void hook(String text) throws IOException {
        write("hook", "now=$((${now%.*} + 5)) loans=$HOST/loans; " + text + "\n");
    }

    String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    boolean has(String file) {
        return Files.exists(folder.resolve(file));
    }

    /** What the table has, its connections left out. */
    List<String> table() throws IOException {
        return read("table")
                .lines()
                .map(line -> line.replaceAll("( \\d+){3}$", ""))
                .toList();
    }

    /** What was changed, by the verb and the endpoint of {@code ipvsadm}, the weight, and whether the lease was locked. */
    List<String> changes() throws IOException {
        return read("log").lines().map(String::strip).toList();
    }

    /** Sends a command behind the check, and waits for what it left running there, which holds a lock. */
    String send(CommandLine command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                        Stream.of(shell.split(" ", -1)),
                        Stream.of(
                                "-c",
                                LeaseCommands.fenced("shop", 7, HOLDER, "P3", command)
                                        .toShell()))
                .toList());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("HOST", folder.toString());
        builder.environment().put("HEADROOM_RUN", folder.toString());
        builder.environment().put("HEADROOM_CLOCK", folder.resolve("uptime").toString());
        builder.environment().put("HEADROOM_SYSTEMD", folder.resolve("systemd").toString());
        builder.redirectErrorStream(true);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        status = process.exitValue();
        return output;
    }

    /** The exit code of the command that was sent last. */
    int status() {
        return status;
    }

    /** Waits until no process keeps a plan's file locked. A file may stay that nobody keeps locked: then nothing is armed. */
    void awaitNothingArmed() throws IOException, InterruptedException {
        Process end = new ProcessBuilder(
                        "sh",
                        "-c",
                        "for f in \"$1\"/.arming.* \"$1\"/.armed.*; do [ ! -e \"$f\" ] || flock \"$f\" true; done",
                        "sh",
                        folder.resolve("loans").toString())
                .start();
        assertThat(end.waitFor(2, TimeUnit.MINUTES)).isTrue();
    }
}
