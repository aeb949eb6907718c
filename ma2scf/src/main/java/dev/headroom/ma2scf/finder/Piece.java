package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Lender;

/**
 * What starting one container more on one server adds.
 *
 * @param number 1 for the first one started there, and so on; a later piece never adds more than an earlier one
 * @param amount connections a second, above 0
 */
record Piece(Lender lender, ContainerId container, int number, double amount) {}
