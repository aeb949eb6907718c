package dev.headroom.backend.remote.openssh;

import dev.headroom.backend.remote.secrets.SecretPrompt;
import dev.headroom.backend.remote.secrets.SecretQuestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An operator who gives one answer after the other, the last one again and again; Headroom's questions are noted. */
final class Answering implements SecretPrompt {
    private final List<String> answers;
    private final List<SecretQuestion> asked = new CopyOnWriteArrayList<>();
    private final List<String> remarks = new CopyOnWriteArrayList<>();

    /** @param answers none for an operator who cancels */
    Answering(String... answers) {
        this.answers = List.of(answers);
    }

    List<SecretQuestion> asked() {
        return asked;
    }

    List<String> remarks() {
        return remarks;
    }

    @Override
    public Optional<char[]> ask(SecretQuestion question, String remark) {
        asked.add(question);
        remarks.add(remark);
        return answers.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        answers.get(Math.min(asked.size(), answers.size()) - 1).toCharArray());
    }

    @Override
    public Optional<String> silence() {
        return Optional.empty();
    }

    /** The environment in which ssh and ssh-add get the same answers from a program. */
    Map<String, String> askpass(Path folder) throws IOException {
        Path left = Files.write(folder.resolve("answers"), answers);
        Path program = Files.writeString(folder.resolve("askpass"), """
                #!/bin/sh
                [ -s %1$s ] || exit 1
                head -n 1 %1$s
                [ $(wc -l < %1$s) -lt 2 ] || sed -i 1d %1$s
                """.formatted(left));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return Map.of("SSH_ASKPASS", program.toString(), "SSH_ASKPASS_REQUIRE", "force", "DISPLAY", ":0");
    }
}
