package dev.headroom.ma2scf.model;

import java.util.Optional;

/**
 * A line of a director's table that is not understood. It stands for an entry that may not be changed; it costs the service that it
 * belongs to, and no other.
 *
 * @param service empty where the line does not say so much
 * @param destination empty in the same case, and for a line about a whole service
 * @param line as the tool printed it, or what is missing there
 * @param why one sentence
 */
public record NotUnderstood(Optional<VirtualAddress> service, Optional<Endpoint> destination, String line, String why) {

    /** A line of which nothing is known. */
    public static NotUnderstood of(String line, String why) {
        return new NotUnderstood(Optional.empty(), Optional.empty(), line, why);
    }

    public boolean isOf(VirtualAddress address) {
        return service.filter(address::equals).isPresent();
    }

    /** Why nothing of {@code name} may be changed on {@code director}; on others it may. */
    public String sentence(DirectorId director, ServiceId name) {
        return "The table of %s has an entry of %s that is not understood ('%s'), so nothing of %s is changed on %s: %s"
                .formatted(director, name, line.strip(), name, director, why);
    }

    @Override
    public String toString() {
        return "not understood: " + line.strip();
    }
}
