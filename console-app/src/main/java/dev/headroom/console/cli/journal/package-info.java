/** The commands that read the journal of a master, and what concerns its files. None of them writes it. */
package dev.headroom.console.cli.journal;
