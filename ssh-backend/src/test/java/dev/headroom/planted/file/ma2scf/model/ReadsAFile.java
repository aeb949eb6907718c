package dev.headroom.planted.file.ma2scf.model;

import java.nio.file.Files;
import java.nio.file.Path;

final class ReadsAFile {
    private ReadsAFile() {}

    static boolean exists(Path path) {
        return Files.exists(path);
    }
}
