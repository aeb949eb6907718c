/** How often each host is asked: pure rules, and the keeper that remembers what each host did. See decision 0104. */
package dev.headroom.backend.pace;
