package dev.headroom.planted.control.backend.control;

import dev.headroom.backend.remote.RemoteShell;

record KnowsTheNetwork(RemoteShell shell) {}
