/** The command line without a window. {@link dev.headroom.console.cli.HeadroomCommand} lists the commands. */
package dev.headroom.console.cli;
