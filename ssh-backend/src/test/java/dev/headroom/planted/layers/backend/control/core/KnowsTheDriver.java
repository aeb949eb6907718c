package dev.headroom.planted.layers.backend.control.core;

import dev.headroom.backend.control.driver.VmMaster;

record KnowsTheDriver(VmMaster master) {}
