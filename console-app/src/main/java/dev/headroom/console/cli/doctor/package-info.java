/** The command {@code doctor}: examines a set-up and prints what it found. */
@NullMarked
package dev.headroom.console.cli.doctor;

import org.jspecify.annotations.NullMarked;
