/** What a plan may cost clients because of how its directors are set up. Pure. */
package dev.headroom.backend.control.risk;
