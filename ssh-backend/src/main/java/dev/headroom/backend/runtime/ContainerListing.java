package dev.headroom.backend.runtime;

import java.util.List;

/**
 * All containers of a host, as its runtime lists them.
 *
 * @param containers in order of name
 * @param unread the lines that are not understood, in their order: one sentence each
 */
public record ContainerListing(List<ContainerLine> containers, List<String> unread) {
    public ContainerListing {
        containers = List.copyOf(containers);
        unread = List.copyOf(unread);
    }
}
