package dev.headroom.planted.seam.backend.agent;

import dev.headroom.backend.remote.jsch.JschRemoteShell;

record KnowsTheImplementation(JschRemoteShell shell) {}
