/** How far automatic mode may go by itself. Pure. */
package dev.headroom.backend.control.restraint;
