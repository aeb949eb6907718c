/** The command line: everything that needs no window. {@link dev.headroom.console.cli.HeadroomCommand} lists the commands. */
package dev.headroom.console.cli;
