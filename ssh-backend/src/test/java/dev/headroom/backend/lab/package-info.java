/** Tests against the real kernels of {@code src/lab}. They run inside the lab's network namespace. */
package dev.headroom.backend.lab;
