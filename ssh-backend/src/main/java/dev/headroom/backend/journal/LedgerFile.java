package dev.headroom.backend.journal;

import dev.headroom.backend.control.Kept;
import dev.headroom.backend.control.driver.Ledger;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import tools.jackson.core.JacksonException;

/**
 * The ledger as a JSON file in the state folder: the agreed thresholds, the loans that this installation has started,
 * and the weights that it has set. The file is replaced as a whole, so that a crash leaves the old one or the new
 * one.
 */
public final class LedgerFile implements Ledger {
    private static final String NAME = "ledger.json";

    private final Path folder;
    private final Path file;

    /**
     * The ledger of one cluster.
     *
     * @param folder the state folder; made at the first write
     */
    public LedgerFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(NAME);
    }

    @Override
    public void keep(Kept kept) throws IOException {
        StateFolder.make(folder);
        Path next = file.resolveSibling(NAME + ".new");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(LedgerText.write(kept).getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * The ledger as last written; empty if it was never written.
     *
     * @throws IOException if it cannot be read or is not understood: it is then unknown which loans and weights are
     * ours
     */
    public Kept read() throws IOException {
        try {
            return LedgerText.read(Files.readString(file));
        } catch (NoSuchFileException _) {
            return Kept.NOTHING;
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new IOException("%s is not understood (%s)".formatted(file, e.getMessage()), e);
        }
    }
}
