package dev.headroom.backend.runtime;

import java.util.List;

/**
 * All containers of a host, as its runtime lists them.
 *
 * @param containers in order of name
 * @param unread what the list says besides and is not understood, in its order: one sentence each
 */
public record ContainerListing(List<ContainerLine> containers, List<String> unread) {
    public ContainerListing {
        containers = List.copyOf(containers);
        unread = List.copyOf(unread);
    }
}
