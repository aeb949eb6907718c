/** Text of the hosts' tools → records. Strict and pure: a line that is not understood is a {@link dev.headroom.backend.parse.ParseException}, never a guess. */
package dev.headroom.backend.parse;
