/**
 * Turns the text of the hosts' tools into records. Strict and pure: a line that is not understood is a {@link
 * dev.headroom.backend.parse.ParseException} or a {@link dev.headroom.ma2scf.model.NotUnderstood}, never a guess.
 */
package dev.headroom.backend.parse;
