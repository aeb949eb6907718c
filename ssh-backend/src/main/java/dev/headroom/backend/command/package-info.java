/**
 * Spells every command, as a list of arguments; quoting happens in {@link dev.headroom.backend.command.CommandLine}
 * alone.
 */
package dev.headroom.backend.command;
