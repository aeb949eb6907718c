package dev.headroom.backend.inventory;

/** What runs the containers of a real server. */
public enum ContainerRuntime {
    LXC,
    INCUS,
    LXD,
    NSPAWN,
    DOCKER,
    PODMAN
}
