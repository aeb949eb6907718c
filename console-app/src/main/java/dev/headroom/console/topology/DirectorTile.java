package dev.headroom.console.topology;

import dev.headroom.console.fx.Badge;
import dev.headroom.ma2scf.model.DirectorId;

/**
 * One director as the overview shows it.
 *
 * @param rate new connections a second with unit
 */
record DirectorTile(DirectorId id, Badge badge, String rate, String age, String exactTime) {}
