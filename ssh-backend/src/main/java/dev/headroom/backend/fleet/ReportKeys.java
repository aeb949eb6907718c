package dev.headroom.backend.fleet;

import dev.headroom.backend.fleet.HostResolver.Way;
import dev.headroom.backend.inventory.SshSettings;
import dev.headroom.backend.remote.config.Keyword;
import dev.headroom.backend.remote.config.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of keys of a report. */
record ReportKeys(SshSettings given, Way way) {
    List<SshReport.KeyFile> all() {
        List<Path> files = way.target().identities();
        List<Said> lines = way.settings().all(Keyword.IDENTITY_FILE).stream()
                .filter(line -> !line.word().equalsIgnoreCase("none"))
                .toList();
        List<SshReport.KeyFile> keys = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).equals(ConfiguredPaths.NO_FILE)) {
                continue; // a path that ssh would not take either, for which the host is refused
            }
            keys.add(new SshReport.KeyFile(
                    files.get(i).toString(),
                    Files.isRegularFile(files.get(i)) && Files.isReadable(files.get(i)),
                    given.identity().isPresent()
                            ? SshReport.CLUSTER_FILE
                            : i < lines.size() ? lines.get(i).place() : SshReport.DEFAULT));
        }
        return List.copyOf(keys);
    }
}
