package dev.headroom.console.topology;

import dev.headroom.console.fx.Badge;
import dev.headroom.ma2scf.model.ServiceId;

/**
 * One virtual service as the overview shows it.
 *
 * @param fraction utilization, 0 where unknown
 * @param percent the same with unit, or a dash
 * @param facts demand, capacity, serving containers
 */
record ServiceTile(
        ServiceId id, int priority, Badge badge, double fraction, String percent, String facts, String address) {}
