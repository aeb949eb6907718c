package dev.headroom.backend.inventory;

/** What runs the containers of a real server: those that Headroom has an adapter for. A file that names another is refused. */
public enum ContainerRuntime {
    LXC
}
