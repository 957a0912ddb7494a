@org.jspecify.annotations.NullMarked
package io.vigie.cli.soak;
